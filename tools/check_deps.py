#!/usr/bin/env python3
"""Fails when an #include crosses a border that modules.toml does not allow. Usage: tools/check_deps.py [root]"""
import pathlib
import re
import sys
import tomllib

root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
rules = tomllib.loads((root / "modules.toml").read_text())
allowed = rules["may_include"]
libraries = set(allowed) - {"slice"}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def owner_of(name: str) -> tuple[str, str]:
    """("lib", "pg"), ("service/garage", "fuel_logs") or ("program", "node")."""
    parts = name.split("/")
    if parts[0] == "libs":
        return "lib", parts[1]
    if parts[0] == "services":
        return f"service/{parts[1]}", parts[2]
    return "program", parts[0]


def offences(path: pathlib.Path):
    name = str(path.relative_to(root))
    kind, module = owner_of(name)
    is_test = "test" in path.stem.split("_") or path.stem.endswith(("_test", "_pgtest")) or "/tests/" in name or "/testing/" in name
    for include in INCLUDE.findall(path.read_text()):
        first = include.split("/")[0]
        if first == "mvp":
            target = include.split("/")[1]
            if is_test or kind == "program" or module == "app" or target == module:
                continue
            may = allowed[module] if kind == "lib" else allowed["slice"]
            if target not in may:
                yield f"{name}: {module} may not include {include}; see modules.toml"
        elif kind.startswith("service/") and "/" in include and module != "app" and not is_test:
            shared = rules["shared"].get(kind.split("/")[1], [])
            if first != module and first not in shared:
                yield f"{name}: slice {module} may not include {include} of another slice; see modules.toml"


def main() -> int:
    files = [p for top in ("libs", "services", "node", "cli") for p in sorted((root / top).rglob("*.[ch]pp"))]
    found = [line for path in files for line in offences(path)]
    long_files = [f"{p.relative_to(root)}: {n} lines; split it (400 at most)" for p in files
                  if (n := len(p.read_text().splitlines())) > 400]
    for line in found + long_files:
        print(line)
    print(f"{len(files)} files, {len(found) + len(long_files)} offences")
    return bool(found or long_files)


sys.exit(main())
