"""Make an installation, measure it, print the table: `python -m benchmarks.web [--quick] [--write]`.

It runs itself once for each database: the settings of Django hold for a whole process.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.machine import machine
from benchmarks.readme import write
from benchmarks.tables import Section, Table

MADE = Path(__file__).parents[1] / ".made"
FULL, QUICK = (200, 100_000, 1_000_000), (20, 5_000, 50_000)


def main() -> None:
    """Measure on SQLite and on PostgreSQL, each in a process of its own."""
    asked = _asked()
    if asked.inside:
        _measure(asked)
        return
    tables, records = [], []
    for database in asked.databases:
        folder = MADE / f"web-{database}-{asked.tickets}"
        output = folder.with_suffix(".json")
        command = [sys.executable, "-m", "benchmarks.web", *sys.argv[1:], "--inside", str(output)]
        if database == "postgresql":
            command = [sys.executable, "-m", "tests.web.postgres", *command]
        environment = {
            **os.environ,
            "ASAGREED_DATA": str(folder),
            "ASAGREED_ADDRESS": "http://127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "benchmarks.web.settings",
        }
        subprocess.run(command, env=environment, check=True)  # noqa: S603 – our own
        found = json.loads(output.read_text())
        records.append({"database": database, **found})
        tables.append(_table(database, found))
        print(tables[-1], end="\n\n")
    if asked.write:
        write([Section("web", tuple(tables), records)], machine())


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a twentieth of the data, to see that it runs")
    parser.add_argument("--databases", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite", "postgresql"])
    parser.add_argument("--seconds", type=float, default=15, help="of asking for each page")
    parser.add_argument("--writing", type=float, default=120, help="seconds for which eight writers write")
    parser.add_argument("--write", action="store_true", help="put the tables into README.md")
    parser.add_argument("--inside", default="", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    asked.customers, asked.tickets, asked.events = QUICK if asked.quick else FULL
    return asked


def _measure(asked: argparse.Namespace) -> None:
    import django  # noqa: PLC0415 – only where the settings are there

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from benchmarks.web import making, measuring  # noqa: PLC0415

    filled = Path(os.environ["ASAGREED_DATA"]) / "filled"
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    # A PostgreSQL server is thrown away afterwards; a file can be measured again.
    if os.environ.get("ASAGREED_DATABASE_URL") or not filled.exists():
        began = time.perf_counter()
        making.make(making.Size(asked.customers, asked.tickets, asked.events), now=int(time.time()))
        filled.write_text(f"{time.perf_counter() - began:.0f} s")
    lines = [
        *measuring.pages(seconds=asked.seconds),
        *measuring.searches(),
        *measuring.judging(),
        *measuring.writers(seconds=asked.writing),
    ]
    found = {"rows": measuring.rows(), "lines": [[each.what, each.value, each.target, each.is_kept] for each in lines]}
    Path(asked.inside).write_text(json.dumps(found))


def _table(database: str, found: dict[str, object]) -> Table:
    lines = found["lines"]
    assert isinstance(lines, list)
    rows = tuple(
        (what, value, target, ("kept" if kept else "MISSED") if target else "") for what, value, target, kept in lines
    )
    return Table(f"{database}: {found['rows']}", ("", "", "target", ""), rows)


if __name__ == "__main__":
    main()
