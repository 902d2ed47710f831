"""The log of a real desk, replayed from its CSV, and the help of the command."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from benchmarks.commands import ASAGREED, ROOT, run_often
from benchmarks.figures import Figure, Target, seconds
from benchmarks.sizes import Size
from benchmarks.tables import Section, figure_records, figure_table

BESIDE_THE_PROJECT = ROOT.parent / "shared" / "data" / "servicenow-incidents" / "incident_event_log.zip"
EXAMPLE = "examples/servicenow"
REPLAY = Target(4)
HELP = Target(0.3)
RUNS = 5


def measure(size: Size, archive: Path = BESIDE_THE_PROJECT) -> Section:
    """Replay the log if it is there, and ask for help."""
    del size  # It is as large as it is.
    shown = run_often(ASAGREED, "--help", runs=RUNS)
    figures = [*_replay(archive), seconds("`asagreed --help`", shown.timing, HELP)]
    title = "Commands, from start to printed result"
    return Section(name="log", tables=(figure_table(title, figures),), records=figure_records(figures))


def _replay(archive: Path) -> list[Figure]:
    if not archive.exists():
        print(
            f"SKIPPED: the real log is not replayed, for {archive} is not there (README.md says where it comes from)."
        )
        return []
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(archive) as packed:
        name = next(name for name in packed.namelist() if name.endswith(".csv"))
        log = packed.extract(name, folder)
        mapping = f"{EXAMPLE}/incident-log.map.yaml"
        runs = run_often(ASAGREED, "replay", f"{EXAMPLE}/agreement.yaml", log, "--map", mapping, runs=RUNS)
    return [
        seconds("`asagreed replay` of the incident log, 141,712 rows of CSV", runs.timing, REPLAY),
        seconds("the same, processor time", runs.processor),
        Figure("the same, peak memory", "MB", runs.memory.best, runs.memory.median),
    ]
