"""Run a command and write its seconds, processor seconds and peak memory as JSON: `launcher.py OUTPUT COMMAND …`.

A process of its own, and a small one: Linux counts the memory of whoever starts a command towards the peak of that
command, so it must not be started by one that holds arrays.
"""

from __future__ import annotations

import json
import os
import sys
import time


def main() -> None:
    """Start the command with its output in a file, and wait for it."""
    output, *command = sys.argv[1:]
    to_file = (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    began = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=[to_file])
    _, status, used = os.wait4(process, 0)
    taken = time.perf_counter() - began
    code = os.waitstatus_to_exitcode(status)
    print(
        json.dumps(
            {
                "seconds": taken,
                "processor_seconds": used.ru_utime + used.ru_stime,
                "megabytes": used.ru_maxrss * 1024 / 1e6,
                "code": code,
            }
        )
    )


if __name__ == "__main__":
    main()
