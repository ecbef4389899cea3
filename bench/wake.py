"""From a member's request to a sleeping tenant until the answer from its database, through the edge.

A sleeping tenant has no process: the request starts PostgreSQL, Redis and garage. `storm_s`: so many sleeping tenants are asked at
once, until the last has answered."""
import concurrent.futures
import time

from bench import frame, tenants

BUDGETS = [frame.Budget("p50_ms", "<=", 60), frame.Budget("p99_ms", "<=", 250), frame.Budget("storm_s", "<=", 2)]


def run(bench):
    rounds, storm = (15, 20) if bench.quick else (100, 50)
    platform = tenants.Platform(bench)
    slugs = [f"sleeper-{number}" for number in range(storm)]
    bench.say(f"{storm} tenants are made")
    for slug in slugs:
        platform.provide(slug, platform.bearer)
    for slug in slugs:
        platform.hibernate(slug)
    bench.say(f"{rounds} wakes, one after the other")
    times = []
    for number in range(rounds):
        slug, bearer = slugs[number % storm], platform.bearer
        ms, answer = platform.until_served(slug, bearer)
        if answer.status != 200:
            raise frame.Impossible(f"{slug} does not wake: {answer.status} {answer.body}")
        times.append(ms)
        platform.hibernate(slug)
    bench.metrics |= {"p50_ms": frame.median(times), "p90_ms": tenants.percentile(times, 0.9), "p99_ms": tenants.percentile(times, 0.99)}
    bench.say(f"{storm} tenants at once")
    bearer = platform.bearer
    begun = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(storm) as threads:
        answers = list(threads.map(lambda slug: platform.vehicles(slug, bearer), slugs))
    bench.metrics |= {"storm_s": time.monotonic() - begun, "storm_failed": sum(answer.status != 200 for answer in answers)}
    bench.peers["set_up"] = {"rounds": rounds, "storm": storm}
    platform.end()
