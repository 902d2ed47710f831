"""Files of outages and checks become facts; every row is accounted for, and what is refused is refused in words."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from tests.written_agreements import at

from asagreed.errors import UnreadableUptime
from asagreed.facts.uptime import Excuse, Outage, Reading, Unwatched, WindowHeld
from asagreed.facts.uptime_readers import UptimeLog, read_uptime
from asagreed.measures.availability.signals import facts_of

ZONE = "America/Chicago"
REAL = Path(__file__).parents[4] / "shared" / "data" / "upptime-checks" / "toro-server.tsv.gz"


def read(folder: Path, name: str, text: str) -> UptimeLog:
    (folder / name).write_text(text, encoding="utf-8")
    return read_uptime(folder / name, zone=ZONE)


def refusals(log: UptimeLog) -> list[str]:
    return [f"{each.place}: {each.why}" for each in log.refused]


YAML = """\
outages:
  - {id: o1, system: mail, occurred: 2026-04-14 02:10, reported: 2026-04-14 08:40, restored: 2026-04-14T10:00-05:00,
     cause: disk full, recorded: 2026-04-15, by: ann, because: log of the server}
  - {system: files, occurred: 2026-04-15 16:00, degraded: yes, for: 30 min}
unwatched:
  - {system: mail, from: 2026-04-21 00:00, to: 2026-04-21 10:00}
windows:
  - {systems: [mail, files], from: 2026-04-26 02:00, for: 2 h, notified: 2026-04-20 09:00, title: Patches}
excuses:
  - {because of: no site access, system: files, from: 2026-04-22 10:00, to: 2026-04-22 11:00, agreed by: both}
checks:
  - {system: mail, at: 2026-04-01 00:00, state: OK}
"""


def test_a_yaml_file_holds_records_of_every_kind(tmp_path: Path) -> None:
    log = read(tmp_path, "april.yaml", YAML)

    assert refusals(log) == []
    assert log.rows == 6
    assert log.facts.outages[0] == Outage(
        id="o1", system="mail", occurred_at=at("2026-04-14 02:10"), reported_at=at("2026-04-14 08:40"),
        restored_at=at("2026-04-14 10:00"), cause="disk full", recorded_at=at("2026-04-15 00:00"), recorded_by="ann",
        because="log of the server", place="april.yaml:2",
    )  # fmt: skip
    assert log.facts.outages[1].restored_at == at("2026-04-15 16:30")
    assert log.facts.outages[1].is_degraded
    start = at("2026-04-21 00:00")
    assert log.facts.unwatched == (
        Unwatched(id=f"mail {start}", system="mail", start_at=start, end_at=start + 36_000, place="april.yaml:6"),
    )
    begins = at("2026-04-26 02:00")
    assert log.facts.windows == (
        WindowHeld(id=f"window {begins}", systems=("mail", "files"), starts_at=begins, planned_end_at=begins + 7200,
                   notified_at=at("2026-04-20 09:00"), title="Patches", place="april.yaml:8"),
    )  # fmt: skip
    excused = at("2026-04-22 10:00")
    assert log.facts.excuses == (
        Excuse(id=f"excuse {excused}", kind="no site access", systems=("files",), start_at=excused,
               end_at=excused + 3600, agreed_by="both", place="april.yaml:10"),
    )  # fmt: skip
    assert log.checks == {"mail": [Reading(at=at("2026-04-01 00:00"), state="up")]}


def test_tables_and_json_lines_say_the_same(tmp_path: Path) -> None:
    start = at("2026-04-14 10:00")
    table = read(tmp_path, "a.csv", "system,occurred_at,restored_at\nmail,2026-04-14 10:00,2026-04-14 10:44\n")
    line = '{"system": "mail", "occurred": %d, "restored": %d, "withdrawn": false, "cause": null}\n\n'
    lines = read(tmp_path, "a.jsonl", line % (start, start + 2640))

    assert [each.restored_at for each in (*table.facts.outages, *lines.facts.outages)] == [start + 2640] * 2
    assert [each.place for each in (*table.facts.outages, *lines.facts.outages)] == ["a.csv:2", "a.jsonl:1"]


WRONG = {
    "occurred": ("system,occurred\nmail,\n", "it says no «occurred»."),
    "order": (
        "system,occurred,restored\nmail,2026-04-14 10:00,2026-04-14 09:00\n",
        (
            "the outage of mail ends at 2026-04-14 09:00:00, before it began at 2026-04-14 10:00:00; "
            "correct one of the two."
        ),
    ),
    "moment": (
        "system,occurred\nmail,yesterday\n",
        "«yesterday» under «occurred» is no moment; write 2026-04-14 10:00.",
    ),
    "kind": (
        "system,from\nmail,2026-04-14\n",
        "nobody can tell what it is: name a «kind», one of outage, unwatched, window, excuse, check.",
    ),
    "yes": ("system,occurred,degraded\nmail,2026-04-14,perhaps\n", "«perhaps» under «degraded» is neither yes nor no."),
    "state": (
        "system,at,state\nmail,2026-04-14,weird\n",
        "«weird» is none of up, ok, down, critical, degraded, unknown.",
    ),
    "window": ("kind,from\nwindow,2026-04-14\n", "it says no «to», nor «for» how long it was planned."),
    "length": (
        "kind,from,for\nwindow,2026-04-14,long\n",
        "«long» under «for» is no length of time; write 90 min.",
    ),
    "excuse": (
        "kind,from,because of\nexcuse,2026-04-14,rain\n",
        "«because of» is one of customer, third party, force majeure, no site access.",
    ),
    "endless": (
        "kind,from,because of\nexcuse,2026-04-14,customer\n",
        "it says no «to»: an excuse without an end would excuse everything.",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_row_that_cannot_be_is_refused_in_words(tmp_path: Path, name: str) -> None:
    text, words = WRONG[name]

    log = read(tmp_path, "a.csv", text)

    assert refusals(log) == [f"a.csv:2: {words}"]
    assert log.rows == 1


def test_two_corrections_of_one_moment_cannot_both_hold(tmp_path: Path) -> None:
    text = "id,system,occurred,recorded\no,mail,2026-04-14,2026-05-01\no,mail,2026-04-15,2026-05-01\n"

    log = read(tmp_path, "a.csv", text)

    assert refusals(log) == [
        (
            "a.csv:3: «o» was already written down at the same moment, at a.csv:2, so nobody can tell which of the two "
            "holds. Give the correction a later «recorded», or another «id»."
        )
    ]
    assert len(log.facts.outages) == 1


def test_what_is_no_record_is_named_with_its_line(tmp_path: Path) -> None:
    lines = read(tmp_path, "a.jsonl", "{oops\n[1]\n")
    page = read(tmp_path, "a.yaml", "people: [ann]\noutages: [mail, {system: mail, occurred: {at: 1}}]\n")

    assert refusals(lines) == [
        "a.jsonl:1: this is not JSON. Write one JSON object a line.",
        "a.jsonl:2: this is no JSON object. Write one JSON object a line.",
    ]
    assert refusals(page)[:2] == [
        "a.yaml:1: «people» is none of outages, unwatched, windows, excuses, checks.",
        "a.yaml:2: this is no map, such as {system: mail, occurred: 2026-04-14 10:00}.",
    ]
    assert len(refusals(page)) == 3


UNREADABLE = {
    "a.txt": ("", "nothing is known of files that end in «.txt»"),
    "b.yaml": ("- mail", "it holds no lists by name"),
    "c.yaml": ("outages: [", None),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str) -> None:
    text, why = UNREADABLE[name]

    with pytest.raises(UnreadableUptime, match=re.escape(f"{name} cannot be read as outages or checks: {why or ''}")):
        read(tmp_path, name, text)


def test_a_file_that_is_not_there_or_no_text_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"system\n\xff\xfe\n")

    with pytest.raises(UnreadableUptime, match="it is no table of text"):
        read_uptime(tmp_path / "a.csv", zone=ZONE)
    with pytest.raises(UnreadableUptime, match="The file cannot be read"):
        read_uptime(tmp_path / "b.yaml", zone=ZONE)


LOG = """\
a1\t2026-04-01T10:00:00+00:00\t2026-04-01T10:00:00+00:00\t🟩 Shop is up (200 in 51 ms) [skip ci] [upptime]
a2\t2026-04-02T10:00:00+00:00\t2026-04-02T10:00:00+00:00\t🟥 Shop is down (0 in 0 ms) [skip ci] [upptime]
a3\t2026-04-02T11:00:00+00:00\t2026-04-02T11:00:00+00:00\t:bento: Update graphs [skip ci]
a4\t2026-04-02T12:00:00+00:00\t2026-04-02T13:00:00+01:00\t🟨 Shop is experiencing degraded performance (200 in 9 ms)
a5\t2026-04-02T13:00:00+00:00\t2026-04-02T13:00:00+00:00\t🟩 Shop is up (200 in 51 ms) [skip ci] [upptime]
a6\t2026-04-02T13:00:00+00:00\tsoon\t🟩 Shop is up (200 in 51 ms) [skip ci] [upptime]
a7
"""


@pytest.mark.parametrize("name", ["log.tsv", "log.tsv.gz"])
def test_a_log_of_upptime_is_read_line_by_line(tmp_path: Path, name: str) -> None:
    data = LOG.encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)

    log = read_uptime(tmp_path / name, zone=ZONE)
    outages = facts_of(log.checks, every=None, as_of=2**33).outages

    assert (log.rows, log.others, log.is_of_changes) == (7, 1, True)
    assert refusals(log) == [
        f"{name}:6: «soon» is no moment.",
        f"{name}:7: a line has 4 fields between tabs, and this one has 1.",
    ]
    lasted = [(each.restored_at or 0) - each.occurred_at for each in outages]
    assert list(zip(lasted, [each.is_degraded for each in outages], strict=True)) == [(7200, False), (3600, True)]


@pytest.mark.skipif(not REAL.exists(), reason=f"SKIPPED: the real checks are not there: {REAL}")
def test_every_line_of_the_real_checks_is_accounted_for() -> None:
    log = read_uptime(REAL, zone="UTC")
    facts = facts_of(log.checks, every=None, as_of=2**33)

    assert (log.rows, sum(map(len, log.checks.values())), log.others, log.refused) == (8172, 5245, 2927, ())
    assert len(log.checks) == 15
    assert sum(1 for each in facts.outages if each.restored_at is not None) == 153
