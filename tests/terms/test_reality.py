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
MONEY = THINGS + "currency: USD\n"
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
    "an inner limit": "services: {included: {restore of data: {limit: 2 h a case, note: standard restore only}}}\n",
    "an emergency as a closed list, with facts that the caller must give": THINGS
    + (
        "emergency: {definitions: {mail down: {outage of: mail, lasting: 1 h, caller says: [since when, how many]}},"
        " anything else: is no emergency}\n"
    ),
    "a price for the day before a holiday": MONEY
    + "holidays: {own: {2026-12-25: Christmas Day}}\nrates: {bands: {eves: {on: day before own, times: 1.5}}}\n",
    "a minimum by place, by band and for the rest": MONEY
    + (
        "rates: {remote: {rate: 120.00 USD per h, minimum: 15 min}, on-site: {rate: 150.00 USD per h, minimum: 1 h},"
        " outside: {of: support, times: 1.5, minimum: 2 h}, minimum: 30 min}\n"
    ),
    "an uplift on the price, on the hours, or added": MONEY
    + (
        "rates: {outside: {of: support, times: 1.5, draws: 1.5 h},"
        " bands: {night: {during: always, plus: 40.00 USD per h}, calls: {asked as: P1, draws: 2 h}}}\n"
    ),
    "begun hours inside an uplift only, other steps remote and on-site": MONEY
    + (
        "rates: {remote: {rate: 120.00 USD per h, billed in: 5 min}, on-site: {rate: 150.00 USD per h,"
        " billed in: 30 min}, outside: {of: support, times: 1.5, billed in: 1 h}}\n"
    ),
    "travel one way or both, by distance and time, with a free radius or a decider": MONEY
    + (
        "rates: {travel: {near: {per visit: 45.00 USD, counts: one way}, far: {per km: 0.70 USD per km,"
        " per h: 60.00 USD per h, free km: 20, beyond: all kilometres, counts: round trip},"
        " abroad: {by arrangement with: account manager}}}\n"
    ),
    "a price by the urgency asked for": MONEY + "rates: {bands: {urgent: {asked as: [P1, P2], times: 1.5}}}\n",
    "work moved into the evening, and recurring maintenance, at the normal rate": MONEY
    + (
        "services: {included: {patching: remote}, otherwise: excluded}\n"
        "rates: {outside: {of: support, times: 1.5}, scheduled: {agreed before: 24 h, also: patching}}\n"
    ),
    "an end of a block by its size, from first use, or never": MONEY
    + (
        "block: {sizes: {10 h: {price: 1200.00 USD, expires: 6 months after first use},"
        " 50 h: {price: 5500.00 USD, expires: never}}, usable: when paid, notice below: 2 h}\n"
    ),
    "hours that roll over with a cap": "allowance: {hours: 10 h a month, unused: rolls over once, at most: 15 h}\n",
    "hours burned by priority": MONEY
    + (
        "allowance: {hours: 10 h a month, unused: expires}\n"
        "rates: {remote: 120.00 USD per h, bands: {urgent: {asked as: P1, draws: 2 h}}}\n"
    ),
    "monthly hours of one kind only": "allowance: {hours: 2 h a month, for: [emergency], unused: expires}\n",
    "uses that a block may not pay for": MONEY
    + (
        "rates: {remote: 120.00 USD per h, project: 140.00 USD per h}\n"
        "block: {size: 20 h, price: 2400.00 USD, usable: when paid, expires: never, notice below: 5 h,"
        " not for: [project]}\n"
    ),
    "notice in days against a monthly renewal, and a time to dispute": (
        "billing: {payment: Net 10, disputed within: 30 days}\n"
    ),
    "credits by full hour with a limit": MONEY
    + (
        "fees: {support: 900.00 USD a month}\ncredits: {systems: {mail: {per hour: {percent: 1%, beyond: 4 h,"
        " hours: full}, of: support}}, at most a month: 25%}\n"
    ),
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
    "booked time as the minimum": (
        MONEY + "rates: {remote: {rate: 120.00 USD per h, minimum: as booked}}\n",
        "YML301",
    ),
    "a day price beside an hour price": (MONEY + "rates: {on-site: 900.00 USD per day}\n", "YML332"),
    "travel on application without anybody who decides": (
        MONEY + "rates: {travel: {abroad: {per visit: on application}}}\n",
        "YML333",
    ),
    "a supplement up to a sum": (MONEY + "rates: {on-site: up to 250.00 USD per h}\n", "YML333"),
    "a price at discretion": (MONEY + "rates: {remote: at our discretion}\n", "YML333"),
    "the greater of a fixed fee and a share of usage": (
        MONEY + "fees: {platform: the greater of 500.00 USD and 2% of usage}\n",
        "YML333",
    ),
    "a discount on the whole amount at one step": (
        MONEY + "fees: {support: {price: 85.00 USD a month, above 50: 70.00 USD}}\n",
        "YML201",
    ),
    "a percentage on labour": (MONEY + "fees: {administration: 5% of labour}\n", "YML333"),
    "a roll-over above a threshold": (
        "allowance: {hours: 10 h a month, unused: rolls over above 3 h}\n",
        "YML339",
    ),
    "hours burned by role": (
        MONEY + "rates: {bands: {seniors: {by role: senior, draws: 2 h}}}\n",
        "YML201",
    ),
    "a factor that may be waived": (
        MONEY + "rates: {outside: {of: support, times: 1.5 unless waived}}\n",
        "YML334",
    ),
    "a right to change prices": (MONEY + "rates: {remote: 120.00 USD per h}\nannual increase: 5%\n", "YML201"),
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
        declarations__raid="declares: advice declined\nsigned: 2026-02-01\nadvice: two disks\nrisk: all data lost\n"
        "then: no emergency\n",
    )

    assert history.versions[0].terms.calendar("after hours").is_open_at(1_772_892_000)
    assert history.declarations[0].name == "declaration advice declined"
