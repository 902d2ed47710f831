"""Read what strangers sent in a process of its own that may not take long, grow large, write files or see secrets.

Every parser of outside bytes goes through here. Whatever happens in the child, the caller gets bytes or a reason.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import IO

from asagreed_web.kit.inside_child import READ, REFUSED

_MEBIBYTE = 1024 * 1024
_CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may take: seconds of processor and of wall time, bytes of memory, of question and of answer."""

    processor_seconds: int = 5
    wall_seconds: float = 10.0
    memory_bytes: int = 1024 * _MEBIBYTE
    question_bytes: int = 25 * _MEBIBYTE
    answer_bytes: int = 64 * _MEBIBYTE


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The child gave no answer that can be used; the reason is a sentence for the desk."""

    reason: str


DEFAULT_LIMITS = Limits()


def ask_child(reader: str, question: bytes, *, limits: Limits = DEFAULT_LIMITS) -> bytes | NoAnswer:
    """Return what `reader` (`package.module:function`, bytes to bytes) makes of the question in a limited child.

    Never raises for what the question holds; raises OSError if this machine cannot start a process at all, which
    says nothing about the question and is worth another try later.
    """
    if len(question) > limits.question_bytes:
        return NoAnswer(f"It is larger than {limits.question_bytes // _MEBIBYTE} MB.")
    with tempfile.TemporaryFile() as questions:
        questions.write(question)
        questions.seek(0)
        with _started(reader, questions, limits) as child:
            heard: bytes | NoAnswer = NoAnswer("Reading it was interrupted.")
            try:
                heard = _heard_from(child, limits)
            finally:
                _end(child, grace=1.0 if isinstance(heard, bytes) else 0.0)
    return heard if isinstance(heard, NoAnswer) else _judged(heard, child.returncode, limits)


def _started(reader: str, questions: IO[bytes], limits: Limits) -> subprocess.Popen[bytes]:
    """Return a child that sees no environment, no open files of ours and no working directory of ours."""
    command = [sys.executable, "-I", "-m", "asagreed_web.kit.inside_child", reader]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
        [*command, str(limits.processor_seconds), str(limits.memory_bytes)],
        stdin=questions,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8"},
        cwd="/",
        start_new_session=True,
    )


def _heard_from(child: subprocess.Popen[bytes], limits: Limits) -> bytes | NoAnswer:
    """Return all that the child wrote before it ended, or that it wrote too much or took too long."""
    heard: list[bytes] = []
    out, size = child.stdout, 0
    assert out is not None  # noqa: S101 - it was started with a pipe
    give_up = time.monotonic() + limits.wall_seconds
    with selectors.DefaultSelector() as selector:
        selector.register(out, selectors.EVENT_READ)
        while selector.select(max(0.0, give_up - time.monotonic())):
            piece = os.read(out.fileno(), _CHUNK)
            if not piece:
                return b"".join(heard)
            heard.append(piece)
            size += len(piece)
            if size > limits.answer_bytes:
                return NoAnswer(f"What was read is larger than {limits.answer_bytes // _MEBIBYTE} MB.")
    return NoAnswer(f"Reading it took more than {limits.wall_seconds:g} s.")


def _end(child: subprocess.Popen[bytes], *, grace: float) -> None:
    """Make sure that the child is gone; one that has closed its output has some seconds of grace to leave by itself."""
    try:
        child.wait(timeout=grace)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _judged(answer: bytes, status: int, limits: Limits) -> bytes | NoAnswer:
    """Return the answer proper, or the plain reason for its absence."""
    if status == -signal.SIGXCPU:
        return NoAnswer(f"Reading it took more than {limits.processor_seconds} s of processor time.")
    if status < 0:
        return NoAnswer(f"Reading it crashed the reader (signal {-status}).")
    if status == 0 and answer.startswith(READ):
        return answer[len(READ) :]
    if status == 0 and answer.startswith(REFUSED):
        return NoAnswer(answer[len(REFUSED) :].decode("utf-8", "replace"))
    return NoAnswer(f"The reader gave no answer (status {status}).")
