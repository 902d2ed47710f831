"""What a restatement says: each figure that became another one, with both values, and what it means for credits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from asagreed.documents.report.cells import Data, cell, column, row, section, table
from asagreed.documents.report.wording import NOTHING, Wording, wording
from asagreed.errors import NotTheSameReport
from asagreed.money import Money, no_money

COUNTING = "how we count"
"""The section that says how figures come about: of what was read only the inputs are compared, by their hashes."""
_SAME = ("form", "agreement", "language", "period")


def restated(before: Data, after: Data) -> Data:
    """Return what changed between an issued report and the same period as of later; `section` says it for people.

    Raises NotTheSameReport where the two are not of one customer, period and language.
    """
    for key in _SAME:
        names = [data[key]["name"] if key == "period" else data[key] for data in (before, after)]
        if names[0] != names[1]:
            raise NotTheSameReport(what=key, first=names[0], second=names[1])
    words = wording(after["language"], after["zone"])
    changes = list(_changes(before, after, words))
    inputs = _changed_inputs(before, after)
    credit = _credit(before, after)
    return {
        "period": after["period"]["name"],
        "before": {"as_of": before["as_of"], "hash": before["hash"]},
        "after": {"as_of": after["as_of"], "hash": after["hash"]},
        "is_changed": bool(changes),
        "changes": changes,
        "inputs": inputs,
        "credit": credit,
        "section": _section(before, changes, inputs, credit, words),
    }


def _changes(before: Data, after: Data, words: Wording) -> Iterator[Data]:
    old, new = dict(_said(before, words)), dict(_said(after, words))
    names = {place: name for place, (name, _) in (*old.items(), *new.items())}
    for place in dict.fromkeys((*new, *old)):
        was, now = (each.get(place, ("", NOTHING))[1] for each in (old, new))
        if was != now:
            yield {"id": place, "what": names[place], "before": was, "after": now}


def _said(data: Data, words: Wording) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield what a report shows, by the place that stays the same, with the words for people."""
    yield "verdict", (words.say("verdict"), data["verdict"]["shown"])
    for each in data["figures"]:
        yield f"figure {each['id']}", (each["name"], each["shown"])
        yield f"figure {each['id']} verdict", (f"{each['name']}: {words.say('verdict')}", each["verdict"])
    tables = [("first", each) for each in data["first"]]
    tables += [(part["id"], each) for part in data["sections"] if part["id"] != COUNTING for each in part["tables"]]
    for name, each in tables:
        for line in each["rows"]:
            title = line["cells"][0]["shown"]
            for head, told in zip(each["columns"][1:], line["cells"][1:], strict=True):
                place = f"{name} / {each['id']} / {line['id']} / {head['id']}"
                yield place, (f"{each['caption']}: {title}, {head['head']}", told["shown"])


def _changed_inputs(before: Data, after: Data) -> list[str]:
    old, new = before["inputs"], after["inputs"]
    return [name for name in dict.fromkeys((*new, *old)) if old.get(name) != new.get(name)]


def _credit(before: Data, after: Data) -> Data | None:
    """Return what service credits came to before and come to now, and the difference; None where there are none."""
    was, now = _credits_of(before), _credits_of(after)
    known = now or was
    if known is None:
        return None
    nothing = no_money(known.currency)
    was, now = was or nothing, now or nothing
    return {"before": str(was), "after": str(now), "difference": str(now - was)}


def _credits_of(data: Data) -> Money | None:
    for each in data["first"]:
        for line in each["rows"]:
            if each["id"] == "money" and line["id"] == "credits":
                amount, currency = line["cells"][1]["value"].split(" ")
                return Money(Decimal(amount), currency)
    return None


def _section(before: Data, changes: list[Data], inputs: list[str], credit: Data | None, words: Wording) -> Data:
    columns = [
        column("what", words.say("what")),
        column("before", words.say("before")),
        column("after", words.say("now")),
    ]
    rows = (row(each["id"], cell(each["what"]), cell(each["before"]), cell(each["after"])) for each in changes)
    text = [words.say("restates", as_of=before["as_of_shown"], hash=before["hash"])]
    if inputs:
        text.append(words.say("inputs changed", names=words.spoken.listed(inputs)))
    if credit is not None:
        amounts = {name: words.spoken.value(amount) for name, amount in credit.items()}
        text.append(words.say("credit changed", **amounts))
    found = table("restatement", words.say("what changed"), columns, rows, empty=words.say("nothing changed"))
    return section("restatement", words.say("restatement"), found, text=text)
