"""Memory of tenants, awake and asleep, and what many of them cost at a restart.

Awake: whole stacks (PostgreSQL, Redis, garage) with the real schema that have answered a request from their database and then were
left alone; PSS of all their processes. Asleep: what one more tenant adds to the agent and its keeper, one that was awake and one that
was only ever registered. Then thousands of
registered tenants, each with its own socket and name, and control plane and agent killed: until both are ready again."""
import json
import os
import signal
import subprocess
import time
import uuid

from bench import frame, tenants

BUDGETS = [frame.Budget("pss_mb_per_awake_tenant", "<=", 12), frame.Budget("awake_failed", "<=", 0), frame.Budget("agent_kib_per_tenant_back_asleep", "<=", 16),
           frame.Budget("agent_kib_per_sleeping_tenant", "<=", 16),
           frame.Budget("restart_ready_ms", "<=", 2000), frame.Budget("reconcile_noop_ms", "<=", 1000)]
SETTLING_S = 45  # the garage gives its database connections back after 30 s, the agent its free memory every 30 s


def pss_by_program(platform, slugs):
    sums = {}
    for slug in slugs:
        for item in platform.node("GET", f"/v1/stacks/{slug}/processes").json["items"]:
            sums[item["name"]] = sums.get(item["name"], 0) + sum(frame.pss_mb(pid) for pid in tenants.tree_of(item["pid"]))
    return {name: total / len(slugs) for name, total in sums.items()}


def agent_pss_mb(platform):
    """Of the agent and its keeper."""
    agent = platform.current_pids()["node"]["pid"]
    keeper = subprocess.run(["pgrep", "-f", f"{frame.ROOT}.*mvp-node --keeper"], capture_output=True, text=True).stdout.split()[-1]
    return frame.pss_mb(agent) + frame.pss_mb(int(keeper))


def register(platform, count):
    """Tenants as the control plane would have them after years, all asleep."""
    rows = [(str(uuid.uuid4()), str(uuid.uuid4()), f"registered-{number}") for number in range(count)]
    sql = "BEGIN;" + "".join(
        f"INSERT INTO tenants (id, slug, name, status, stack_state) VALUES ('{tenant}', '{slug}', '{slug}', 'active', 'hibernated');"
        f"INSERT INTO stacks (stack_id, tenant_id) VALUES ('{stack}', '{tenant}');" for tenant, stack, slug in rows) + "COMMIT;"
    as_owner = ["setpriv", "--reuid", "mvp", "--regid", "mvp", "--clear-groups"] if os.geteuid() == 0 else []
    done = subprocess.run([*as_owner, "psql", "-XqAt", "-h", f"{platform.var_dir}/run/pg", "-U", "postgres", "-d", "platform", "-v", "ON_ERROR_STOP=1"],
                          input=sql, text=True, capture_output=True, cwd="/")
    if done.returncode != 0:
        raise frame.Impossible(f"tenants cannot be registered: {done.stderr}")
    for _, stack, slug in rows:
        answer = platform.node("PUT", f"/v1/stacks/{slug}", {"state": "hibernated", "stack_id": stack, "service_secret": stack})
        if answer.status != 200:
            raise frame.Impossible(f"{slug} is not taken: {answer.status} {answer.body}")
    return [slug for _, _, slug in rows]


def last_comparison(platform):
    """What the control plane logged of its newest look at all stacks: how many, what it had to repair, milliseconds."""
    lines = [json.loads(line) for line in (platform.var_dir / "log/tenants.log").read_text().splitlines() if '"stacks compared"' in line]
    return lines[-1] if lines else {"stacks": "0"}


def until_ready(platform):
    def is_ready():
        return platform.node("GET", "/health").status == 200 and tenants.ask(f"{platform.var_dir}/run/tenants.sock", "GET", "/ready").status == 200
    deadline = time.monotonic() + 60
    while not is_ready():
        if time.monotonic() > deadline:
            raise frame.Impossible("the platform is not ready a minute after its agent was killed")
        time.sleep(0.005)


def run(bench):
    awake, many, registered = (10, 30, 300) if bench.quick else (50, 200, 3000)
    platform = tenants.Platform(bench)
    slugs = [f"awake-{number}" for number in range(many)]
    bench.say(f"{many} tenants are made and left awake")
    for slug in slugs[:awake]:
        platform.provide(slug, platform.bearer)
    time.sleep(SETTLING_S)
    by_program = pss_by_program(platform, slugs[:awake])
    bench.metrics["pss_mb_per_awake_tenant"] = sum(by_program.values())
    bench.metrics |= {f"pss_mb_{name}": value for name, value in by_program.items()}
    for slug in slugs[:awake]:
        platform.hibernate(slug)
    time.sleep(SETTLING_S)
    some_back_asleep = agent_pss_mb(platform)
    for slug in slugs[awake:]:
        platform.provide(slug, platform.bearer)
    bearer = platform.bearer
    bench.metrics["awake_failed"] = sum(platform.vehicles(slug, bearer).status != 200 for slug in slugs)
    bench.metrics[f"pss_mb_per_tenant_of_{many}"] = sum(pss_by_program(platform, slugs).values())
    for slug in slugs:
        platform.hibernate(slug)

    bench.say(f"{registered} more are registered, asleep")
    time.sleep(SETTLING_S)
    before = agent_pss_mb(platform)
    bench.metrics["agent_kib_per_tenant_back_asleep"] = (before - some_back_asleep) * 1e6 / 1024 / (many - awake)
    register(platform, registered)
    after = agent_pss_mb(platform)
    bench.metrics["agent_kib_per_sleeping_tenant"] = (after - before) * 1e6 / 1024 / registered
    times = []
    for _ in range(3):
        pids = platform.current_pids()
        begun = time.monotonic()
        for name in ("node", "tenants"):
            os.kill(pids[name]["pid"], signal.SIGKILL)
        until_ready(platform)
        times.append((time.monotonic() - begun) * 1e3)
    bench.metrics["restart_ready_ms"] = frame.median(times)
    frame.wait_until("the control plane's comparison of all stacks", lambda: int(last_comparison(platform)["stacks"]) >= registered)
    seen = last_comparison(platform)
    if seen["repairs"] != "0":
        raise frame.Impossible(f"the comparison found something to repair: {seen}")
    bench.metrics["reconcile_noop_ms"] = int(seen["ms"])
    bench.peers["set_up"] = {"awake": awake, "awake_at_once": many, "registered": registered, "restarts_ms": times}
    platform.end()
