"""Every mistake of a paper is told in one pass, and none that only follows from another."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import pytest
from tests.terms.agreed import HEAD, SUPPORT, written

from asagreed.versions import read_agreement

DRAWER = Path(__file__).parent / "wrong"
MANY = """agreement: harbour-dental
zone: CET
term: {from: 2026-13-12, for: 1 year}
holidays: {illinois: {public: US-IL}}
calendars:
  support:
    hours: {mon-thu: "08:00-12:00 13:00-25:00", fry: "08:00-12:00"}
    closed: [illinios]
targets:
  P1: {hours: suport, response: ASAP, resolution: 2 days}
  P2: {hours: support, respons: 1 h}
"""
TABLE = "targets: {hours: support, P2: {response: 1 h}}\n"
MATRIX = """priorities:
  impact: {company: nobody can work, person: one cannot work}
  urgency: {now: work has stopped}
"""


def codes(folder: Path, text: str) -> list[tuple[str, int, int]]:
    _, problems = read_agreement(written(folder, agreement=text))
    return [(each.code, each.line, each.column) for each in problems if each.severity != "notice"]


def test_mistakes_of_values_and_of_names_are_told_together(tmp_path: Path) -> None:
    assert codes(tmp_path, MANY) == [
        ("YML312", 2, 7),
        ("YML306", 3, 14),
        ("YML308", 7, 35),
        ("YML310", 7, 49),
        ("YML402", 8, 14),
        ("YML401", 10, 15),
        ("YML302", 10, 33),
        ("YML303", 10, 51),
        ("YML403", 11, 24),
    ]


def sections(file: Path) -> dict[str, str]:
    """Return the lines of a file by the key that they stand under."""
    found, key = dict[str, str](), ""
    for line in file.read_text("utf-8").splitlines(keepends=True)[1:]:
        key = line.partition(":")[0] if line[0].isalpha() else key
        found[key] = found.get(key, "") + line
    return found


FORM = ("YML00", "YML01", "YML10", "YML11")
"""Of what is wrong with the form of a file, the reader can only tell the first."""
IN_THE_PLAN = ("YML321", "YML501")
"""Without the plan nobody can say whether a name is unknown or stands there."""
ANSWERED = {
    ("YML203_clock-without-a-stop", "YML403_pause"),
    ("YML203_clock-without-a-stop", "YML403_share"),
    ("YML203_clock-without-a-stop", "YML403_warning"),
    ("YML203_no-first-day", "YML503_agreement-signed-later"),
    ("YML203_no-term", "YML503_agreement-signed-later"),
    ("YML306_american-date", "YML503_agreement-signed-later"),
    ("YML303_working-day-of-a-day", "YML410_no-working-day"),
    ("YML409_misspelled-distance", "YML416_no-travel"),
    ("YML411_hours-for-phone-only", "YML413_no-row"),
    ("YML411_no-hours", "YML413_no-row"),
    ("YML416_no-travel", "YML445_far"),
    ("YML202_list-for-a-map", "YML407_cause"),
    ("YML202_list-for-a-map", "YML407_credit"),
    ("YML202_list-for-a-map", "YML407_lost-data"),
    ("YML202_list-for-a-map", "YML407_outage"),
    ("YML202_list-for-a-map", "YML407_service"),
    ("YML202_text-for-a-priority", "YML426_in-a-rider"),
    ("YML202_text-for-targets", "YML426_in-a-rider"),
    ("YML303_working-day-of-a-day", "YML410_scheduled"),
    ("YML333_at-discretion", "YML409_misspelled-distance"),
    ("YML409_misspelled-distance", "YML437_only-free"),
}
"""Pairs of which one file has what the other lacks, or lacks what the other has."""
USED = {
    "SCP601_rate",
    "YML202_a-list-of-papers",
    "YML408_site-of-a-system",
    "YML427_rate",
    "YML428_outside",
    "YML440_allowance",
    "YML440_block",
    "YML510_agreement-without-a-plan",
}
"""Mistakes that any section of another file may answer, such as its sites or its targets."""
STANDARD = dict(zip(("agreement", "zone", "term"), HEAD.splitlines(keepends=True), strict=True))
FILES = {
    file.stem: sections(file)
    for file in sorted(DRAWER.glob("*.yaml"))
    if not file.stem.startswith((*FORM, *IN_THE_PLAN)) and file.stem not in USED
}


def together(first: dict[str, str], second: dict[str, str]) -> str | None:
    """Return one agreement with the mistakes of two, or None where both say something in one section."""
    found: dict[str, str] = {}
    for key in dict.fromkeys((*first, *second)):
        told = {each.get(key, "") for each in (first, second)}
        if key in STANDARD and len(told) == 2:
            told -= {STANDARD[key]}
        elif key not in STANDARD:
            told -= {""}
        if len(told) > 1:
            return None
        found[key] = told.pop()
    return "".join(found.values())


PAIRS = [
    (one, other, text)
    for one, other in combinations(FILES, 2)
    if one[:6] != other[:6] and (one, other) not in ANSWERED and (text := together(FILES[one], FILES[other]))
]
SAMPLE = random.Random(2026).sample(PAIRS, 80)


@pytest.mark.parametrize(("one", "other", "text"), SAMPLE, ids=[f"{one} {other}" for one, other, _ in SAMPLE])
def test_two_mistakes_of_the_drawer_are_told_together(one: str, other: str, text: str, tmp_path: Path) -> None:
    _, problems = read_agreement(written(tmp_path, agreement=text))

    assert sorted(each.code for each in problems) == sorted((one[:6], other[:6]))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("calendrs: {support: {hours: always}}\n" + TABLE, "YML201"),
        ("calendars: {support: {hour: {mon: 08:00-17:00}}}\n" + TABLE, "YML201"),
        ("calendars: [support]\n" + TABLE, "YML202"),
        ("calendars: {support: day and night}\n" + TABLE, "YML202"),
        ("calendars: {support: {hours: {fry: 08:00-17:00}}}\n" + TABLE, "YML310"),
        (SUPPORT + TABLE.replace("1 h", "{withn: 1 h}"), "YML201"),
        (SUPPORT + TABLE.replace("1 h", "{in: 1 h}"), "YML201"),
        (SUPPORT + TABLE.replace("P2:", "P2: [response], P3:"), "YML202"),
        (SUPPORT + "targets: {hours: [support], P2: {response: 1 h}}\n", "YML202"),
        (SUPPORT + TABLE.replace("1 h", "soon, kept in: often"), "YML302 YML202"),
        (SUPPORT + "holidays: [illinois]\nsites: {annex: {no access: illinois}}\n", "YML202"),
        ("holidays: {illinois: US-IL}\nsites: {annex: {no access: illinois}}\n", "YML202"),
        (
            SUPPORT + "issue kinds: {hardware: [printer]}\ntargets: {hours: support, for printer: {update: 1 h}}",
            "YML202",
        ),
        (SUPPORT + "issue kinds: [printer]\ntargets: {hours: support, for printer: {update: 1 h}}", "YML202"),
        (SUPPORT + MATRIX + "  matrix: {company: {now: P1}, person: {now: p2}}\n" + TABLE, "YML325"),
        (SUPPORT + MATRIX + "  matrix: {company: {now: P2}, person: [P2]}\n" + TABLE, "YML202"),
        (SUPPORT + MATRIX + "  matrix: {company: {now: P2}, persn: {now: P3}, person: ~}\n" + TABLE, "YML414 YML204"),
        (SUPPORT + "priorities: P1 to P4\n" + TABLE, "YML202"),
        ("clocks: {plan: reported}\n" + SUPPORT + TABLE.replace("response", "plan"), "YML202"),
        ("clocks: {plan: {starts: [a, b], stops: done}}\n" + SUPPORT + TABLE.replace("response", "plan"), "YML202"),
        ("working day: 9 hrs.\n" + SUPPORT + TABLE.replace("1 h", "1 working day"), "YML301"),
        ("travel: {near: half an hour}\nsites: {annex: {distance: near}}\n", "YML301"),
        ("pauses: {response: {a: b}}\nriders: {premium: [x]}\n", "YML202 YML202"),
        ("currencies: [USD, EUR]\n", "YML201"),
        ("riders: {premium: {calendars: {night: [x]}, targets: {P2: {hours: night}}}}\n", "YML202"),
        (HEAD.splitlines()[0].replace("agreement", "title") + "\nterms: {from: 2026-01-12}\n", "YML201"),
    ],
)
def test_what_follows_from_a_mistake_is_not_told(text: str, code: str, tmp_path: Path) -> None:
    assert [found for found, _, _ in codes(tmp_path, HEAD + text)] == code.split()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("calendrs: {support: {hours: {mon: 8-25}}}\n", ["YML201", "YML308"]),
        ("calendars: {support: {hours: {weekdays: 08:00-25:00, fri: 08:00-15:00}}}\n", ["YML308", "YML311"]),
        ("calendars: {support: {hours: {on illinios: 08:00-25:00}}}\n", ["YML402", "YML308"]),
        ("calendars: {support: {title: [x], closed: [2026-07-03]}}\n", ["YML417", "YML202"]),
        ("targets: {P2: {respons: ASAP, hours: suport}}\n", ["YML403", "YML302", "YML401"]),
        ("targets: {P2: {response: ASAP, resolution: 1 h}}\n", ["YML302", "YML411"]),
        ("targets: {P2: {response: {hours: nights, note: [x]}}}\n", ["YML203", "YML401", "YML202"]),
        ("pauses: {resolutoin: {a: b}}\nwarnings: {respons: early}\n", ["YML403", "YML202", "YML403", "YML315"]),
        ("currency: US$\nzone: EST\n", ["YML109", "YML313"]),
        ("issue kinds: {a: {b: [x]}}\ntargets: {hours: always, for c: {update: 1 h}}\n", ["YML202", "YML406"]),
    ],
)
def test_what_does_not_follow_is_told(text: str, found: list[str], tmp_path: Path) -> None:
    assert sorted(code for code, _, _ in codes(tmp_path, HEAD + text)) == sorted(found)


MONEY = """currency: USD
systems: {mail: E-mail}
parties: {provider: {nam: Northwind IT}, customer: {name: Harbour Dental, country: USA}}
responsibilities: {access: {makes: billable}, keys: [x]}
services:
  hours: suport
  included: {patching: by phone, repair: {limit: 2 h, work type: remot}}
  excluded: {moves: [x], clean-up: caused by a download}
  otherwise: later
causes: {virus: [x], flood: {unless: [moves, patchng]}}
emergency: {definitions: {mail down: {outage of: mial, lasting: 1 hr}, idle: [x]}, cover: paid}
rates:
  remote: 120 per hour
  on-site: {rate: 150.00 USD per day, minimun: 1 h}
  outsid: {of: suport, times: twice}
  scheduled: {agreed: 1 day}
  changes: {2026-07-01: {remote: $130, bands: {}}}
allowance: {hours: 10 h, for: [remote, onsite]}
block: {sizes: {20 h: {prise: 2400.00 USD}, 50 h: {price: 5500}}, expires: soon}
fees: {per user: 85, platform: {at least: 5}}
credits: {systems: {mail: {per hour: {percnt: 1}, of: [per user, platfrom]}}}
"""


def test_mistakes_of_coverage_and_money_are_told_together(tmp_path: Path) -> None:
    assert " ".join(f"{line} {code}" for code, line, _ in codes(tmp_path, HEAD + MONEY)) == (
        "6 YML201 6 YML345 7 YML203 7 YML201 7 YML202 9 YML401 10 YML317 10 YML341 10 YML425 11 YML202 12 YML342 "
        "13 YML202 13 YML424 14 YML407 14 YML301 14 YML202 14 YML317 16 YML331 17 YML332 17 YML201 18 YML201 "
        "18 YML401 18 YML334 19 YML203 19 YML201 20 YML331 20 YML201 21 YML337 21 YML425 22 YML201 22 YML331 "
        "22 YML338 23 YML331 23 YML203 24 YML201 24 YML336 24 YML435"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("curency: USD\nrates: {remote: 120.00 USD per h}\n", "YML201"),
        ("currency: $\nrates: {remote: 120.00 USD per h}\n", "YML313"),
        ("rates: {remote: 120.00 USD per hr}\ncurrency: USD\nblock: [x]\nallowance: [y]\n", "YML332 YML202 YML202"),
        (
            "fees: {per user: {price: free, counted: by day}}\nallowance: {hours: none, unused: expires}\n",
            "YML330 YML337",
        ),
        ("rates: [x]\nallowance: {hours: 1 h a month, for: [project], unused: expires}\n", "YML202"),
        (
            "services: {included: [x], otherwise: excluded}\nretainer: {floor: 0.00 USD, for: repair}\ncurrency: USD\n",
            "YML202",
        ),
        ("causes: [x]\nservices: {included: {repair: {caused by: virus}}, otherwise: excluded}\n", "YML202"),
        ("emergency: {definitions: [x], cover: included}\n", "YML202"),
        ("emergency: {definitions: {idle: {people unable to work: 5}}}\n", "YML340"),
        ("outside draws: some\nallowance: {hours: 1 h a month}\nrates: {outside: {of: always, times: 2}}\n", "YML301"),
        (
            "rates: {outside: {of: [x], times: 2}, scheduled: {agreed before: 1 working day}}\nworking day: 9 h\n",
            "YML202",
        ),
        ("rates: {bands: {night: {during: always, times: double}}}\n", "YML334"),
        ("fees: [x]\ncurrency: USD\ncredits: {systems: {all: {combined: yes, below: {99%: 5%}, of: a}}}\n", "YML202"),
        ("credits: {systems: {mail: [x]}}\nsystems: {mail: E-mail}\n", "YML202"),
        ("services: {included: {repair: 3}, excluded: {repair: remote}, otherwise: excluded}\n", "YML317"),
    ],
)
def test_what_follows_from_a_mistake_about_money_is_not_told(text: str, code: str, tmp_path: Path) -> None:
    _, problems = read_agreement(written(tmp_path, agreement=HEAD + text))

    told = [each.code for each in problems if each.is_error]
    assert told == code.split()


def test_a_price_that_cannot_be_read_is_no_price_in_another_currency(tmp_path: Path) -> None:
    text = "currency: USD\nfees: {platform: 300, per user: 85.00 EUR a month}\n"

    assert [code for code, _, _ in codes(tmp_path, HEAD + text)] == ["YML331", "YML426"]


def test_a_rider_may_leave_the_price_to_the_agreement(tmp_path: Path) -> None:
    _, problems = read_agreement(
        written(
            tmp_path,
            agreement=HEAD + "currency: USD\nfees: {platform: 300.00 USD a month}\n",
            riders__busy="rider: busy\nin force from: 2026-07-01\nfees: {platform: {part months: free}}\n",
            riders__lost="rider: lost\nfees: {support: {part months: free}}\n",
        )
    )

    assert [(each.code, Path(each.file).name, each.line) for each in problems] == [
        ("YML203", "lost.yaml", 1),
        ("YML203", "lost.yaml", 2),
    ]


def test_a_type_of_work_with_a_name_of_its_own_is_no_slip_of_the_pen(tmp_path: Path) -> None:
    names = "emergency work, minimal care, scheduled visits, a very long name of a type of work"
    rates = ", ".join(f"{name}: 120.00 USD per h" for name in names.split(", "))

    assert codes(tmp_path, HEAD + f"currency: USD\nrates: {{{rates}}}\n") == []


def test_holidays_are_looked_up_in_the_year_that_was_meant(tmp_path: Path) -> None:
    text = HEAD.replace("2026-01-12", "2019-13-12") + "holidays: {all: {public: US, without: [Juneteenth]}}\n"

    assert [code for code, _, _ in codes(tmp_path, text)] == ["YML306", "YML320"]


def test_a_day_that_many_keys_name_is_told_for_each_key(tmp_path: Path) -> None:
    keys = ", ".join(f"{day}: 08:00-17:00" for day in ("weekdays", "mon", "tue", "fri", "every day"))

    assert [code for code, _, _ in codes(tmp_path, HEAD + f"calendars: {{support: {{hours: {{{keys}}}}}}}\n")] == [
        "YML311"
    ] * 4


def test_a_paper_with_ever_new_mistakes_is_left_at_some_point(tmp_path: Path) -> None:
    days = ("mon", "tue", "wed", "thu", "fri", "mon-tue", "mon-wed", "mon-thu", "mon-fri", "tue-wed")
    keys = ", ".join(f"{day}: 08:00-17:00" for day in ("weekdays", *days))
    text = HEAD + f"calendars: {{support: {{hours: {{{keys}}}}}}}\n" + TABLE.replace("support", "suport")

    assert {code for code, _, _ in codes(tmp_path, text)} == {"YML311"}


def test_the_day_before_a_holiday_has_hours_once(tmp_path: Path) -> None:
    text = HEAD + (
        "holidays: {own: {2026-03-02: Founders' day}}\n"
        "calendars: {support: {hours: {day before own: 08:00-12:00, the day before own: closed}}}\n"
    )
    _, problems = read_agreement(written(tmp_path, agreement=text))

    assert [(each.code, each.message) for each in problems] == [
        ("YML311", "«the day before own» gives hours to the same days, and so does «day before own».")
    ]
