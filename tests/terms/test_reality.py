"""What thirty published agreements say: sayable in the language, or refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.terms.agreed import HEAD, SUPPORT, history_of, terms_of, written

from asagreed.versions import read_agreement

THINGS = (
    SUPPORT
    + """reporting: {phone: {hours: always, code: keyed 1-1-2, answered within: 4 rings}, e-mail: {hours: support,
  confirmed by: a call within 2 h}}
systems: {mail: E-mail}
issue kinds: {hardware: {printer: Printer}}
priorities: {after workaround: {P1: P2}, set by: customer, may be changed by: [account manager]}
"""
)
SAYABLE = {
    "the day before a holiday has hours of its own": (
        "holidays: {own: {2026-12-25: Christmas Day}}\n"
        "calendars: {desk: {hours: {weekdays: 08:00-17:00, day before own: 08:00-12:00}}}\n"
    ),
    "a holiday closes from the evening before to the morning after": (
        "holidays: {own: {with: {2026-12-25: Christmas Day, 2026-12-26: Boxing Day},"
        " closes: {from: 21:00 the evening before, until: 08:00 the morning after}}}\n"
        "calendars: {desk: {hours: always, closed: [own]}}\n"
    ),
    "a day with a gap": "calendars: {desk: {hours: {mon: 08:00-12:00 13:00-17:00}}}\n",
    "hours that end at 01:00 belong to the day on which they begin": "calendars: {late: {hours: {fri: 17:00-01:00}}}\n",
    "a Friday-Saturday weekend": "calendars: {desk: {zone: Asia/Riyadh, hours: {sun-thu: 08:00-17:00}}}\n",
    "the zone of a site": "sites: {annex: {zone: Europe/London}}\n",
    "several lists of holidays, and hours on some of them": (
        "holidays: {state: {public: US-IL}, own: {2026-03-02: Founders' day}}\n"
        "calendars: {desk: {hours: {weekdays: 08:00-17:00, on own: 08:00-12:00}, closed: [state, own]}}\n"
        "sites: {annex: {no access: [state, own, sun]}}\n"
    ),
    "clocks of one's own with their own starts": THINGS
    + (
        "clocks: {triage: {starts: reported, stops: assigned}, workaround: {starts: reproduced, stops: [workaround,"
        " resolved]}, dispatch: {starts: escalated to the field, stops: dispatched}}\n"
        "targets: {hours: support, P1: {triage: 15 min, workaround: 4 h, dispatch: 2 h, update: 1 h}}\n"
    ),
    "a target in and out of hours, chosen when the report comes in": THINGS
    + (
        "targets: {P1: {within support: {hours: support, response: 1 h},"
        " outside support: {hours: always, response: 2 h}}, P2: {outside support: {response: none}}}\n"
    ),
    "a target through one way of reporting only": THINGS
    + "targets: {P1: {by phone: {hours: always, response: 1 h}}}\n",
    "closing after failed contacts, reopening within days": (
        "closing: {after failed contacts: 3}\nreopening: {clock: resumes, within: 10 days}\n"
    ),
    "a promise beside a mere guide": THINGS
    + "targets: {P1: {hours: support, response: 1 h, resolution: 8 h as a guide}}\n",
    "a pause of one clock and not of the other": THINGS
    + "targets: {P1: {hours: support, response: 1 h, resolution: 8 h}}\npauses: {resolution: [disaster]}\n",
    "units of all kinds": "working day: 7.5 h\n"
    + THINGS
    + "targets: {P1: {hours: support, response: 30 min, resolution: 3 working days, update: 2 elapsed days}}\n",
    "an order of precedence": "precedence: [order form, agreement, guide]\n",
    "two priorities with one target": THINGS
    + "targets: {P1: {hours: support, response: 1 h}, P2: {hours: support, response: 1 h}}\n",
    "a spoken name for a priority": "priorities: {titles: {P1: Critical}}\n",
    "an inner limit, recorded in its words": "services: {included: {restore of data: standard restore only}}\n",
    "an emergency as a closed list": "emergency: {definitions: {mail down: {outage of: mail, lasting: 1 h}}}\n",
}
REFUSED = {
    "an abbreviation for a local clock": ("sites: {annex: {zone: CET}}\n", "YML312"),
    "a working day of unknown length": (
        THINGS + "targets: {P1: {hours: support, resolution: 2 working days}}\n",
        "YML410",
    ),
    "as soon as possible": (THINGS + "targets: {P1: {hours: support, response: ASAP}}\n", "YML302"),
    "to be decided": (THINGS + "targets: {P1: {hours: support, response: TBD}}\n", "YML302"),
    "dependent": (THINGS + "targets: {P1: {hours: support, response: dependant}}\n", "YML302"),
    "days of neither kind": (THINGS + "targets: {P1: {hours: support, response: 1 day}}\n", "YML303"),
    "bands that overlap": ("calendars: {a: {hours: {mon-fri: 08:00-17:00, fri: 17:00-20:00}}}\n", "YML311"),
    "two targets that contradict": (
        THINGS + "targets: {hours: support, by phone: {response: 1 h}, on mail: {response: 2 h}}\n",
        "TGT307",
    ),
}


@pytest.mark.parametrize("text", SAYABLE.values(), ids=SAYABLE)
def test_an_agreement_can_say(text: str, tmp_path: Path) -> None:
    assert terms_of(tmp_path, text).agreement == "harbour-dental"


@pytest.mark.parametrize(("text", "code"), REFUSED.values(), ids=REFUSED)
def test_an_agreement_is_told_that_it_cannot_say(text: str, code: str, tmp_path: Path) -> None:
    _, problems = read_agreement(written(tmp_path, agreement=HEAD + text))

    assert [each.code for each in problems] == [code]


def test_a_rider_covers_one_priority_outside_hours_and_hands_back_to_the_plan(tmp_path: Path) -> None:
    history = history_of(
        tmp_path,
        agreement=HEAD + THINGS + "targets: {hours: support, P1: {response: 1 h}, P2: {response: 2 h}}\n",
        riders__nights="rider: nights\nin force from: 2026-03-01\nuntil: 2026-06-01\n"
        "targets: {P1: {outside support: {response: {within: 30 min, hours: always}}}}\n",
    )
    nights = history.versions[1].terms
    saturday = 1_772_892_000
    urgent, other = (nights.situation(reported_at=saturday, priority=name) for name in ("P1", "P2"))

    assert [nights.select_target(clock="response", situation=each).winner for each in (urgent, other)] == [
        nights.targets[1],
        nights.targets[2],
    ]
    assert [target.within for target in nights.targets] == [3_600, 1_800, 7_200]
    assert [len(version.terms.targets) for version in history.versions] == [2, 3, 2]


def test_a_combination_may_start_from_always_and_a_declaration_may_be_about_advice(tmp_path: Path) -> None:
    history = history_of(
        tmp_path,
        agreement=HEAD + SUPPORT.replace("{support:", "{after hours: {any of: [always], except: [support]}, support:"),
        declarations__raid="declares: advice declined\nsigned: 2026-02-01\nadvice: two disks\nrisk: all data lost\n",
    )

    assert history.versions[0].terms.calendar("after hours").is_open_at(1_772_892_000)
    assert history.declarations[0].name == "declaration advice declined"
