"""Memory of tenants, awake and asleep, and what many of them cost at a restart.

Awake: whole stacks (PostgreSQL, Redis, garage) with the real schema that have answered a request from their database and then were
left alone; PSS of all their processes. Asleep: what one more sleeping tenant adds to the agent and its keeper. Then thousands of
registered tenants, each with its own socket and name, and control plane and agent killed: until both are ready again."""
import json
import os
import signal
import subprocess
import time
import uuid

from bench import frame, tenants

BUDGETS = [frame.Budget("pss_mb_per_awake_tenant", "<=", 12), frame.Budget("awake_failed", "<=", 0), frame.Budget("agent_kib_per_sleeping_tenant", "<=", 16),
           frame.Budget("restart_ready_ms", "<=", 2000)]
SETTLING_S = 45  # the garage gives its database connections back after 30 s


def pss_by_program(platform, slugs):
    sums = {}
    for slug in slugs:
        for item in platform.node("GET", f"/v1/stacks/{slug}/processes").json["items"]:
            sums[item["name"]] = sums.get(item["name"], 0) + sum(frame.pss_mb(pid) for pid in tenants.tree_of(item["pid"]))
    return {name: total / len(slugs) for name, total in sums.items()}


def agent_pids(platform):
    """The agent and its keeper."""
    agent = platform.current_pids()["node"]["pid"]
    return [agent, int(subprocess.run(["pgrep", "-f", "mvp-node --keeper"], capture_output=True, text=True).stdout.split()[-1])]


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
    for slug in slugs[awake:]:
        platform.provide(slug, platform.bearer)
    bearer = platform.bearer
    bench.metrics["awake_failed"] = sum(platform.vehicles(slug, bearer).status != 200 for slug in slugs)
    bench.metrics[f"pss_mb_per_tenant_of_{many}"] = sum(pss_by_program(platform, slugs).values())
    for slug in slugs:
        platform.hibernate(slug)

    bench.say(f"{registered} more are registered, asleep")
    before = sum(frame.pss_mb(pid) for pid in agent_pids(platform))
    register(platform, registered)
    after = sum(frame.pss_mb(pid) for pid in agent_pids(platform))
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
    bench.peers["set_up"] = {"awake": awake, "awake_at_once": many, "registered": registered, "restarts_ms": times}
    platform.end()
