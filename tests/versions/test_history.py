"""Which version was in force at a moment, and what it rests on."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.terms.agreed import HEAD, SUPPORT, at, history_of, written

from asagreed.errors import NotInForce, RiderNotOffered
from asagreed.versions import read_agreement

SAMPLE = Path(__file__).parents[1] / "reading" / "right" / "harbour-dental"
AGREED = HEAD + SUPPORT + "targets: {P2: {hours: support, response: 2 h}}\n"


def amended(number: int, begins: str, more: str) -> str:
    return f"amendment: {number}\nin force from: {begins}\n{more}\n"


def test_the_sample_of_the_design_is_read_without_an_error() -> None:
    history, problems = read_agreement(SAMPLE)

    assert history is not None
    assert [(each.code, each.address, each.severity) for each in problems] == [
        ("YML443", "services", "notice"),
        ("YML442", "services.included", "notice"),
        ("YML440", "allowance", "notice"),
    ]
    assert [version.layers for version in history.versions] == [
        ("plan gold@2026-01", "agreement"),
        ("plan gold@2026-01", "agreement", "rider premium response"),
        ("plan gold@2026-01", "agreement"),
        ("plan gold@2026-01", "agreement", "amendment 2"),
    ]
    assert [paper.name for paper in history.declarations] == ["declaration criticality"]


def test_an_amendment_is_in_force_from_midnight_in_the_zone_of_the_agreement(tmp_path: Path) -> None:
    history = history_of(
        tmp_path, agreement=AGREED, amendments__1=amended(1, "2026-07-01", "set: {targets.P2.response: 1 h}")
    )
    change = at("2026-07-01")

    assert history.version_in_force(at=change - 1).number == 1
    assert history.version_in_force(at=change).number == 2
    assert [version.terms.targets[0].within for version in history.versions] == [7_200, 3_600]
    assert [(version.from_at, version.until_at) for version in history.versions] == [
        (at("2026-01-12"), change),
        (change, None),
    ]


def test_amendments_count_in_the_order_of_their_effect(tmp_path: Path) -> None:
    history = history_of(
        tmp_path,
        agreement=AGREED,
        amendments__a=amended(2, "2026-08-01", "set: {targets.P2.response: 1 h}"),
        amendments__b=amended(
            1, "2026-07-01", "set: {targets.P2.response: 90 min}\nremove: [calendars.support.hours.fri]"
        ),
    )

    assert [version.layers[-1] for version in history.versions] == ["agreement", "amendment 1", "amendment 2"]
    assert [version.terms.targets[0].within for version in history.versions] == [7_200, 5_400, 3_600]


def test_the_trace_of_an_amended_target_ends_at_the_line_of_the_amendment(tmp_path: Path) -> None:
    folder = tmp_path / "harbour-dental"
    history = history_of(
        folder, agreement=AGREED, amendments__2=amended(2, "2026-07-01", "set:\n  targets.P2.response: 1 h")
    )
    clause = history.versions[1].terms.targets[0].clause

    assert (clause.address, clause.file, clause.line) == ("targets.P2.response", "harbour-dental/amendments/2.yaml", 4)
    assert clause.version == history.versions[1].hash


def test_outside_its_term_no_version_is_in_force(tmp_path: Path) -> None:
    history = history_of(tmp_path, agreement=AGREED.replace("12}", "12, for: 1 year}", 1))

    assert history.version_in_force(at=at("2027-01-11 23:59")).number == 1
    with pytest.raises(NotInForce, match="ended on 2027-01-12"):
        history.version_in_force(at=at("2027-01-12"))
    with pytest.raises(NotInForce, match="began on 2026-01-12"):
        history.version_in_force(at=at("2026-01-11"))


def test_an_agreement_that_renews_or_says_no_end_goes_on(tmp_path: Path) -> None:
    renewed = history_of(tmp_path / "a", agreement=AGREED.replace("12}", "12, for: 1 year, renews: yearly}", 1))
    open_ended = history_of(tmp_path / "b", agreement=AGREED)
    ended = history_of(tmp_path / "c", agreement=AGREED.replace("12}", "12, renews: monthly, ends: 2026-03-01}", 1))

    assert renewed.versions[-1].until_at is None
    assert open_ended.versions[-1].until_at is None
    assert ended.versions[-1].until_at == at("2026-03-01")
    with pytest.raises(NotInForce, match="began on 2026-01-12"):
        open_ended.version_in_force(at=at("2025-01-01"))


def test_a_running_clock_keeps_its_version_unless_a_later_one_re_rates(tmp_path: Path) -> None:
    history = history_of(
        tmp_path,
        agreement=AGREED,
        amendments__1=amended(1, "2026-07-01", "set: {targets.P2.response: 1 h}"),
        amendments__2=amended(2, "2026-08-01", "running tickets: re-rate\nset: {targets.P2.response: 3 h}"),
    )
    started = at("2026-06-30")

    assert history.version_for_clock(started_at=started, at=at("2026-07-15")).number == 1
    assert history.version_for_clock(started_at=started, at=at("2026-08-01")).number == 3
    assert history.version_for_clock(started_at=at("2026-07-02"), at=at("2026-07-15")).number == 2
    assert [version.running_tickets for version in history.versions] == [
        "keep their targets",
        "keep their targets",
        "re-rate",
    ]


def test_a_paper_is_in_force_from_the_later_of_its_moment_and_the_last_signature(tmp_path: Path) -> None:
    signed = "signed: {provider: 2026-06-30, customer: 2026-07-01 15:30}"
    history = history_of(tmp_path, agreement=AGREED, amendments__1=amended(1, "2026-07-01", signed))

    assert history.versions[1].from_at == at("2026-07-01 15:30")
    assert history.versions[1].papers[0].signed == {}
    assert set(history.versions[1].papers[1].signed) == {"provider", "customer"}


def test_a_rider_is_in_force_for_a_while(tmp_path: Path) -> None:
    offer = "riders: {premium: {price: {per month: 200.00 USD}, targets: {P2: {response: 30 min}}}}\n"
    history = history_of(
        tmp_path,
        agreement=f"{AGREED}currency: USD\n{offer}",
        riders__1="rider: premium\nin force from: 2026-03-01\nuntil: 2026-04-01\nsigned: 2026-02-28\n",
        riders__2="rider: own words\nin force from: 2026-05-01\ntargets: {P2: {response: 15 min}}\n",
    )

    assert [(version.terms.targets[0].within, version.layers[-1]) for version in history.versions] == [
        (7_200, "agreement"),
        (1_800, "rider premium"),
        (7_200, "agreement"),
        (900, "rider own words"),
    ]


def test_an_offered_rider_can_be_taken_up_for_one_ticket(tmp_path: Path) -> None:
    offer = "riders: {premium: {targets: {P2: {response: 30 min}}}}\n"
    version = history_of(tmp_path, agreement=AGREED + offer).versions[0]

    assert version.terms_with(rider="premium").targets[0].within == 1_800
    assert version.terms_with(rider="premium").version != version.hash
    assert tuple(version.agreement.riders) == ("premium",)
    with pytest.raises(RiderNotOffered, match="Offered: premium"):
        version.terms_with(rider="gold")


def test_a_later_plan_does_not_reach_an_agreement_but_an_amendment_may_change_the_plan(tmp_path: Path) -> None:
    history = history_of(
        tmp_path / "customers" / "harbour-dental",
        agreement=AGREED.replace("response: 2 h", "") + "plan: gold@2026-01\n",
        amendments__1=amended(1, "2026-07-01", "set: {plan: platinum@2026-01}"),
        **{
            "..__..__plans__gold": "plan: gold\nversion: 2026-01\ntargets: {P2: {response: 4 h}}\n",
            "..__..__plans__gold-new": "plan: gold\nversion: 2026-07\ntargets: {P2: {response: 5 h}}\n",
            "..__..__plans__platinum": "plan: platinum\nversion: 2026-01\ntargets: {P2: {response: 1 h}}\n",
        },
    )
    first, second = history.versions

    assert [version.terms.targets[0].within for version in history.versions] == [14_400, 3_600]
    assert (first.layers[0], second.layers[0]) == ("plan gold@2026-01", "plan platinum@2026-01")
    assert str(first.terms.targets[0].clause) == "targets.P2.response (plans/gold.yaml:3)"


def test_the_hash_follows_the_words_and_the_terms_but_not_the_place(tmp_path: Path) -> None:
    first = history_of(tmp_path / "a", agreement=AGREED).versions[0].hash
    elsewhere = history_of(tmp_path / "b", agreement=AGREED).versions[0].hash
    reworded = history_of(tmp_path / "c", agreement=AGREED + "# a note\n").versions[0].hash
    changed = history_of(tmp_path / "d", agreement=AGREED.replace("2 h", "3 h")).versions[0].hash

    assert first == elsewhere
    assert len({first, reworded, changed}) == 3
    assert len(first) == 64


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    folder = written(tmp_path, agreement=AGREED, amendments__1=amended(1, "2026-07-01", "set: {title: x}"))
    first, second = (read_agreement(folder)[0] for _ in range(2))

    assert first is not None
    assert second is not None
    assert [version.hash for version in first.versions] == [version.hash for version in second.versions]
    assert first.versions[0].terms.targets == second.versions[0].terms.targets
    assert first.versions[0].terms is first.versions[0].terms


def test_a_single_file_is_an_agreement_too(tmp_path: Path) -> None:
    file = written(tmp_path, small=AGREED) / "small.yaml"
    history, problems = read_agreement(str(file))

    assert problems == ()
    assert history is not None
    assert history.versions[0].terms.targets[0].clause.file == "small.yaml"


def test_every_paper_of_a_version_is_named_with_its_hash(tmp_path: Path) -> None:
    history = history_of(tmp_path / "north", agreement=AGREED + "signed: 2026-01-10\n")
    (paper,) = history.versions[0].papers

    assert (paper.name, paper.kind, paper.file) == ("agreement", "agreement", "north/agreement.yaml")
    assert set(paper.signed) == {"all parties"}
    assert len(paper.sha256) == 64
