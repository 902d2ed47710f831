"""Hours used and left, and money beyond the plan."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.billing.statements.statement import StatementLine
from asagreed.documents.report.cells import Data, cell, column, row, section, table
from asagreed.documents.report.wording import Wording
from asagreed.foresight.months import month_name
from asagreed.proof.usage import BEYOND, CREDITS, FEES, Usage


def hours_table(usage: Usage, words: Wording) -> Data:
    """Return what was taken from each purse and what is left of it."""
    columns = [
        column("purse", words.say("purse")),
        column("granted", words.say("granted"), "number"),
        column("used", words.say("used"), "number"),
        column("left", words.say("left"), "number"),
    ]
    rows = (
        row(
            purse.name,
            cell(_named(purse.name, purse.kind, words)),
            cell(words.amount(purse.granted), purse.granted, unit=_unit(purse.granted)),
            cell(words.amount(purse.used), purse.used, unit=_unit(purse.used)),
            cell(words.amount(purse.left), purse.left, unit=_unit(purse.left), why=purse.figure),
        )
        for purse in usage.purses
    )
    return table("hours", words.say("hours"), columns, rows, empty=words.say("no hours granted"))


def _unit(value: object) -> str:
    return "s" if isinstance(value, int) else ""


def _named(name: str, kind: str, words: Wording) -> str:
    """Return what a purse is called: included hours of May 2026, block 2."""
    _, _, rest = name.partition(f"{kind} ")
    if kind == "allowance" and len(rest) == len("2026-05"):
        return words.say("allowance of", month=words.month(12 * int(rest[:4]) + int(rest[5:]) - 1))
    return words.say(f"purse {kind}", name=rest).strip()


def money_table(usage: Usage, words: Wording) -> Data:
    """Return what the plan cost and what came on top of it, without tax."""
    columns = [column("kind", words.say("money")), column("net", words.say("net"), "number")]
    kinds = [("fees", FEES), *((item, (item,)) for item in BEYOND), ("beyond", BEYOND), ("credits", CREDITS)]
    rows = []
    for name, items in kinds:
        if usage.lines(items) or name in ("fees", "beyond"):
            money = usage.sum_of(items)
            rows.append(
                row(name, cell(words.say(f"money {name}")), cell(words.money(money), money, why=usage.why(items)))
            )
    return table("money", words.say("money of the period"), columns, rows)


def section_of(usage: Usage, words: Wording) -> Data | None:
    """Return every charge beyond the plan, where there is money in the agreement."""
    lines = list(_lines(usage.lines((*BEYOND, *CREDITS)), words))
    unsettled = [each for statement in usage.statements for each in statement.unsettled]
    if not usage.currency or not (lines or unsettled):
        return None
    columns = [
        column("month", words.say("month")),
        column("what", words.say("what")),
        column("net", words.say("net"), "number"),
    ]
    found = table("charges", words.say("charges"), columns, lines, empty=words.say("no charges"))
    after = [words.say("to settle", what=each.what, because=each.because) for each in unsettled]
    return section("money", words.say("beyond the plan"), found, text=[words.say("money read")], after=after)


def _lines(lines: tuple[StatementLine, ...], words: Wording) -> Iterator[Data]:
    for number, line in enumerate(lines, start=1):
        charge = line.charge
        month = 12 * charge.first_on.year + charge.first_on.month - 1
        yield row(
            f"{number} {charge.item}",
            cell(words.month(month), month_name(month)),
            cell(charge.description),
            cell(words.money(line.net), line.net, why=line.figure),
        )
