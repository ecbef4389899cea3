#!/usr/bin/env python3
"""Checks the OpenAPI files themselves. usage: check_openapi.py [FOLDER]; one line per offence, exit 1 when there are any."""
import pathlib
import sys
from typing import Any, Iterator

import yaml

METHODS = {"get", "put", "post", "delete", "patch", "head", "options", "trace"}
# No problem response: these answer from memory, whoever asks.
WITHOUT_PROBLEM = {"/health", "/metrics", "/.well-known/jwks.json"}


class UniqueKeys(yaml.SafeLoader):
    """YAML keeps the last of two equal keys; here that is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key!r} is there twice", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def resolve(files: dict[str, Any], name: str, ref: str) -> tuple[str, Any]:
    """The file and the node a $ref leads to; raises LookupError when there is none."""
    file, _, pointer = ref.partition("#")
    target = file or name
    if target not in files:
        raise LookupError(f"there is no {target}")
    node = files[target]
    for step in pointer.strip("/").split("/") if pointer.strip("/") else []:
        step = step.replace("~1", "/").replace("~0", "~")
        if not isinstance(node, dict) or step not in node:
            raise LookupError(f"{target} has no {pointer}")
        node = node[step]
    return target, node


def refs(node: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield where, value
            else:
                yield from refs(value, f"{where}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from refs(value, f"{where}/{index}")


def is_problem(files: dict[str, Any], name: str, response: Any) -> bool:
    while isinstance(response, dict) and "$ref" in response:
        try:
            name, response = resolve(files, name, response["$ref"])
        except LookupError:
            return False
    return isinstance(response, dict) and "application/problem+json" in response.get("content", {})


def check_operation(files: dict[str, Any], name: str, where: str, path: str, item: Any, operation: Any) -> Iterator[str]:
    if "operationId" not in operation:
        yield f"{where}: no operationId"
    if "x-access" not in operation:
        yield f"{where}: no x-access"
    responses = {str(code): response for code, response in operation.get("responses", {}).items()}
    if not any(code[0] in "23" for code in responses):
        yield f"{where}: no 2xx or 3xx response"
    problems = [response for code, response in responses.items() if code[0] in "d45"]
    if path not in WITHOUT_PROBLEM and not any(is_problem(files, name, response) for response in problems):
        yield f"{where}: no response that is application/problem+json"
    declared = set()
    for parameter in [*item.get("parameters", []), *operation.get("parameters", [])]:
        try:
            found = resolve(files, name, parameter["$ref"])[1] if "$ref" in parameter else parameter
        except LookupError:
            continue
        if found.get("in") == "path":
            declared.add(found["name"])
    wanted = {part[1:].split("}")[0] for part in path.split("/") if part.startswith("{")}
    if declared != wanted:
        yield f"{where}: path parameters {sorted(declared)} are declared, {sorted(wanted)} are in the path"


def shape(path: str) -> str:
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


def check_file(files: dict[str, Any], name: str) -> Iterator[str]:
    document = files[name]
    if not str(document.get("openapi", "")).startswith("3.1"):
        yield f"{name}: not OpenAPI 3.1"
    ids: dict[str, str] = {}
    shapes: dict[str, str] = {}
    for path, item in (document.get("paths") or {}).items():
        if (twin := shapes.setdefault(shape(path), path)) != path:
            yield f"{name} {path}: the same path as {twin}"
        for method, operation in item.items():
            if method not in METHODS:
                continue
            where = f"{name} {method.upper()} {path}"
            yield from check_operation(files, name, where, path, item, operation)
            if (identifier := operation.get("operationId")) and (twin := ids.setdefault(identifier, where)) != where:
                yield f"{where}: operationId {identifier} is that of {twin}"
    for where, ref in refs(document, ""):
        try:
            resolve(files, name, ref)
        except LookupError as error:
            yield f"{name} {where}: $ref {ref}: {error}"


def main() -> int:
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "api")
    files: dict[str, Any] = {}
    offences: list[str] = []
    for file in sorted(folder.glob("*.yaml")):
        try:
            files[file.name] = yaml.load(file.read_text(encoding="utf-8"), Loader=UniqueKeys)
        except yaml.YAMLError as error:
            offences.append(f"{file.name}: {' '.join(str(error).split())}")
    if not files and not offences:
        offences.append(f"{folder}: no OpenAPI file")
    for name in files:
        offences.extend(check_file(files, name))
    print("\n".join(offences) if offences else f"{len(files)} files: no offence")
    return 1 if offences else 0


if __name__ == "__main__":
    sys.exit(main())
