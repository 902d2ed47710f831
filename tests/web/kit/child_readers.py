"""Readers that misbehave, to be run in a limited child."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from asagreed_web.kit.inside_child import CannotBeRead


def backwards(question: bytes) -> bytes:
    return question[::-1]


def refuse(question: bytes) -> bytes:
    raise CannotBeRead(f"«{question.decode()}» is no word.")


def fail(question: bytes) -> bytes:
    raise KeyError(question)


def recurse(question: bytes) -> bytes:
    return recurse(question)


def fill_memory(question: bytes) -> bytes:
    return question * (2 * 1024**3)


def burn(_: bytes) -> bytes:
    while True:
        pass


def sleep(_: bytes) -> bytes:
    time.sleep(60)
    return b""


def crash(_: bytes) -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def leave(_: bytes) -> bytes:
    os._exit(3)


def close_and_stay(_: bytes) -> bytes:
    os.close(1)
    time.sleep(60)
    return b""


def talk(question: bytes) -> bytes:
    return question * 3000


def chatter(_: bytes) -> bytes:
    sys.stdout.buffer.write(b"no answer")
    sys.stdout.buffer.flush()
    os._exit(0)


def environment(_: bytes) -> bytes:
    files = sorted(path.name for path in Path("/proc/self/fd").iterdir())
    return " ".join([*sorted(os.environ), str(Path.cwd()), *files]).encode()


def write_file(question: bytes) -> bytes:
    Path("/tmp/limited-child-was-here").write_bytes(question)  # noqa: S108 - it must not succeed
    return b"written"


def change_limits(_: bytes) -> bytes:
    import resource  # noqa: PLC0415

    asked = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC)
    return repr([resource.getrlimit(kind) for kind in asked]).encode()
