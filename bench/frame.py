"""What all benches share: arguments, budgets, the report, processes that end with the bench, and what has to be built."""
import contextlib
import dataclasses
import json
import os
import pathlib
import pwd
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Impossible(Exception):
    """This machine cannot run the bench: exit status 2, and no figure is made up."""


@dataclasses.dataclass(frozen=True)
class Budget:
    metric: str
    rule: str  # ">=" or "<="
    limit: float

    def is_met_by(self, value):
        return value >= self.limit if self.rule == ">=" else value <= self.limit


class Bench:
    """One run of one bench: collects metrics and peers, owns its processes and its scratch directory."""

    def __init__(self, name, quick, is_json):
        self.name, self.quick, self.is_json = name, quick, is_json
        self.metrics, self.peers, self.budgets = {}, {}, []
        self._stack = contextlib.ExitStack()

    def __enter__(self):
        self.scratch = pathlib.Path(tempfile.mkdtemp(prefix=f"mvp-bench-{self.name}-"))
        self.scratch.chmod(0o755)  # servers that drop root have directories of their own in it
        self._stack.callback(shutil.rmtree, self.scratch, ignore_errors=True)
        return self

    def __exit__(self, *failure):
        self._stack.close()

    def say(self, line):
        print(f"== {line}", file=sys.stderr, flush=True)

    def start(self, argv, *, stop_signal=signal.SIGTERM, log=None, **options):
        """A process that ends with the bench. Its stderr goes to a log in the scratch directory."""
        name = log or pathlib.Path(argv[0]).name
        sink = open(self.scratch / f"{name}.log", "ab")
        self._stack.callback(sink.close)
        process = subprocess.Popen([str(word) for word in argv], stderr=sink, **options)
        self._stack.callback(_end, process, stop_signal)
        return process

    def log_of(self, name):
        return (self.scratch / f"{name}.log").read_text(errors="replace")[-2000:]

    def ask(self, process, line):
        """Sends a line to a program that answers each with one line of JSON."""
        if line is not None:
            process.stdin.write(line + "\n")
            process.stdin.flush()
        answer = process.stdout.readline()
        if not answer:
            raise Impossible(f"{process.args[0]} ended:\n{self.log_of(pathlib.Path(process.args[0]).name)}")
        return json.loads(answer)

    def report(self):
        """Prints the report. @return the exit status."""
        rows = []
        for budget in self.budgets:
            value = self.metrics.get(budget.metric)
            rows.append((budget, value, value is not None and budget.is_met_by(value)))
        is_ok = all(met for _, _, met in rows)
        limits = {b.metric: f"{b.rule} {b.limit:g}" for b in self.budgets}
        for name, value in self.metrics.items():
            mark = next(("   budget " + limits[name] + (": met" if met else ": MISSED") for b, _, met in rows if b.metric == name), "")
            print(f"{name:32} {value:>14,.6g}{mark}", file=sys.stderr if self.is_json else sys.stdout)
        if self.is_json:
            print(json.dumps({"bench": self.name, "metrics": self.metrics, "budgets": limits, "peers": self.peers, "ok": is_ok}))
        else:
            print(f"peers: {json.dumps(self.peers, indent=1)}")
            print("ok" if is_ok else "a budget is missed")
        return 0 if is_ok else 1


def _end(process, stop_signal):
    if process.poll() is None:
        process.send_signal(stop_signal)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()


def median(values):
    return statistics.median(values)


def pss_mb(pid):
    """Proportional set size of a process, in MB of 10^6 bytes."""
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise Impossible("the kernel tells no Pss in smaps_rollup")


def cpu_s(pid):
    """User and system CPU seconds of a process so far, its threads together."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def children_of(pid):
    return [int(word) for word in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_until(what, is_true, seconds=60):
    deadline = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > deadline:
            raise Impossible(f"{what} did not happen within {seconds} s")
        time.sleep(0.05)


def install(*packages):
    """Debian packages that only benches need."""
    missing = [p for p in packages if subprocess.run(["dpkg-query", "-W", "-f=${db:Status-Status}", p], capture_output=True, text=True).stdout != "installed"]
    if not missing:
        return
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    print(f"== installing with apt-get: {' '.join(missing)}", file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *missing]):
        if subprocess.run([*as_root, "apt-get", *command], env=environment, stdout=sys.stderr).returncode != 0:
            raise Impossible(f"apt-get cannot install {' '.join(missing)}")


def build(*targets):
    """The release programs and these bench programs. @return the build directory.
    MVP_BENCH_BUILD_DIR names a configured release directory to use instead of build/release."""
    given = os.environ.get("MVP_BENCH_BUILD_DIR")
    directory = pathlib.Path(given or ROOT / "build/release").resolve()
    if not given and subprocess.run([ROOT / "bin/setup", "release"], stdout=sys.stderr).returncode != 0:
        raise Impossible("bin/setup release failed")
    # A directory that was configured before a bench had a program does not know it yet.
    for command in (["cmake", "-S", ROOT, "-B", directory], ["ninja", "-C", directory, *targets]):
        if subprocess.run(command, stdout=sys.stderr).returncode != 0:
            raise Impossible("the bench programs do not build")
    return directory


def postgres(bench):
    """A PostgreSQL server of this bench on a unix socket, as the user postgres when root. @return its directory."""
    bins = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))
    if not bins:
        raise Impossible("no PostgreSQL server is installed under /usr/lib/postgresql")
    directory = bench.scratch / "pg"
    directory.mkdir(mode=0o700)
    user = {}
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(directory, owner.pw_uid, owner.pw_gid)
        user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    made = subprocess.run([bins[-1] / "initdb", "-D", directory / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"],
                          capture_output=True, text=True, cwd="/", **user)
    if made.returncode != 0:
        raise Impossible(f"initdb failed:\n{made.stderr}")
    options = {"listen_addresses": "", "unix_socket_directories": directory, "fsync": "off", "full_page_writes": "off", "autovacuum": "off"}
    bench.start([bins[-1] / "postgres", "-D", directory / "data", *(word for k, v in options.items() for word in ("-c", f"{k}={v}"))],
                stop_signal=signal.SIGINT, cwd="/", **user)
    client = ["psql", "-h", directory, "-U", "postgres", "-qc"]
    wait_until("the start of PostgreSQL", lambda: subprocess.run([*client, "SELECT 1"], capture_output=True).returncode == 0)
    return directory


def run(module, name, quick, is_json):
    """Runs one bench. @return the exit status: 0, 1 when a budget is missed, 2 when it cannot be run here."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))
    try:
        with Bench(name, quick, is_json) as bench:
            bench.budgets = list(module.BUDGETS)
            module.run(bench)
            return bench.report()
    except Impossible as why:
        print(f"bin/bench {name}: {why}", file=sys.stderr)
        return 2
