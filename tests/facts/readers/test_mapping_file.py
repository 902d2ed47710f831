"""Mapping files, their mistakes, and the way back to a file."""
# ruff: noqa: E501 -- tables of cases read better with one a line

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.facts.readers.desks import EVENTS, write_csv

from asagreed.errors import UnreadableExport, UnusableMapping
from asagreed.facts.readers import (
    ExportMapping,
    MomentRule,
    RowShape,
    WhenTwice,
    load_mapping,
    mapping_as_yaml,
    read_mapping,
    read_tickets,
)
from asagreed.facts.readers.mapping import MEANINGS, MOMENTS, REQUIRED
from asagreed.facts.readers.mapping_nodes import MAXIMUM_CHARACTERS
from asagreed.facts.tickets import ATTRIBUTES

EXAMPLE = Path(__file__).parents[3] / "examples" / "servicenow" / "incident-log.map.yaml"


def test_the_example_for_servicenow_is_sound() -> None:
    mapping = load_mapping(EXAMPLE)

    assert mapping.shape is RowShape.UPDATE
    assert mapping.moments == MomentRule(("D/M/YYYY HH:MM",), "UTC", WhenTwice.FIRST)
    assert mapping.statuses["-100"] == "refuse"
    assert mapping.priorities["3 - Moderate"] == "P3"


def test_a_column_may_have_its_own_moments() -> None:
    mapping, problems = read_mapping(
        """
rows: event
moments: {zone: Europe/Berlin}
delimiter: tab
encoding: cp1252
columns:
  ticket: id
  at: {column: when, format: [epoch seconds, "D.M.YYYY HH:MM"], ambiguous: refuse}
  event: what
"""
    )

    assert not problems
    assert mapping is not None
    assert mapping.columns == {"ticket": "id", "at": "when", "event": "what"}
    assert mapping.moment_rule("at") == MomentRule(
        ("epoch seconds", "D.M.YYYY HH:MM"), "Europe/Berlin", WhenTwice.REFUSE
    )
    assert mapping.moment_rule("reported") == MomentRule(zone="Europe/Berlin")
    assert (mapping.delimiter, mapping.encoding) == ("\t", "cp1252")


PLAIN = "Write a word, in quotes if it has a colon or a #."
SHAPES = "Write «rows: event», «rows: update» or «rows: ticket»."
COLUMNS = "columns: {ticket: a, at: b, event: c}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["1:1  the file holds no keys. Begin with «rows: event», «rows: update» or «rows: ticket»."]),
        ("- a", ["1:1  the file holds no keys. Begin with «rows: event», «rows: update» or «rows: ticket»."]),
        ("a: [", ["1:5  this is not YAML: expected the node content, but found '<stream end>'. Correct the spelling."]),
        ("[" * 3_000, ["1:1  this is nested too deeply. Write the keys of a mapping, one a line."]),
        ("a: \x00", ["1:1  this is not YAML. Write the keys of a mapping, one a line."]),
        ("#" * (MAXIMUM_CHARACTERS + 1), ["1:1  the file has more than 200000 characters. A mapping is a page of text."]),
        (f"rows: evnt\n{COLUMNS}", ["1:7  «evnt» is not what a row can be. Write «rows: event», «rows: update» or «rows: ticket»."]),
        (COLUMNS, ["1:1  the file does not say what a row is. Write «rows: event», «rows: update» or «rows: ticket»."]),
        (f"rows: event\nrows: event\n{COLUMNS}", ["2:1  «rows» is written twice. Keep one of the two."]),
        (f"rows: event\n{COLUMNS}colums: x", ["3:1  «colums» is no key of a mapping. Did you mean «columns»?"]),
        (f"rows: event\n{COLUMNS}? [a]\n: b", ["3:3  a key is not a word. Put it in quotes."]),
        (f"rows: event\n{COLUMNS}source: !x y", [f"3:9  «source» needs a plain text. {PLAIN}"]),
        (f"rows: event\n{COLUMNS}source: &x y", [f"3:9  «source» needs a plain text. {PLAIN}"]),
        ("rows: event\ncolumns: {ticket: a, at: b}", ["2:10  no column is named for «event». Write «event: NAME OF THE COLUMN» under columns."]),
        ("rows: event", [
            "1:1  no column is named for «ticket». Write «ticket: NAME OF THE COLUMN» under columns.",
            "1:1  no column is named for «at». Write «at: NAME OF THE COLUMN» under columns.",
            "1:1  no column is named for «event». Write «event: NAME OF THE COLUMN» under columns.",
        ]),
        ("rows: event\ncolumns: {ticket: a, at: {zone: UTC}, event: c}", [
            f"2:26  «at» needs a plain text. {PLAIN}",
        ]),
        (f"rows: event\n{COLUMNS}moments: {{zone: CET+1}}", ["3:17  «CET+1» is not an IANA time zone. Write a place such as Europe/Berlin, or UTC."]),
        (f"rows: event\n{COLUMNS}moments: {{format: foo}}", [
            "3:19  «foo» is not a way to write a moment. Write it like «D/M/YYYY HH:MM», or one of ISO 8601, epoch seconds, epoch milliseconds.",
        ]),
        (f"rows: event\n{COLUMNS}moments: {{ambiguous: third}}", ["3:22  «third» is no answer to «ambiguous». Write one of first, second, refuse."]),
        (f"rows: event\n{COLUMNS}moments: {{zones: UTC}}", ["3:11  «zones» is no key of moments. Did you mean «zone»?"]),
        (f"rows: event\n{COLUMNS}moments: UTC", ["3:10  «moments» needs «word: meaning» lines. Write one pair a line, indented."]),
        (f"rows: event\n{COLUMNS}values: {{colour: {{a: b}}}}", [
            f"3:10  «colour» is no attribute of a ticket. Write one of {', '.join(ATTRIBUTES)}.",
        ]),
        (f"rows: event\n{COLUMNS}priorities: {{High: [P1]}}", [f"3:20  «High» needs a plain text. {PLAIN}"]),
        (f'rows: event\n{COLUMNS}delimiter: ";;"', ['3:12  «;;» is not one character. Write ";" or "tab".']),
    ],
)  # fmt: skip
def test_every_mistake_is_told_with_its_place_and_its_remedy(text: str, said: list[str]) -> None:
    mapping, problems = read_mapping(text, file="desk.yaml")

    assert mapping is None
    assert [str(problem) for problem in problems] == [f"desk.yaml:{one}" for one in said]


def test_an_event_must_mean_a_kind() -> None:
    _, problems = read_mapping(f"rows: event\n{COLUMNS}events: {{x: jump, y: merged, z: status lunch, w: priority P1}}")

    assert [(problem.line, problem.what) for problem in problems] == [(3, "«jump» is not a kind of event")]


def test_all_mistakes_of_a_file_come_in_one_error(tmp_path: Path) -> None:
    path = tmp_path / "desk.yaml"
    path.write_text("rows: event\ncolumns: {ticket: a, at: b, evnt: c}\n")

    with pytest.raises(UnusableMapping) as caught:
        load_mapping(path)

    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_a_mapping_that_is_no_text_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "desk.yaml"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(UnreadableExport, match="not a readable text"):
        load_mapping(path)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8).filter(
    lambda text: text.isprintable()
)
TABLES = st.dictionaries(WORDS | st.sampled_from(["-100", "yes", "null", "3 - Moderate", "1.10", "a: b", "#"]), WORDS)
RULES = st.builds(
    MomentRule,
    formats=st.lists(
        st.sampled_from(["ISO 8601", "epoch seconds", "D/M/YYYY HH:MM"]), min_size=1, max_size=2, unique=True
    ).map(tuple),
    zone=st.sampled_from(["UTC", "Europe/Berlin"]),
    ambiguous=st.sampled_from(WhenTwice),
)


@st.composite
def mappings(draw: st.DrawFn) -> ExportMapping:
    shape = draw(st.sampled_from(RowShape))
    wanted = {*REQUIRED[shape], *draw(st.lists(st.sampled_from(MEANINGS[shape]), max_size=4))}
    columns = {meaning: draw(WORDS) for meaning in sorted(wanted)}
    special = [meaning for meaning in columns if meaning in MOMENTS and draw(st.booleans())]
    return ExportMapping(
        shape,
        columns,
        moments=draw(RULES),
        moments_of={meaning: draw(RULES) for meaning in special},
        missing=tuple(draw(st.lists(WORDS, max_size=2))),
        statuses=draw(TABLES),
        events=draw(st.dictionaries(WORDS, st.sampled_from(["reply", "happened x", "refuse", "status waiting"]))),
        priorities=draw(TABLES),
        values=draw(st.dictionaries(st.sampled_from(ATTRIBUTES), TABLES, max_size=2)),
        source=draw(st.sampled_from(["", "Desk 2"])),
        delimiter=draw(st.sampled_from([None, "\t", ";"])),
        encoding=draw(st.sampled_from([None, "cp1252"])),
    )


@given(mappings())
def test_a_mapping_survives_being_written_and_read(mapping: ExportMapping) -> None:
    again, problems = read_mapping(mapping_as_yaml(mapping))

    assert problems == ()
    assert again == mapping


def test_a_mapping_made_in_python_is_held_to_the_same_rules(tmp_path: Path) -> None:
    mapping = ExportMapping(
        RowShape.EVENT,
        {"ticket": "ticket", "colour": "x"},
        moments=MomentRule(formats=("foo",), zone="CET+1"),
        events={"x": "jump"},
        values={"colour": {}},
    )

    with pytest.raises(UnusableMapping) as caught:
        read_tickets(write_csv(tmp_path / "events.csv", [["ticket"]]), mapping=mapping)

    assert [problem.split(";")[0].split(". ")[0] for problem in caught.value.problems] == [
        "columns: «colour» means nothing in «rows: event»",
        "columns: no column is named for «at»",
        "columns: no column is named for «event»",
        "moments: «foo» is not a way to write a moment",
        "moments: «CET+1» is not an IANA time zone",
        "events: «jump» (for «x») is not a kind of event",
        "values: «colour» is no attribute of a ticket",
    ]


def test_columns_that_the_export_does_not_have_are_named(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "events.csv", [["ticket", "when", "event"]])

    with pytest.raises(
        UnreadableExport, match="names the columns «at», «value», the file has «ticket», «when», «event»"
    ):
        read_tickets(path, mapping=EVENTS)


def test_names_of_columns_may_differ_in_case_and_underscores(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "e.csv", [["TICKET", "At ", "Event", "VALUE"], ["A", "2026-03-02T08:00Z", "created", ""]]
    )

    assert read_tickets(path, mapping=EVENTS).rows_in == 1
