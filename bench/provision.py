"""From POST to the control plane until the new tenant's API answers through the edge.

Each tenant is a whole stack: PostgreSQL, Redis and garage of its own, with the real schema; the answer is a member's list of
vehicles from the new database. One after the other, then a burst in which all are asked for at once by threads. The edge answers
404 or 503 until the stack serves: the bench asks again every 2 ms, as part of the time."""
import concurrent.futures
import time

from bench import frame, tenants

BUDGETS = [frame.Budget("p50_ms", "<=", 150), frame.Budget("p99_ms", "<=", 600), frame.Budget("burst_failed", "<=", 0)]


def one_of_burst(platform, slug, bearer):
    try:
        return platform.provide(slug, bearer)
    except frame.Impossible as why:
        platform._bench.say(str(why))
        return None


def run(bench):
    single, burst = (10, 20) if bench.quick else (40, 100)
    platform = tenants.Platform(bench)
    bearer = platform.bearer
    for number in range(3):
        platform.provide(f"warm-{number}", bearer)
    bench.say(f"{single} tenants one after the other")
    times = []
    for number in range(single):
        times.append(platform.provide(f"one-{number}", platform.bearer))
        time.sleep(0.3)  # so that the pool is refilled as it is between people who sign up
    bench.metrics |= {"p50_ms": frame.median(times), "p90_ms": tenants.percentile(times, 0.9), "p99_ms": tenants.percentile(times, 0.99)}
    bench.say(f"{burst} tenants at once")
    bearer = platform.bearer
    begun = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(burst) as threads:
        outcomes = list(threads.map(lambda number: one_of_burst(platform, f"burst-{number}", bearer), range(burst)))
    served = [ms for ms in outcomes if ms is not None]
    bench.metrics |= {"burst_failed": len(outcomes) - len(served), "burst_s": time.monotonic() - begun, "burst_p50_ms": frame.median(served)}
    bench.peers["set_up"] = {"single": single, "burst": burst}
    platform.end()
