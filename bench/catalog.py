"""/makes?year= of the catalogue over HTTP beside nginx `return 200` of the same bytes, and the memory of the service.

nginx sends the same body and the same header fields of ours, takes the same connections of the same load generator (wrk,
keep-alive), and has as many worker processes as ours has threads. Runs alternate: ours, nginx, ours, nginx. The ratio is that of
the medians. Requests to ours carry a service token, whose signature is verified by the keys of a control plane that runs beside.
Measured with one thread on one core while wrk has the other, which is the ratio with the budget; with a thread per core, where
wrk takes its part of both (`_all_cores`); and for an empty list on one core, where only the cost of a request itself is left
(`_empty`). wrk reads slower than either writes, so `cpu_ratio_vs_nginx` beside it: nginx' CPU time per
request through ours, which no load generator hides."""
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request

from bench import catalogue, frame

BUDGETS = [frame.Budget("ratio_vs_nginx", ">=", 0.6), frame.Budget("index_pss_mb", "<=", 150)]
PATH = "/api/v1/vehicles/makes?year=2020"
EMPTY_PATH = "/api/v1/vehicles/makes?year=1901"  # no makes: what remains is the cost of a request itself
CONNECTIONS = 64
OUR_FIELDS = ("ETag", "Cache-Control", "X-Content-Type-Options")

NGINX = """
worker_processes {workers};
error_log stderr;
pid {directory}/nginx.pid;
daemon off;
events {{ worker_connections 1024; multi_accept on; }}
http {{
  access_log off;
  server_tokens off;
  keepalive_requests 1000000000;
  client_body_temp_path {directory}/a; proxy_temp_path {directory}/b; fastcgi_temp_path {directory}/c;
  uwsgi_temp_path {directory}/d; scgi_temp_path {directory}/e;
  server {{
    listen 127.0.0.1:{port} reuseport;
    default_type application/json;
{fields}
    location / {{
{pieces}
      return 200 "{names}";
    }}
    location = /empty {{
      return 200 {empty};
    }}
  }}
}}
"""


def quoted(text):
    """A word of nginx' configuration."""
    if "$" in text:
        raise frame.Impossible("the body holds a $, which nginx' configuration cannot express")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def start_nginx(bench, answer, empty, workers, prefix):
    """nginx takes words of 4 kB at most: a longer body is put together of several."""
    directory = bench.scratch / f"nginx{workers}"
    directory.mkdir()
    port = free_port()
    parts = [answer.body[i:i + 1500] for i in range(0, len(answer.body), 1500)]
    config = directory / "nginx.conf"
    config.write_text(NGINX.format(
        workers=workers, directory=directory, port=port, empty=quoted(empty.body),
        fields="\n".join(f"    add_header {name} {quoted(answer.headers[name])};" for name in OUR_FIELDS if name in answer.headers),
        pieces="\n".join(f"      set $part_{i} {quoted(part)};" for i, part in enumerate(parts)),
        names="".join(f"${{part_{i}}}" for i in range(len(parts)))))
    process = bench.start([*prefix, "/usr/sbin/nginx", "-p", directory, "-c", config], log=f"nginx{workers}")
    return process, f"http://127.0.0.1:{port}"


def start_catalog(bench, build_dir, conninfo, tenants_url, threads, prefix):
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "MVP_LISTEN": f"tcp:127.0.0.1:{port}", "MVP_THREADS": str(threads), "MVP_DATABASE_URL": conninfo,
                   "MVP_TENANTS_URL": tenants_url, "MVP_OIDC_ISSUER": "http://127.0.0.1:1/"}
    process = bench.start([*prefix, build_dir / "services/catalog/mvp-catalog"], log=f"mvp-catalog{threads}", env=environment)
    url = f"http://127.0.0.1:{port}"
    frame.wait_until("the catalogue's readiness", lambda: status_of(url + "/ready") == 200)
    return process, url


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Answer:
    def __init__(self, url, token=None):
        request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})
        with urllib.request.urlopen(request, timeout=10) as response:
            self.headers, self.body = response.headers, response.read().decode()


def status_of(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except OSError:
        return 0


class Contestant:
    """A server under load: what wrk saw, and what CPU its processes took."""

    def __init__(self, process, url, fields, wrk_prefix):
        self.process, self.url, self.fields, self.wrk_prefix = process, url, fields, wrk_prefix
        self.rates, self.p50_us, self.p99_us, self.cpu_us = [], [], [], []

    def cpu_s(self):
        return sum(frame.cpu_s(pid) for pid in [self.process.pid, *frame.children_of(self.process.pid)])

    def load(self, seconds, is_counted=True):
        argv = [*self.wrk_prefix, "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", frame.ROOT / "bench/wrk_report.lua"]
        for field in self.fields():
            argv += ["-H", field]
        cpu_before = self.cpu_s()
        ran = subprocess.run([*argv, self.url], capture_output=True, text=True)
        spent = self.cpu_s() - cpu_before
        if ran.returncode != 0:
            raise frame.Impossible(f"wrk failed: {ran.stderr}")
        seen = json.loads(ran.stdout.splitlines()[-1])
        if seen["errors"] or not seen["requests"]:
            raise frame.Impossible(f"{self.url} answered with errors under load: {seen}")
        if is_counted:
            self.rates.append(seen["requests"] / seen["seconds"])
            self.p50_us.append(seen["p50_us"])
            self.p99_us.append(seen["p99_us"])
            self.cpu_us.append(spent / seen["requests"] * 1e6)

    def report(self):
        return {"requests_s": round(frame.median(self.rates)), "p50_us": frame.median(self.p50_us), "p99_us": frame.median(self.p99_us),
                "cpu_us_per_request": round(frame.median(self.cpu_us), 2), "runs_requests_s": [round(rate) for rate in self.rates]}


def bearer_from(token):
    """The header field of a caller that asks for a new token every minute, as the garage does before its token expires."""
    signed = {"at": 0.0, "token": ""}

    def fields():
        if not signed["token"] or time.monotonic() - signed["at"] > 60:
            signed.update(at=time.monotonic(), token=token())
        return [f"Authorization: Bearer {signed['token']}"]
    return fields


def compete(bench, suffix, ours, peer):
    """Loads both in turn."""
    rounds, seconds = (3, 2) if bench.quick else (7, 4)
    bench.say(f"{ours.url}: {rounds} runs of {seconds} s each, alternating, {CONNECTIONS} connections")
    for contestant in (ours, peer):
        contestant.load(1, is_counted=False)
    for _ in range(rounds):
        ours.load(seconds)
        peer.load(seconds)
    bench.metrics["ratio_vs_nginx" + suffix] = frame.median(ours.rates) / frame.median(peer.rates)
    bench.metrics["cpu_ratio_vs_nginx" + suffix] = frame.median(peer.cpu_us) / frame.median(ours.cpu_us)
    for metric, values in (("requests_s", ours.rates), ("p50_us", ours.p50_us), ("p99_us", ours.p99_us)):
        bench.metrics[metric + suffix] = frame.median(values)


def run(bench):
    frame.install("wrk")
    build_dir = frame.build("mvp-catalog", "catalog_bench_issuer")
    bench.say("importing the catalogue")
    conninfo = catalogue.imported(bench, build_dir)
    issuer = bench.start([build_dir / "bench/catalog_bench_issuer", bench.scratch / "key.pem"],
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    tenants_url = issuer.stdout.readline().strip()

    def token():
        issuer.stdin.write("\n")
        issuer.stdin.flush()
        return issuer.stdout.readline().strip()

    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise frame.Impossible("one core is too few: the load generator needs another than the server")
    one, other = ["taskset", "-c", str(cores[0])], ["taskset", "-c", str(cores[1])]
    for threads, server_prefix, wrk_prefix, contests in (
            (1, one, other, {"": (PATH, PATH), "_empty": (EMPTY_PATH, "/empty")}),
            (len(cores), [], [], {"_all_cores": (PATH, PATH)})):
        process, url = start_catalog(bench, build_dir, conninfo, tenants_url, threads, server_prefix)
        answer, empty = Answer(url + PATH, token()), Answer(url + EMPTY_PATH, token())
        nginx, nginx_url = start_nginx(bench, answer, empty, threads, server_prefix)
        frame.wait_until("the start of nginx", lambda: status_of(nginx_url + "/") == 200)
        if (Answer(nginx_url + PATH).body, Answer(nginx_url + "/empty").body) != (answer.body, empty.body):
            raise frame.Impossible("nginx does not send the same bodies")
        for suffix, (our_path, nginx_path) in contests.items():
            ours = Contestant(process, url + our_path, bearer_from(token), wrk_prefix)
            peer = Contestant(nginx, nginx_url + nginx_path, lambda: [], wrk_prefix)
            compete(bench, suffix, ours, peer)
            bench.peers["set_up" + suffix] = {"threads_each": threads, "ours": ours.report(), "nginx": peer.report()}
        bench.metrics["index_pss_mb"] = max(bench.metrics.get("index_pss_mb", 0), frame.pss_mb(process.pid))
    version = subprocess.run(["/usr/sbin/nginx", "-v"], capture_output=True, text=True).stderr.strip()
    bench.peers["load"] = {"nginx": version.removeprefix("nginx version: "), "connections": CONNECTIONS, "path": PATH,
                           "body_bytes": len(answer.body.encode())}
