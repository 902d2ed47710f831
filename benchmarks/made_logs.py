"""The logs to replay, made by examples/make_log.py and kept until that changes."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from benchmarks.commands import ROOT

MAKE_LOG = ROOT / "examples" / "make_log.py"
MADE = Path(__file__).with_name(".made")
EVENTS = 6


def made_log(tickets: int) -> Path:
    """Return a log with so many tickets; make it when it is not there."""
    edition = hashlib.sha256(MAKE_LOG.read_bytes()).hexdigest()[:8]
    log = MADE / f"{tickets}x{EVENTS}-{edition}.parquet"
    if not log.exists():
        MADE.mkdir(exist_ok=True)
        unfinished = log.with_suffix(".unfinished")
        _make(unfinished, tickets)
        unfinished.rename(log)
    return log


def _make(out: Path, tickets: int) -> None:
    """Make it in a process of its own, which leaves no memory behind."""
    sizes = ["--tickets", str(tickets), "--events", str(EVENTS)]
    subprocess.run([sys.executable, str(MAKE_LOG), *sizes, "--out", str(out)], check=True)  # noqa: S603 -- our own
