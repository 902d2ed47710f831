"""Rows of delimited texts, also of broken ones."""

import io
import time

import pytest

from asagreed.facts.readers import records as module
from asagreed.facts.readers.records import MAXIMUM_LINE, MAXIMUM_LINES_OF_A_ROW, OPEN_QUOTE, Record, records


def read(text: str, delimiter: str = ",") -> list[Record]:
    return list(records(io.StringIO(text, newline=None), delimiter))


def test_the_line_of_a_row_counts_the_lines_inside_quotes() -> None:
    assert read('a,b\n"x\ny\nz",1\n\nc,d\n') == [
        Record(1, ("a", "b")),
        Record(2, ("x\ny\nz", "1")),
        Record(6, ("c", "d")),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('a,"b\nc,d\n', [(1, OPEN_QUOTE), (2, None)]),
        ('a,"b"c\nd,e\n', [(1, "a quote is closed in the middle of a field"), (2, None)]),
        ('a,"b\nc"d,e\nf,g\n', [(1, "a quote is closed in the middle of a field"), (2, None), (3, None)]),
        ("a,b\0\nc,d\n", [(1, "the line has NUL characters"), (2, None)]),
        ("a,b\udcff\nc,d\n", [(1, "the line has bytes that are no text in this encoding"), (2, None)]),
        ("ä,b\nc,d\n", [(1, None), (2, None)]),
        (f"a,{'x' * 131_073}\nc,d\n", [(1, "a field has more than 131,072 characters"), (2, None)]),
        (f"a,{'x' * (MAXIMUM_LINE + 5)}\nc,d\n", [(1, "the line has more than 1,048,576 characters"), (2, None)]),
        (f"a,{'x' * (3 * MAXIMUM_LINE)}", [(1, "the line has more than 1,048,576 characters")]),
        ("", []),
        ("\n\n", []),
    ],
)
def test_a_broken_row_is_refused_and_the_next_line_is_read(text: str, found: list[tuple[int, str | None]]) -> None:
    assert [(record.line, record.refused) for record in read(text)] == found


def test_an_open_quote_swallows_no_more_than_its_line() -> None:
    text = "".join(f"a,{number}\n" for number in range(3 * MAXIMUM_LINES_OF_A_ROW))

    found = read('x,"y\n' + text)

    assert found[0] == Record(1, (), OPEN_QUOTE)
    assert len(found) == 1 + 3 * MAXIMUM_LINES_OF_A_ROW
    assert not any(record.refused for record in found[1:])


def test_a_text_full_of_open_quotes_is_given_up_in_bounded_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAXIMUM_READ_AGAIN", 5_000)
    lines = 30_000
    start = time.monotonic()

    found = read('x,"y ""\n' * lines)

    assert time.monotonic() - start < 10
    assert [record.line for record in found] == list(range(1, lines + 1))
    assert all(record.refused for record in found)
