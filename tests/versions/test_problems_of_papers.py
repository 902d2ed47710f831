"""What is wrong in several papers is told in one pass."""

from __future__ import annotations

from pathlib import Path

from tests.terms.agreed import HEAD, SUPPORT, written

from asagreed.versions import read_agreement

AGREED = HEAD + SUPPORT + "targets: {P2: {hours: support, response: 2 h}}\n"


def found(folder: Path, **papers: str) -> list[tuple[str, str, int]]:
    _, problems = read_agreement(written(folder, **papers))
    return [(each.code, Path(each.file).name, each.line) for each in problems if each.severity != "notice"]


def test_all_mistakes_of_all_files_are_found_in_one_pass(tmp_path: Path) -> None:
    assert found(
        tmp_path,
        agreement=HEAD.replace("America/Chicago", "America/Chicago\ncurrency: dollars")
        + "calendars:\n  support: {hours: {mon: 08:00-17:60, tues: 08:00-17:00}, close: [illinois]}\n"
        + "targets: {P2: {hours: suport, response: ASAP, resolutoin: 4 h}}\n",
        amendments__1="amendment: 1\nin force from: 2026-13-01\nset: {targets.P2.arrival: soon}\n",
        amendments__2="amendment: 2\nin force from: 2026-07-01\nset: {targets.P2.arrival: soon, calendrs.x: y}\n",
        riders__1="rider: [premium\n",
    ) == [
        ("YML313", "agreement.yaml", 3),
        ("YML308", "agreement.yaml", 6),
        ("YML201", "agreement.yaml", 6),
        ("YML402", "agreement.yaml", 6),
        ("YML401", "agreement.yaml", 7),
        ("YML302", "agreement.yaml", 7),
        ("YML403", "agreement.yaml", 7),
        ("YML306", "1.yaml", 2),
        ("YML302", "1.yaml", 3),
        ("YML302", "2.yaml", 3),
        ("YML201", "2.yaml", 3),
        ("YML104", "1.yaml", 2),
    ]


def test_a_finding_that_follows_from_an_unreadable_value_is_not_told(tmp_path: Path) -> None:
    assert found(tmp_path, agreement=AGREED.replace("hours: support,", "hours: ''") + "") == [
        ("YML104", "agreement.yaml", 5)
    ]
    assert found(tmp_path, agreement=HEAD + "calendars: {support: {hours: {mon: 8-17}}}\n") == [
        ("YML308", "agreement.yaml", 4)
    ]


def test_problems_of_a_plan_count_only_when_it_is_pinned(tmp_path: Path) -> None:
    plans = {"plans__gold": "plan: gold\nversion: 1\nzone: EST\n", "plans__broken": "plan: [\n"}

    assert found(tmp_path / "a", agreement=AGREED, **plans) == []
    assert found(tmp_path / "b", agreement=AGREED + "plan: gold@1\n", **plans) == [("YML312", "gold.yaml", 3)]
    assert found(tmp_path / "c", agreement=AGREED + "plan: silver@1\n", **plans) == [
        ("YML501", "agreement.yaml", 6),
        ("YML104", "broken.yaml", 2),
    ]


def test_an_unreadable_plan_file_is_told_when_the_plan_is_not_found(tmp_path: Path) -> None:
    folder = written(tmp_path, agreement=AGREED + "plan: gold@1\n")
    (folder / "plans" / "gold.yaml").mkdir(parents=True)

    _, problems = read_agreement(folder)

    assert [each.code for each in problems] == ["YML501", "YML001"]


def test_an_offered_rider_is_checked_before_anyone_takes_it_up(tmp_path: Path) -> None:
    offer = "riders: {premium: {targets: {P2: {hours: nights, response: 30 min}}}}\n"

    assert found(tmp_path, agreement=AGREED + offer) == [("YML401", "agreement.yaml", 6)]


def test_a_declaration_is_checked_too(tmp_path: Path) -> None:
    assert found(tmp_path, agreement=AGREED, declarations__1="declares: critical\nsigned: 2026-01-12\n") == [
        ("YML317", "1.yaml", 1)
    ]


def test_signing_and_beginning_on_one_day_is_no_problem(tmp_path: Path) -> None:
    assert found(tmp_path, agreement=AGREED + "signed: 2026-01-12 11:00\n") == []


def test_an_agreement_without_a_readable_beginning_has_no_history(tmp_path: Path) -> None:
    assert found(tmp_path, agreement=AGREED.replace("2026-01-12", "soon")) == [("YML306", "agreement.yaml", 3)]
    assert found(tmp_path / "x", agreement=AGREED.replace("{from: 2026-01-12}", "at once")) == [
        ("YML202", "agreement.yaml", 3)
    ]


def test_papers_without_a_beginning_or_a_name_are_told_once(tmp_path: Path) -> None:
    assert found(
        tmp_path, agreement=AGREED, amendments__1="amendment: 1\n", riders__2="rider: x\nin force from: [2026-07-01]\n"
    ) == [("YML203", "1.yaml", 1), ("YML508", "2.yaml", 1), ("YML202", "2.yaml", 2)]


def test_set_and_remove_of_the_wrong_shape_are_told(tmp_path: Path) -> None:
    assert found(
        tmp_path,
        agreement=AGREED + "riders: [x]\nplan: [gold]\n",
        amendments__1="amendment: 1\nin force from: 2026-07-01\nset: targets\nremove: {a: b}\n",
    ) == [
        ("YML202", "agreement.yaml", 6),
        ("YML202", "agreement.yaml", 7),
        ("YML202", "1.yaml", 3),
        ("YML202", "1.yaml", 4),
    ]


def test_a_mapping_of_exports_may_lie_beside_the_papers(tmp_path: Path) -> None:
    assert found(tmp_path, **{"agreement": AGREED, "desk.map": "columns: {}\n"}) == []


def test_mistakes_of_amendments_are_told_beside_those_of_the_agreement(tmp_path: Path) -> None:
    papers = {
        "agreement": AGREED.replace("America/Chicago", "CET").replace("2026-01-12", "2026-13-12"),
        "amendments__1": "amendment: 1\nin force from: 2026-07-01\nset: {targets.P2.hours: suport}\nremove: [travel]\n",
        "riders__1": "rider: x\nin force from: 2026-08-01\ntargets: {P2: {respons: soon}}\n",
        "declarations__1": "declares: criticality\nsigned: never\n",
    }

    assert found(tmp_path, **papers) == [
        ("YML312", "agreement.yaml", 2),
        ("YML306", "agreement.yaml", 3),
        ("YML401", "1.yaml", 3),
        ("YML510", "1.yaml", 4),
        ("YML306", "1.yaml", 2),
        ("YML403", "1.yaml", 3),
        ("YML302", "1.yaml", 3),
    ]


def test_papers_beside_an_unreadable_agreement_are_looked_through(tmp_path: Path) -> None:
    amendment = (
        "amendment: 1\nin force from: 2026-07-01\nset: {targets.P2: {hours: night, response: soon}}\nremove: [x]\n"
    )

    assert found(tmp_path, agreement="agreement: [\n", amendments__1=amendment) == [
        ("YML104", "agreement.yaml", 2),
        ("YML302", "1.yaml", 3),
    ]


def test_what_an_unreadable_paper_may_say_is_not_missed(tmp_path: Path) -> None:
    uses = "amendment: 2\nin force from: 2026-07-01\nset: {targets.P2: {hours: night, resolution: ASAP}}\n"
    defines = "amendment: 1\nin force from: 2026-06-01\nset: {calendars.night.hours: {sat: 22:00-06:00}}\n"

    assert found(tmp_path / "a", agreement=AGREED, amendments__1=defines + "remove: [", amendments__2=uses) == [
        ("YML104", "1.yaml", 4),
        ("YML302", "2.yaml", 3),
    ]
    assert found(
        tmp_path / "b", agreement=AGREED, amendments__1=defines.replace("06-01", "06-31"), amendments__2=uses
    ) == [("YML306", "1.yaml", 2), ("YML302", "2.yaml", 3)]
    assert found(tmp_path / "c", agreement=AGREED + "plan: gold\nreporting: {phone: {hours: night}}\n") == [
        ("YML321", "agreement.yaml", 6)
    ]


def test_an_undated_amendment_is_looked_through_after_all_others(tmp_path: Path) -> None:
    undated = (
        "amendment: 1\nin force from: soon\nset: {targets.P2.hours: night, targets.P3.hours: suport}\nremove: [x]\n"
    )
    night = "amendment: 1\nin force from: 2026-07-01\nset: {calendars.night.hours: always}\n"

    assert found(tmp_path, agreement=AGREED, amendments__1=undated, amendments__2=night) == [
        ("YML306", "1.yaml", 2),
        ("YML401", "1.yaml", 3),
        ("YML510", "1.yaml", 4),
        ("YML507", "2.yaml", 1),
    ]


def test_a_term_that_cannot_be_read_ends_nothing(tmp_path: Path) -> None:
    late = "amendment: 1\nin force from: 2028-07-01\nset: {title: x}\n"

    assert found(tmp_path, agreement=AGREED.replace("-12}", "-12, for: 1 yr}"), amendments__1=late) == [
        ("YML316", "agreement.yaml", 3)
    ]
    assert found(
        tmp_path / "x", agreement=AGREED.replace("-12}", "-12, for: 1 year}\ncurrency: $"), amendments__1=late
    ) == [("YML313", "agreement.yaml", 4), ("YML506", "1.yaml", 2)]


def test_what_stood_in_an_unreadable_value_can_be_removed(tmp_path: Path) -> None:
    removes = "amendment: 1\nin force from: 2026-07-01\nremove: [calendars.support.hours.fri]\n"
    agreement = AGREED.replace("{mon-thu: 08:00-17:00, fri: 08:00-15:00}", "[mon-fri]")

    assert found(tmp_path, agreement=agreement, amendments__1=removes) == [("YML202", "agreement.yaml", 4)]


def test_a_mistake_that_all_versions_have_is_told_once(tmp_path: Path) -> None:
    offers = "riders: {premium: {targets: {P2: {respons: 1 h, hours: suport}}}}\n"
    papers = {
        f"amendments__{number}": f"amendment: {number}\nin force from: 2026-07-0{number}\n"
        f"set: {{calendars.c{number}.hours: always}}\n"
        for number in (1, 2)
    }

    assert found(tmp_path, agreement=AGREED + offers, **papers) == [
        ("YML403", "agreement.yaml", 6),
        ("YML401", "agreement.yaml", 6),
    ]
