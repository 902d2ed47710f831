"""The inside of a limited child: take the limits, read the question, write one answer.

Started by `asagreed_web.kit.limited_child` as `python -I -m asagreed_web.kit.inside_child READER LIMITS`. It imports
little, for it starts once for each mail.
"""

from __future__ import annotations

import importlib
import resource
import sys
from collections.abc import Callable

READ = b"+"
REFUSED = b"-"
"""The first byte of an answer: what follows is what the reader made of it, or a reason in plain words."""


class CannotBeRead(Exception):
    """What was given cannot be read; the reason is a sentence for the desk."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def take_limits(processor_seconds: int, memory_bytes: int) -> None:
    """Bind this process, for good: processor time, memory, no new files, no core, no further processes."""
    # One second lies between the processor limit that the parent can tell apart and the plain end.
    for kind, soft, hard in (
        (resource.RLIMIT_CPU, processor_seconds, processor_seconds + 1),
        (resource.RLIMIT_AS, memory_bytes, memory_bytes),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NPROC, 0, 0),
    ):
        _, most = resource.getrlimit(kind)
        # Where the machine allows less, only less may be taken.
        allowed = hard if most == resource.RLIM_INFINITY else min(hard, most)
        resource.setrlimit(kind, (min(soft, allowed), allowed))


def answer_to(reader: Callable[[bytes], bytes], question: bytes) -> bytes:
    """Return what the reader made of the question, or why it could not, as the bytes of an answer."""
    try:
        return READ + reader(question)
    except CannotBeRead as refusal:
        return REFUSED + refusal.reason.encode("utf-8", "replace")
    except RecursionError:
        return REFUSED + b"It is nested too deeply to be read."
    except MemoryError:
        return REFUSED + b"It needs more memory than it may take."
    except Exception as failure:  # noqa: BLE001 - whatever a stranger's bytes set off ends here, with its place
        return REFUSED + f"Reading it failed ({type(failure).__name__} {_place_of(failure)}).".encode()


def _place_of(failure: BaseException) -> str:
    """Return the file and line of a failure; its words are left out, for they may quote what was read."""
    place, trace = "somewhere", failure.__traceback__
    while trace is not None:
        place = f"in {trace.tb_frame.f_code.co_filename.rpartition('/')[2]}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place


def main(reader: str, processor_seconds: str, memory_bytes: str) -> None:
    """Answer the question on the standard input; `reader` is a module and a function, as `package.module:function`."""
    module, _, function = reader.partition(":")
    read = getattr(importlib.import_module(module), function)
    # Our own modules are imported first; only then come the limits, and only then a stranger's bytes.
    take_limits(int(processor_seconds), int(memory_bytes))
    sys.stdout.buffer.write(answer_to(read, sys.stdin.buffer.read()))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
