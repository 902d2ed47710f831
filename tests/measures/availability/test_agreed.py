"""What an agreement says of uptime, to figures: maintenance, versions, combined figures, corrections, credits."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from tests.written_agreements import at, written

from asagreed.documents.availability_data import availability_data
from asagreed.facts.uptime import Excuse, Outage, Unwatched, UptimeFacts, WindowHeld
from asagreed.measures.availability import (
    Availability,
    in_percent,
    measure,
    month_span,
    parts_in_force,
    period_of,
    periods_in,
)
from asagreed.versions import History

ZONE = "America/Chicago"
APRIL = month_span(2026, 4, zone=ZONE)
LATER = at("2027-01-01 00:00")
UPTIME = "uptime: {basis: all time, counts from: occurred, unknown: left out, systems: {mail: 99.9%}}\n"


def figures(history: History, facts: UptimeFacts, *, as_of: int = LATER) -> dict[str, Availability]:
    return {found.name: found for found in measure(history, facts, period=APRIL, as_of=as_of)}


def mail(history: History, *records: object, as_of: int = LATER) -> Availability:
    facts = UptimeFacts(
        outages=tuple(each for each in records if isinstance(each, Outage)),
        unwatched=tuple(each for each in records if isinstance(each, Unwatched)),
        windows=tuple(each for each in records if isinstance(each, WindowHeld)),
        excuses=tuple(each for each in records if isinstance(each, Excuse)),
    )
    return figures(history, facts, as_of=as_of)["mail"]


def outage(start: str, end: str | None, *, system: str = "mail", key: str = "", **more: object) -> Outage:
    restored = None if end is None else at(end)
    return Outage(id=key or start, system=system, occurred_at=at(start), restored_at=restored, **more)  # type: ignore[arg-type]


def window(start: str, end: str, *, notified: str | None = None, key: str = "w", **more: object) -> WindowHeld:
    told = None if notified is None else at(notified)
    return WindowHeld(
        id=key, systems=(), starts_at=at(start), planned_end_at=at(end), notified_at=told, **more,  # type: ignore[arg-type]
    )  # fmt: skip


SUNDAY = 'windows: {patches: {title: Patch night, every: last sun, from: "02:00", for: 2 h}}'
WINDOWS = {
    "early enough": ("notice: 72 h",
                     [window("2026-04-12 01:00", "2026-04-12 03:00", notified="2026-04-09 01:00")], 7200,
                     "announced 72 h ahead, 72 h are needed"),
    "too late": ("notice: 72 h", [window("2026-04-12 01:00", "2026-04-12 03:00", notified="2026-04-09 01:01")], 0,
                 "announced 71 h 59 min ahead, and 72 h are needed"),
    "too late, and left out all the same": (
        "{notice: 72 h, unannounced: is left out}",
        [window("2026-04-12 01:00", "2026-04-12 03:00", notified="2026-04-12 00:30")], 7200,
        "announced 30 min ahead; maintenance at short notice is left out too"),
    "declared afterwards": (
        "{notice: 72 h, unannounced: is left out}",
        [window("2026-04-12 01:00", "2026-04-12 03:00", notified="2026-04-12 01:01")], 0,
        "declared 1 min after it began, so it excuses nothing: a matter to settle"),
    "never announced": ("notice: 72 h", [window("2026-04-12 01:00", "2026-04-12 03:00")], 0,
                        "nobody announced it, so it excuses nothing"),
    "no notice agreed": (
        "note: none", [window("2026-04-12 01:00", "2026-04-12 03:00", notified="2026-04-01 00:00")], 0,
        "the agreement leaves out agreed windows only, and says of no notice that would do"),
    "called off": (
        "notice: 1 h", [window("2026-04-12 01:00", "2026-04-12 03:00", notified="2026-04-01 00:00",
                               cancelled_at=at("2026-04-11 00:00"))], 0,
        "announced 265 h ahead, 1 h are needed; called off"),
    "over early": (
        "notice: 1 h", [window("2026-04-12 01:00", "2026-04-12 03:00", notified="2026-04-12 00:00",
                               ended_at=at("2026-04-12 02:30"))], 5400,
        "announced 1 h ahead, 1 h are needed; over 30 min early"),
    "over before it began": (
        "notice: 1 h", [window("2026-04-12 01:00", "2026-04-12 03:00", notified="2026-04-12 00:00",
                               ended_at=at("2026-04-12 00:30"))], 0,
        "announced 1 h ahead, 1 h are needed; over 2 h 30 min early"),
    "over early, as planned": (
        "{notice: 1 h, ends: as planned}",
        [window("2026-04-12 01:00", "2026-04-12 03:00", notified="2026-04-12 00:00", ended_at=at("2026-04-12 02:30"))],
        7200, "announced 1 h ahead, 1 h are needed"),
    "above the limit": (
        "{notice: 1 h, at most: 90 min a month}",
        [window("2026-04-12 01:00", "2026-04-12 03:00", notified="2026-04-12 00:00")], 5400,
        "announced 1 h ahead, 1 h are needed; 30 min of it lie above the limit of 1 h 30 min a month"),
    "used up in January": (
        "{notice: 1 h, at most: 3 h a year}",
        [window("2026-01-12 01:00", "2026-01-12 03:00", notified="2026-01-12 00:00", key="january"),
         window("2026-04-12 01:00", "2026-04-12 03:00", notified="2026-04-12 00:00")], 3600,
        "announced 1 h ahead, 1 h are needed; 1 h of it lie above the limit of 3 h a year"),
    "all of the limit is used up": (
        "{notice: 1 h, at most: 2 h a year}",
        [window("2026-01-12 01:00", "2026-01-12 03:00", notified="2026-01-12 00:00", key="january"),
         window("2026-04-12 01:00", "2026-04-12 03:00", notified="2026-04-12 00:00")], 0,
        "announced 1 h ahead, 1 h are needed; 2 h of it lie above the limit of 2 h a year"),
    "agreed": (SUNDAY, [], 7200, "agreed, from 02:00 for 2 h"),
    "agreed, and over early": (
        SUNDAY, [window("2026-04-26 02:00", "2026-04-26 04:00", agreed="patches", ended_at=at("2026-04-26 03:00"))],
        3600, "agreed, from 02:00 for 2 h; over 1 h early"),
}  # fmt: skip


@pytest.mark.parametrize("name", WINDOWS)
def test_maintenance_is_left_out_as_far_as_it_was_agreed(tmp_path: Path, name: str) -> None:
    rules, held, left_out, because = WINDOWS[name]
    text = rules if rules.startswith("{") else "{" + rules + "}"
    history = written(tmp_path, f"{UPTIME}maintenance: {text}\n")

    found = mail(history, *held)

    assert (found.left_out, found.base) == (left_out, 2_592_000 - left_out)
    assert [(each.left_out, each.because) for each in found.windows] == [(left_out, because)]


def test_agreed_windows_are_a_local_start_and_a_length_on_both_days_of_the_clock_change(tmp_path: Path) -> None:
    history = written(tmp_path, UPTIME + 'maintenance: {windows: {early: {every: sun, from: "00:30", for: 2 h}}}\n')

    spring = measure(history, UptimeFacts(), period=month_span(2026, 3, zone=ZONE), as_of=LATER)[0]
    autumn = measure(history, UptimeFacts(), period=month_span(2026, 11, zone=ZONE), as_of=LATER)[0]

    assert {each.left_out for each in (*spring.windows, *autumn.windows)} == {7200}
    assert (spring.base, autumn.base) == (743 * 3600 - 5 * 7200, 721 * 3600 - 5 * 7200)


def test_what_overruns_counts_and_the_mode_decides_the_base(tmp_path: Path) -> None:
    down = outage("2026-04-26 02:10", "2026-04-26 04:40")
    expected = {"left out": (2_584_800, 2400), "counts as up": (2_592_000, 2400), "counts": (2_592_000, 9000)}
    for mode, (base, seconds) in expected.items():
        text = UPTIME.replace("unknown", f"maintenance: {mode}, unknown")
        history = written(tmp_path, f"{text}maintenance: {{{SUNDAY}}}\n")
        found = mail(history, down)
        assert (found.base, found.down) == (base, Fraction(seconds))


def test_excuses_are_left_out_whatever_maintenance_does(tmp_path: Path) -> None:
    history = written(tmp_path, UPTIME.replace("unknown", "maintenance: counts, unknown"))
    start = at("2026-04-14 10:00")
    excuse = Excuse(id="x", kind="no site access", systems=("mail",), start_at=start, end_at=start + 1800)
    other = Excuse(id="y", kind="customer", systems=("files",), start_at=start, end_at=start + 3600)

    found = mail(history, outage("2026-04-14 10:00", "2026-04-14 11:00"), excuse, other)

    assert (found.base, found.down) == (2_590_200, Fraction(1800))
    assert found.outages[0].because == "30 min excused"


def test_a_record_holds_until_a_newer_one_is_known_and_a_withdrawn_one_vanishes(tmp_path: Path) -> None:
    history = written(tmp_path, UPTIME)
    first = outage("2026-04-14 10:00", "2026-04-14 14:00", key="o", recorded_at=at("2026-04-14 15:00"))
    second = outage("2026-04-14 13:00", "2026-04-14 14:00", key="o", recorded_at=at("2026-05-20 09:00"))
    third = outage("2026-04-14 13:00", "2026-04-14 14:00", key="o", recorded_at=at("2026-06-01 09:00"),
                   is_withdrawn=True)  # fmt: skip

    downs = [
        mail(history, third, second, first, as_of=at(day)).down for day in ("2026-05-02", "2026-05-21", "2026-06-02")
    ]

    assert downs == [14_400, 3600, 0]


def test_a_month_that_is_not_over_is_measured_up_to_now_with_the_allowance_of_the_whole(tmp_path: Path) -> None:
    history = written(tmp_path, f"{UPTIME}maintenance: {{{SUNDAY}}}\n")
    now = at("2026-04-14 12:00")

    found = mail(history, outage("2026-04-14 11:30", None), as_of=now)

    assert (found.measured_until, found.base, found.down) == (now, now - APRIL.start, Fraction(1800))
    assert found.allowance == 2584
    assert measure(history, UptimeFacts(), period=APRIL, as_of=APRIL.start) == ()
    up = written(
        tmp_path, f"{UPTIME.replace('unknown', 'maintenance: counts as up, unknown')}maintenance: {{{SUNDAY}}}\n"
    )
    assert mail(up, as_of=now).allowance == 2592


AMENDMENT = """\
amendment: 1
in force from: 2026-04-16
signed: 2026-04-10
"""


def test_a_period_is_cut_where_its_uptime_terms_change_and_nowhere_else(tmp_path: Path) -> None:
    history = written(
        tmp_path, UPTIME, amendments_1=f"{AMENDMENT}set: {{uptime: {{systems: {{mail: 99.5%}}}}}}\n",
        amendments_2=AMENDMENT.replace("1\n", "2\n", 1).replace("04-16", "04-20") + "set: {systems: {files: Files}}\n",
    )  # fmt: skip

    found = measure(history, UptimeFacts(), period=APRIL, as_of=LATER)

    assert [(each.promised, each.base) for each in found] == [
        (Fraction(999, 1000), 15 * 86_400), (Fraction(995, 1000), 15 * 86_400),
    ]  # fmt: skip
    assert [part.span.end for part in parts_in_force(history, APRIL)] == [at("2026-04-16 00:00"), APRIL.end]


def test_a_period_begins_and_ends_with_the_agreement(tmp_path: Path) -> None:
    history = written(tmp_path, UPTIME)

    year = measure(
        history, UptimeFacts(), period=period_of(at("2025-12-01 00:00"), every="year", zone=ZONE), as_of=LATER
    )

    assert year == ()
    assert [each.start for each in periods_in(APRIL, every="quarter", zone=ZONE)] == [at("2026-04-01 00:00")]


COMBINED = """\
uptime:
  basis: all time
  counts from: occurred
  unknown: left out
  degraded: 50%
  systems: {mail: 99.9%, files: {share: 99%, basis: office}}
  combined:
    all: {of: [mail, files], together: all needed, share: 99%}
    unsaid: {of: [mail, files]}
    either: {of: [mail, files], together: at least 1 of 2}
    mean: {of: [mail, files], together: mean, weights: {mail: 3}, share: 99%}
    pooled: {of: [mail, files], together: pooled, share: 99%}
    worst: {of: [mail, files], together: worst system}
    nested: {of: [mean, mail], together: all needed}
    net: {of: [mail, network], together: pooled}
calendars: {office: {hours: {mon-fri: "09:00-17:00"}}}
"""


def test_combined_figures_count_as_their_words_say(tmp_path: Path) -> None:
    history = _with_network(tmp_path)
    facts = UptimeFacts(
        outages=(
            outage("2026-04-14 10:00", "2026-04-14 11:00", key="a"),
            outage("2026-04-14 10:30", "2026-04-14 12:00", key="b", system="files", is_degraded=True),
        )
    )

    found = figures(history, facts)

    hours = 176 * 3600
    assert {name: each.down for name, each in found.items()} == {
        "mail": 3600, "files": 2700, "all": 5400, "unsaid": 5400, "either": 900, "mean": 6300, "pooled": 6300,
        "worst": 6300, "nested": 5400, "net": 3600,
    }  # fmt: skip
    shares = {name: 1 - Fraction(found[name].down) / found[name].base for name in ("mail", "files")}
    assert found["mean"].shown == (3 * shares["mail"] + shares["files"]) / 4
    assert found["worst"].shown == min(shares.values())
    assert found["pooled"].shown == 1 - Fraction(6300, 2_592_000 + hours)
    assert (found["mean"].allowance, found["pooled"].allowance) == (None, (2_592_000 + hours) // 100)
    assert [each.form for each in found.values()] == [
        "", "", "all needed", "all needed", "at least 1 of 2", "mean", "pooled", "worst system", "all needed", "pooled",
    ]  # fmt: skip
    assert [each.counted for each in found["all"].outages] == [3600, 1800]
    assert [each.counted for each in found["pooled"].outages] == [3600, 2700]
    assert [each.because for each in found["either"].outages] == ["counts from when it occurred", "counts for 1/2"]


def _with_network(folder: Path) -> History:
    from tests import written_agreements  # noqa: PLC0415 -- only this test has a third system

    head = written_agreements.HEAD.replace("files: File server", "files: File server, network: Network")
    (folder / "agreement.yaml").write_text(head + COMBINED, encoding="utf-8")
    from asagreed.versions import read_agreement  # noqa: PLC0415 -- as above

    history, problems = read_agreement(folder)
    assert history is not None, problems
    return history


def test_outages_that_cost_a_combined_figure_nothing_say_so(tmp_path: Path) -> None:
    text = COMBINED.replace("together: mean,", "together: mean, longest outage: 2 h,")
    history = written(tmp_path, text.replace("    net: {of: [mail, network], together: pooled}\n", ""))

    found = figures(history, UptimeFacts(outages=(outage("2026-04-14 10:00", "2026-04-14 11:00"),)))

    assert [each.because for each in found["either"].outages] == ["others kept the service up"]
    assert [each.found for each in found["mean"].further] == [3600]


def test_further_targets_stand_beside_the_share(tmp_path: Path) -> None:
    text = UPTIME.replace("unknown", "longest outage: 1 h, outages at most: 1, known at least: 99%, unknown")
    history = written(tmp_path, text)
    gap = Unwatched(id="u", system="mail", start_at=at("2026-04-20 00:00"), end_at=None)

    good = mail(history, outage("2026-04-14 10:00", "2026-04-14 11:00"))
    bad = mail(history, outage("2026-04-14 10:00", "2026-04-14 11:01"), outage("2026-04-15 10:00", "2026-04-15 10:01"))
    open_ = mail(history, gap)

    assert [each.verdict for each in good.further] == ["met", "met"]
    assert [(each.verdict, each.found) for each in bad.further] == [("missed", 3660), ("missed", 2)]
    assert [each.verdict for each in open_.further] == ["undetermined", "undetermined"]
    assert (good.known_enough, open_.known_enough) == (True, False)
    assert bad.mean_time_to_restore == Fraction(3720, 2)
    assert [each.because for each in good.further] == [
        "the longest lasted 1 h, 1 h are promised", "1 counted, 1 at most are promised",
    ]  # fmt: skip


def test_every_outage_says_why_it_counts_or_not(tmp_path: Path) -> None:
    text = (
        "uptime: {basis: office, counts from: reported, minimum outage: 5 min, systems: {mail: 99.9%}}\n"
        'calendars: {office: {hours: {mon-fri: "09:00-17:00"}}}\n'
    )
    history = written(tmp_path, text)

    found = mail(
        history,
        outage("2026-04-01 10:00", "2026-04-01 11:00", key="unreported"),
        outage("2026-04-02 10:00", "2026-04-02 11:00", key="late", reported_at=at("2026-04-02 12:00")),
        outage("2026-04-03 10:00", "2026-04-03 10:04", key="short", reported_at=at("2026-04-03 10:00")),
        outage("2026-04-07 16:00", "2026-04-07 18:00", key="evening", reported_at=at("2026-04-07 16:30")),
        outage(
            "2026-04-08 16:00", "2026-04-08 16:30", key="slow", reported_at=at("2026-04-08 16:00"), is_degraded=True
        ),
        outage("2026-04-09 16:00", "2026-04-09 16:30", key="plain", reported_at=at("2026-04-09 16:00")),
        outage("2026-03-09 16:00", "2026-03-09 16:30", key="march", reported_at=at("2026-03-09 16:00")),
    )

    assert {each.outage.id: each.because for each in found.outages} == {
        "unreported": "never reported, so nothing of it counts",
        "late": "over before it was reported",
        "short": "lasted 4 min, shorter than 5 min",
        "evening": "1 h outside agreed time",
        "slow": "counts for nothing",
        "plain": "counts from when it was reported",
    }
    assert found.down == 1800 + 1800
    assert found.assumed == (
        "the agreement does not say what unknown time is: it is left out of what is shown",
        "the agreement does not say how much of a longer outage counts: all of it",
    )


def test_a_figure_without_agreed_time_has_no_share(tmp_path: Path) -> None:
    history = written(
        tmp_path,
        "uptime: {basis: night, systems: {mail: 99.9%}}\n"
        'calendars: {night: {hours: {}, open: {2026-12-01: "09:00-10:00"}}}\n',
    )

    found = mail(history, outage("2026-04-14 10:00", "2026-04-14 11:00"))

    assert (found.shown, found.low, found.verdict, found.base) == (None, None, "not applicable", 0)
    assert found.figure.because == "no agreed time in this period (night)"
    assert in_percent(found.shown) == "–"


def test_a_month_that_nobody_watched_shows_no_share(tmp_path: Path) -> None:
    history = written(tmp_path, UPTIME)
    gap = Unwatched(id="u", system="mail", start_at=APRIL.start, end_at=APRIL.end)

    found = mail(history, gap)

    assert (found.shown, found.verdict) == (None, "undetermined")
    assert (found.low, found.high) == (Fraction(0), Fraction(1))


def test_the_data_of_a_figure_hold_everything_behind_it(tmp_path: Path) -> None:
    history = written(
        tmp_path, f"{UPTIME.replace('unknown', 'longest outage: 1 h, unknown')}maintenance: {{{SUNDAY}}}\n"
    )
    gap = Unwatched(id="u", system="mail", start_at=at("2026-04-20 00:00"), end_at=at("2026-04-20 10:00"))
    found = mail(history, outage("2026-04-14 10:00", "2026-04-14 10:44", cause="disk full"), gap)

    (data,) = availability_data((found,))

    assert (data["shown_pct"], data["low_pct"], data["high_pct"]) == ("99.896421", "98.505106", "99.897864")
    assert data["outages"][0] == {
        "id": "2026-04-14 10:00", "system": "mail", "from": "2026-04-14T10:00:00-05:00",
        "to": "2026-04-14T10:44:00-05:00", "is_over": True, "seconds": 2640, "counted_s": 2640,
        "because": "counts from when it occurred", "cause": "disk full", "ticket": "",
    }  # fmt: skip
    assert data["windows"][0]["left_out_s"] == 7200
    assert data["unknown_stretches"] == [["2026-04-20T00:00:00-05:00", "2026-04-20T10:00:00-05:00"]]
    assert data["further"][0]["verdict"] == "undetermined"
    assert data["figure"]["because"] == (
        "44 min of 718 h down; 10 h watched by nobody, so it lies between 98.505% to 99.897%; 99.9% promised: missed"
    )


def test_the_longest_outage_goes_on_over_closing_time(tmp_path: Path) -> None:
    history = written(
        tmp_path,
        "uptime: {basis: office, counts from: occurred, longest outage: 1 h, systems: {mail: 90%}}\n"
        'calendars: {office: {hours: {mon-fri: "09:00-17:00"}}}\n',
    )

    found = mail(
        history, outage("2026-04-14 16:00", "2026-04-15 09:30"), outage("2026-04-16 10:00", "2026-04-16 10:30")
    )

    assert [(each.found, each.verdict) for each in found.further] == [(5400, "missed")]
