"""Nothing that stands in a file makes reading fail, or take long."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from time import process_time

import pytest
from tests.terms.agreed import written

from asagreed.reading.limits import MAX_BYTES
from asagreed.versions import read_agreement

HEAD = "agreement: harbour-dental\nzone: America/Chicago\nterm: {from: 2026-01-12}\n"
SECONDS = 3 if sys.gettrace() is None else 60
"""Of CPU time, allowed for one file; counting covered lines makes reading many times slower."""
SAMPLE = (Path(__file__).parent / "right" / "harbour-dental" / "agreement.yaml").read_text("utf-8")


def lines_of(text: str) -> str:
    """Break a text into lines that are just short enough to be read."""
    return "\n".join(text[start : start + 3_900] for start in range(0, min(len(text), MAX_BYTES - 1_000), 3_900))


HOSTILE = {
    "thousands of brackets": "[" * 500_000,
    "five hundred brackets": "[" * 500,
    "brackets in lines": lines_of("[" * 1_047_000),
    "thousands of braces": lines_of("{a: " * 261_000),
    "lists in lists by dashes": "- " * 1_900,
    "questions": "? " * 1_900,
    "a long flow list": HEAD + "notes: [" + "a, " * 110_000 + "]",
    "a long flow list in lines": HEAD + "notes: [" + lines_of("a, " * 345_000) + "]",
    "one key thousands of times": HEAD + "a: 1\n" * 200_000,
    "unknown keys by the thousand": HEAD + "".join(f"key{number}: 1\n" for number in range(4_900)),
    "wrong hours and unknown calendars by the thousand": HEAD
    + "reporting:\n"
    + "".join(f"  c{number}: {{hours: h{number}}}\n" for number in range(1_600))
    + "systems:\n"
    + "".join(f"  s{number}: []\n" for number in range(1_600)),
    "unknown clocks by the thousand": HEAD + "targets:\n" + "".join(f"  c{n}: 1 h\n" for n in range(4_900)),
    "an alias bomb": HEAD + "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
    "text over many lines": "a: " + "b\n " * 345_000,
    "a literal of many lines": "a: |\n" + " b\n" * 345_000,
    "quoted words of one letter": 'a: "' + (" b" * 1_900 + "\n") * 270 + '"',
    "escapes": 'a: "' + lines_of("\\n" * 520_000) + '"',
    "line ends": "\n" * 1_048_000,
    "carriage returns": "\r" * 1_048_000,
    "tabs": "a:" + lines_of("\t" * 1_047_000),
    "exclamation marks": lines_of("!" * 1_047_000),
    "ampersands": lines_of("&" * 1_047_000),
    "stars": lines_of("*" * 1_047_000),
    "colons": lines_of(":" * 1_047_000),
    "a duration of many parts": HEAD + "working day: " + "\n  ".join(["1 h " * 900] * 60) + "\n",
    "a long number": HEAD + "working day: " + "1" * 3_900 + "\n",
    "calendars in a circle": HEAD
    + "calendars:\n"
    + "".join(f"  c{n}: {{any of: [c{(n + 1) % 1_500}]}}\n" for n in range(1_500)),
    "calendars of each other": HEAD
    + "calendars:\n  c0: {hours: always}\n"
    + "".join(f"  c{n}: {{any of: [c{n - 1}, c{n - 1}]}}\n" for n in range(1, 900)),
    "targets that all overlap": HEAD
    + "reporting: {"
    + ", ".join(f"c{n}: {{}}" for n in range(140))
    + "}\nsystems: {"
    + ", ".join(f"s{n}: {{}}" for n in range(140))
    + "}\ntargets:\n  hours: always\n"
    + "".join(f"  by c{n}: {{response: 1 h}}\n  on s{n}: {{response: 1 h}}\n" for n in range(140)),
    "targets by many windows": HEAD
    + "calendars:\n"
    + "".join(f"  c{n}: {{hours: always}}\n" for n in range(40))
    + "targets:\n  hours: always\n"
    + "".join(f"  within c{n}: {{response: 1 h}}\n" for n in range(40)),
    "services by the hundred": HEAD
    + "services:\n  included:\n"
    + "".join(f"    s{n}: {{for: [k{n % 7}, k{n % 11}], on: x{n % 3}}}\n" for n in range(440)),
    "types of work by the thousand": HEAD
    + "rates:\n"
    + "".join(f"  outsde {n}: {{rate: 120.00 USD per h, minimum: 1}}\n" for n in range(2_400)),
    "a table too intricate to be searched": HEAD
    + "calendars:\n"
    + "".join(f"  c{n}: {{hours: always}}\n" for n in range(40))
    + "targets:\n  hours: always\n  within c0: {response: 1 h}\n  remote:\n    response: 1 h\n"
    + "".join(f"    {side} c{n}: {{response: 1 h}}\n" for n in range(1, 40) for side in ("within", "outside")),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_within_three_seconds(text: str, tmp_path: Path) -> None:
    (tmp_path / "agreement.yaml").write_text(text, encoding="utf-8")
    began = process_time()

    history, problems = read_agreement(tmp_path)

    assert history is None
    assert any(each.is_error for each in problems)
    assert process_time() - began < SECONDS


def test_a_file_of_a_mebibyte_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    words = ("a b c d e " * 390 + "\n ") * 300
    prose = f"{HEAD}notes: {words}"[: MAX_BYTES - 1] + "\n"
    began = process_time()
    history, problems = read_agreement(written(tmp_path, agreement=prose))

    assert process_time() - began < SECONDS
    assert (len(prose), history is None, [each.code for each in problems]) == (1_048_576, False, ["YML901"])
    assert [each.code for each in read_agreement(written(tmp_path, agreement=f"{prose}\n"))[1]] == ["YML003"]


def test_a_file_of_a_mebibyte_is_refused_by_other_limits(tmp_path: Path) -> None:
    text = (HEAD + "notes:\n" + "- a\n" * 270_000)[:MAX_BYTES]

    assert [each.code for each in read_agreement(written(tmp_path, agreement=text))[1]] == ["YML005"]


def test_an_agreement_that_was_cut_off_anywhere_is_read_to_problems(tmp_path: Path) -> None:
    for end in range(0, len(SAMPLE), 61):
        (tmp_path / "agreement.yaml").write_text(SAMPLE[:end], encoding="utf-8")

        read_agreement(tmp_path)


def test_an_agreement_with_damaged_bytes_is_read_to_problems(tmp_path: Path) -> None:
    chance = random.Random(2026)
    for _ in range(150):
        damaged = bytearray(SAMPLE.encode())
        for _ in range(chance.randint(1, 12)):
            damaged[chance.randrange(len(damaged))] = chance.choice(b"[]{}:,-#&*!|>'\"%@` \n\t?059aP.\x00\xff")
        (tmp_path / "agreement.yaml").write_bytes(bytes(damaged))
        began = process_time()

        read_agreement(tmp_path)

        assert process_time() - began < SECONDS


def test_bytes_at_random_are_read_to_problems(tmp_path: Path) -> None:
    chance = random.Random(2026)
    for size in range(1, 2_000, 97):
        (tmp_path / "agreement.yaml").write_bytes(chance.randbytes(size))

        assert read_agreement(tmp_path)[0] is None
