"""Measure and print: `python -m benchmarks [--only PART …] [--quick] [--write]`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import checking, open_time, readme, real_log, replay, reports, uptime, work
from benchmarks.machine import machine
from benchmarks.peers import comparing
from benchmarks.sizes import FULL, QUICK, Size
from benchmarks.tables import Section

RESULTS = Path(__file__).with_name("results.json")
PARTS: Mapping[str, Callable[[Size], Section]] = {
    # The commands come first, on a machine whose memory is still untouched.
    "log": real_log.measure,
    "replay": replay.measure,
    "work": work.measure,
    "open_time": open_time.measure,
    "peers": comparing.measure,
    "checks": checking.measure,
    "reports": reports.measure,
    "uptime": uptime.measure,
}


def main() -> None:
    """Read the command line, measure, print and keep the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure, beside other libraries.")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=list(PARTS), help="only some parts")
    parser.add_argument("--quick", action="store_true", help="little of everything, to see that it runs")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    given = parser.parse_args()
    if given.quick and given.write:
        parser.error("The figures of a quick run are not worth writing down: give --write without --quick.")
    where = machine()
    print(f"{where}\n", flush=True)
    sections = []
    for name in given.only:
        section = PARTS[name](QUICK if given.quick else FULL)
        print(f"{section}\n", flush=True)
        sections.append(section)
    _keep(sections, where)
    if given.write:
        readme.write(sections, where)


def _keep(sections: list[Section], where: str) -> None:
    """Keep the results of each part as of its last run."""
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for section in sections:
        results[section.name] = {"machine": where, "found": list(section.records)}
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
