"""Commands, run as a person would: from start to printed result, with the peak of their memory."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import Timing, timing_of

ROOT = Path(__file__).parents[1]
ASAGREED = str(Path(sys.executable).with_name("asagreed"))
LAUNCHER = str(Path(__file__).with_name("launcher.py"))


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command; `megabytes_of_all` adds the peaks of all its processes."""

    seconds: float
    processor_seconds: float
    megabytes: float
    megabytes_of_all: float
    output: str


@dataclass(frozen=True, slots=True)
class Runs:
    """Several runs of a command: seconds on the wall and of processors, megabytes (10⁶ bytes), outputs."""

    timing: Timing
    processor: Timing
    memory: Timing
    memory_of_all: Timing
    outputs: tuple[str, ...]


def run(*command: str) -> Run:
    """Run a command of this machine, given by its full path, in the root of the repository."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "output")
        told = subprocess.run(  # noqa: S603 -- the benchmarks' own commands
            [sys.executable, "-I", "-S", LAUNCHER, str(output), *command],
            stdout=subprocess.PIPE,
            check=True,
            cwd=ROOT,
            text=True,
        )
        found = json.loads(told.stdout)
        code = found.pop("code")
        if code != 0:
            raise RuntimeError(f"{' '.join(command)} ended with {code}.")
        return Run(**found, output=output.read_text(encoding="utf-8"))


def run_often(*command: str, runs: int, is_warm: bool = False) -> Runs:
    """Run a command once for the caches, unless they are warm, and then several times."""
    if not is_warm:
        run(*command)
    done = [run(*command) for _ in range(runs)]
    return Runs(
        timing=timing_of([each.seconds for each in done]),
        processor=timing_of([each.processor_seconds for each in done]),
        memory=timing_of([each.megabytes for each in done]),
        memory_of_all=timing_of([each.megabytes_of_all for each in done]),
        outputs=tuple(each.output for each in done),
    )
