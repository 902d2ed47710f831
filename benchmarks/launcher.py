"""Run a command and write its seconds, processor seconds and peak memory as JSON: `launcher.py OUTPUT COMMAND …`.

The peaks of all processes that the command starts are added too: looked up while it runs (VmHWM of each, as the kernel
keeps it), they are a bit more than was ever used at once, for pages that are shared count in each.

A process of its own, and a small one: Linux counts the memory of whoever starts a command towards the peak of that
command, so it must not be started by one that holds arrays.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

OFTEN = 0.05
"""Seconds between looks at the processes."""


def main() -> None:
    """Start the command with its output in a file, and wait for it."""
    output, *command = sys.argv[1:]
    to_file = (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    began = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=[to_file])
    over, peaks = Event(), dict[int, int]()
    watcher = Thread(target=_watch, args=(process, over, peaks))
    watcher.start()
    _, status, used = os.wait4(process, 0)
    taken = time.perf_counter() - began
    over.set()
    watcher.join()
    code = os.waitstatus_to_exitcode(status)
    print(
        json.dumps(
            {
                "seconds": taken,
                "processor_seconds": used.ru_utime + used.ru_stime,
                "megabytes": used.ru_maxrss * 1024 / 1e6,
                "megabytes_of_all": sum(peaks.values()) * 1024 / 1e6,
                "code": code,
            }
        )
    )


def _watch(process: int, over: Event, peaks: dict[int, int]) -> None:
    """Keep the last known peak of every process, in kibibytes."""
    while not over.wait(OFTEN):
        for each in _family(process):
            try:
                with Path(f"/proc/{each}/status").open(encoding="utf-8") as told:
                    peaks[each] = next(int(line.split()[1]) for line in told if line.startswith("VmHWM:"))
            except (OSError, StopIteration):
                continue  # It has ended.


def _family(process: int) -> Iterator[int]:
    """Yield a process and all that it has started."""
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


if __name__ == "__main__":
    main()
