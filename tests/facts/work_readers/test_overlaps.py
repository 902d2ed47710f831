"""Two places at once: each entry that starts while another of its person is on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from asagreed.facts.work import WorkEntry
from asagreed.facts.work_readers import find_overlaps

ENTRIES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10), st.sampled_from(("anna", "ben", ""))), max_size=12)


def entry(number: int, start: int | None, seconds: int, person: str = "anna", corrects: str = "") -> WorkEntry:
    end = None if start is None else start + seconds
    return WorkEntry(
        id=f"W-{number}",
        seconds=seconds,
        start=start,
        end=end,
        person=person,
        corrects=corrects,
        place=f"w.csv:{number}",
    )


def test_an_overlap_names_both_places_and_its_length() -> None:
    (overlap,) = find_overlaps([entry(2, 50, 100), entry(1, 0, 90)])

    assert (overlap.person, overlap.places, overlap.seconds) == ("anna", ("w.csv:1", "w.csv:2"), 40)


def test_entries_that_touch_do_not_overlap() -> None:
    assert find_overlaps([entry(1, 0, 50), entry(2, 50, 50)]) == ()


def test_an_entry_is_told_beside_the_one_that_ends_last() -> None:
    found = find_overlaps([entry(1, 0, 100), entry(2, 10, 10), entry(3, 30, 20), entry(4, 90, 50)])

    assert [each.places for each in found] == [("w.csv:1", "w.csv:2"), ("w.csv:1", "w.csv:3"), ("w.csv:1", "w.csv:4")]


def test_a_corrected_entry_overlaps_nothing() -> None:
    assert find_overlaps([entry(1, 0, 100), entry(2, 0, 90, corrects="W-1")]) == ()


def test_entries_without_times_or_person_overlap_nothing() -> None:
    assert find_overlaps([entry(1, None, 100), entry(2, 0, 90), entry(3, 0, 90, person="")]) == ()


def test_people_who_work_together_do_not_overlap() -> None:
    assert find_overlaps([entry(1, 0, 100, person="anna"), entry(2, 0, 100, person="ben")]) == ()


@given(ENTRIES)
def test_overlaps_are_those_that_comparing_all_entries_finds(given_entries: list[tuple[int, int, str]]) -> None:
    entries = [entry(number, *each) for number, each in enumerate(given_entries)]

    assert [(each.second.id, each.seconds) for each in find_overlaps(entries)] == naive(entries)


def naive(entries: list[WorkEntry]) -> list[tuple[str, int]]:
    """Compare each entry with every one of its person that stands before it by start and end."""
    real = [each for each in entries if each.person and each.seconds]
    found = []
    for person in ("anna", "ben"):
        ordered = sorted(
            (each for each in real if each.person == person), key=lambda each: (each.began_at, each.ended_at)
        )
        for position, each in enumerate(ordered):
            both = [min(one.ended_at, each.ended_at) - each.began_at for one in ordered[:position]]
            if max(both, default=0) > 0:
                found.append((each.id, max(both)))
    return found
