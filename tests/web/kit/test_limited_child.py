"""Whatever happens in a limited child, its parent gets bytes or a plain reason, soon."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from tests.web.kit import child_readers

from asagreed_web.kit.inside_child import answer_to
from asagreed_web.kit.limited_child import Limits, NoAnswer, ask_child

READERS = Path(child_readers.__file__)
PYTHON = sys.executable
SHORT = Limits(processor_seconds=1, wall_seconds=5, question_bytes=1024**2, answer_bytes=1024**2)


@pytest.fixture(autouse=True)
def _readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let children find the readers of these tests: an interpreter of their own that knows one more folder."""
    monkeypatch.setattr(sys, "executable", str(_interpreter(tmp_path)))


def _interpreter(folder: Path, *, before: str = "") -> Path:
    """Return a program that starts Python as the parent asked, with the folder of the readers on its path."""
    program = folder / "python"
    start = (
        f"import sys; sys.path.insert(0, {str(READERS.parent)!r}); sys.argv = sys.argv[3:]; "
        "from asagreed_web.kit.inside_child import main; main(*sys.argv[1:])"
    )
    program.write_text(f'#!/bin/sh\n{before}\nexec {PYTHON} -I -c "{start}" "$@"\n')
    program.chmod(0o700)
    return program


def ask(reader: str, question: bytes = b"abc", limits: Limits = SHORT) -> bytes | str:
    """Return the answer of a reader of these tests, or the reason why there is none."""
    answer = ask_child(f"child_readers:{reader}", question, limits=limits)
    return answer.reason if isinstance(answer, NoAnswer) else answer


def test_an_answer_comes_back() -> None:
    assert ask("backwards") == b"cba"


def test_a_question_of_any_bytes_arrives_whole() -> None:
    question = bytes(range(256)) * 2000
    assert ask("backwards", question) == question[::-1]


def test_a_refusal_keeps_its_words() -> None:
    assert ask("refuse") == "«abc» is no word."


def test_a_failure_names_its_place_and_not_what_was_read() -> None:
    reason = ask("fail", b"secret")
    assert isinstance(reason, str)
    assert reason.startswith("Reading it failed (KeyError in child_readers.py, line ")
    assert "secret" not in reason


def test_endless_recursion_is_a_reason() -> None:
    assert ask("recurse") == "It is nested too deeply to be read."


def test_a_memory_hog_is_a_reason() -> None:
    assert ask("fill_memory") == "It needs more memory than it may take."


def test_an_endless_loop_is_ended_by_processor_time() -> None:
    assert ask("burn") == "Reading it took more than 1 s of processor time."


def test_a_sleeper_is_ended_by_the_wall_clock() -> None:
    started = time.monotonic()
    assert ask("sleep", limits=Limits(wall_seconds=1)) == "Reading it took more than 1 s."
    assert time.monotonic() - started < 5


def test_a_child_that_closes_its_output_and_stays_is_ended() -> None:
    assert ask("close_and_stay") == "Reading it crashed the reader (signal 9)."


def test_a_crash_is_a_reason() -> None:
    assert ask("crash") == "Reading it crashed the reader (signal 11)."


def test_a_child_that_leaves_is_a_reason() -> None:
    assert ask("leave") == "The reader gave no answer (status 3)."


def test_chatter_is_no_answer() -> None:
    assert ask("chatter") == "The reader gave no answer (status 0)."


def test_an_answer_that_is_too_large_is_not_taken() -> None:
    assert ask("talk", b"x" * 1024) == "What was read is larger than 1 MB."


def test_a_question_that_is_too_large_starts_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere")
    assert ask("backwards", b"x" * (1024**2 + 1)) == "It is larger than 1 MB."


def test_a_machine_that_cannot_start_a_process_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere")
    with pytest.raises(OSError, match="nowhere"):
        ask("backwards")


def test_a_child_sees_no_secrets_no_files_and_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASAGREED_SECRET_KEY", "secret")
    seen = ask("environment")
    assert isinstance(seen, bytes)
    names = seen.decode().split()
    assert "ASAGREED_SECRET_KEY" not in names
    # Standard input, output and error, and the folder that is being listed.
    assert names[names.index("/") + 1 :] == ["0", "1", "2", "3"]


def test_a_child_can_write_no_file() -> None:
    reason = ask("write_file")
    Path("/tmp/limited-child-was-here").unlink(missing_ok=True)  # noqa: S108
    assert isinstance(reason, str)
    assert reason.startswith("Reading it failed (OSError")


def test_a_child_has_the_limits_it_was_given() -> None:
    assert ask("change_limits") == b"[(1073741824, 1073741824), (1, 2), (0, 0), (0, 0)]"


def test_where_the_machine_allows_less_a_child_takes_less(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(_interpreter(tmp_path, before="ulimit -v 700000")))
    assert ask("change_limits") == b"[(716800000, 716800000), (1, 2), (0, 0), (0, 0)]"


def test_no_child_is_left_behind() -> None:
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    before = children.read_text()
    for reader in ("backwards", "sleep", "crash"):
        ask(reader, limits=Limits(wall_seconds=0.5))
    assert children.read_text() == before


@pytest.mark.parametrize(
    ("reader", "answer"),
    [
        ("backwards", b"+cba"),
        ("refuse", "-«abc» is no word.".encode()),
        ("recurse", b"-It is nested too deeply to be read."),
    ],
)
def test_inside_every_end_becomes_an_answer(reader: str, answer: bytes) -> None:
    assert answer_to(getattr(child_readers, reader), b"abc") == answer


def test_inside_a_want_of_memory_becomes_an_answer() -> None:
    def starve(_: bytes) -> bytes:
        raise MemoryError

    assert answer_to(starve, b"") == b"-It needs more memory than it may take."


def test_inside_a_failure_becomes_an_answer_with_its_place() -> None:
    assert answer_to(child_readers.fail, b"x").startswith(b"-Reading it failed (KeyError in child_readers.py, line ")


def test_a_reader_that_does_not_exist_is_a_reason() -> None:
    assert ask("nobody") == "The reader gave no answer (status 1)."
