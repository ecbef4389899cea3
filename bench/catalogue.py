"""The vehicle catalogue that the benches of the catalogue read: imported into a PostgreSQL server of the bench."""
import os
import pathlib
import re
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


def vins():
    """The VINs that are decoded: those of the table of real VINs, else of the tests' known ones. @return (list, where)."""
    table = CATALOG / "vin_table/vins.tsv"
    if table.exists():
        rows = [line.split("\t") for line in table.read_text().splitlines() if line and not line.startswith("#")]
        found = [row[0].strip() for row in rows[1:]]
        where = table
    else:
        where = CATALOG / "app/known_vins.hpp"
        found = re.findall(r'^\s*\{"([A-Z0-9]{17})"', where.read_text(), re.M)
    if not found:
        raise frame.Impossible(f"{where} holds no VINs")
    return list(dict.fromkeys(found)), str(pathlib.Path(where).relative_to(frame.ROOT))
