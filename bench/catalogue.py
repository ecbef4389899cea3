"""The vehicle catalogue that the benches of the catalogue read: imported into a PostgreSQL server of the bench."""
import os
import pathlib
import subprocess
import sys

from bench import frame

CATALOG = frame.ROOT / "services/catalog"


def imported(bench, build_dir):
    """@return conninfo of a database with the whole vPIC catalogue."""
    directory = frame.postgres(bench)
    subprocess.run(["createdb", "-h", directory, "-U", "postgres", "catalog"], check=True)
    conninfo = f"host={directory} user=postgres dbname=catalog"
    fetched = subprocess.run([CATALOG / "fetch_vpic.sh", frame.ROOT / "build/vpic"], stdout=subprocess.PIPE, text=True)
    if fetched.returncode != 0:
        raise frame.Impossible("the vPIC archive cannot be fetched")
    environment = {**os.environ, "MVP_DATABASE_URL": conninfo, "MVP_MIGRATIONS_DIR": str(frame.ROOT / "db/catalog"),
                   "MVP_VPIC_ARCHIVE": fetched.stdout.strip()}
    for action in ("--migrate", "--import"):
        if subprocess.run([build_dir / "services/catalog/mvp-catalog", action], env=environment, stdout=sys.stderr).returncode != 0:
            raise frame.Impossible(f"mvp-catalog {action} failed")
    return conninfo


TABLE = CATALOG / "vin_table/vins.tsv"


def vins():
    """The VINs of the table. @return (all, those whose model corgi names as vPIC's data does)."""
    names, *rows = [line.split("\t") for line in TABLE.read_text().splitlines()]
    rows = [dict(zip(names, row)) for row in rows]
    same_model = [row for row in rows if row["model"] and "model" not in row["corgi"].split(",")]
    return [row["vin"] for row in rows], [row["vin"] for row in same_model]
