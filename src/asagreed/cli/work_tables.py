"""Parts of work, statements, balances and quotes in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.markup import escape

from asagreed.cli.tables import new_console, new_table
from asagreed.cli.why import clause_words, print_why

Data = dict[str, Any]


def print_parts(parts: list[Data], *, zone: str, why: bool) -> None:
    """Print what holds for each part of work, and with `why` the trace of each."""
    console = new_console()
    table = new_table("", "entry", "from", "to", "verdict", "time", "what pays", "price", "why")
    for part in parts:
        table.add_row(
            escape(part["entry"]),
            _moment(part["from"]),
            _clock_of(part["to"], part["from"]),
            "deducted" if part["purse"] and part["taken"] else part["verdict"],
            part["in_words"],
            escape(_payer(part)),
            part["amount"] or "–",
            escape(_reason(part)),
        )
    console.print(table)
    console.print(f"times in {zone}")
    for part in parts if why else ():
        print_why(console, f"{part['entry']} {_moment(part['from'])}", part["figure"])


def _payer(part: Data) -> str:
    if part["purse"] and part["taken"]:
        return f"{part['purse']}: {part['taken_in_words']}"
    return str(part["outcome"])


def _reason(part: Data) -> str:
    ask = f" Ask {part['ask']}." if part["source"] == "undecided" and part["ask"] else ""
    call = f" Call {part['call']}." if part["call"] else ""
    emergency = part["emergency"]
    urgent = f" Emergency: {emergency['answer']}, {emergency['because']}." if emergency else ""
    cited = clause_words(part["clause"])
    return f"{part['because']}.{ask}{call}{urgent} [{cited}]"


def print_statement(data: Data, *, why: bool) -> None:
    """Print a statement: what is owed, what was drawn, what is left, and what is still open."""
    console = new_console()
    console.print(
        f"[bold]{escape(data['customer'] or data['agreement'])}[/bold]: {data['month']}, agreed with "
        f"{escape(data['provider'] or 'the provider')}  (agreement {data['agreement']}, "
        f"version {data['version'][:12]})\n"
    )
    _print_lines(console, data)
    _print_drawn(console, data)
    _print_open(console, data)
    print_balances(console, data["balances"])
    for notice in data["notices"]:
        at = _moment(notice["at"])
        console.print(
            f"[bold]low[/bold]: the {notice['kind']} has {notice['left']} left, below {notice['below']}, "
            f"since {at} ({escape(notice['after'])}) {escape('[' + clause_words(notice['clause']) + ']')}"
        )
    for payment in data["payments"]:
        console.print(f"paid: {payment['amount']} on {_moment(payment['at'])} for {escape(payment['for'])}")
    for line in data["lines"] if why else ():
        print_why(console, f"line {line['number']}: {line['description']}", line["figure"])
    for drawn in data["drawn"] if why else ():
        print_why(console, drawn["purse"], drawn["figure"])
    for each in data["unsettled"] if why else ():
        print_why(console, f"open: {each['what']}", each["figure"])


def _print_lines(console: Console, data: Data) -> None:
    if not data["currency"]:
        console.print("This agreement has no currency: hours are counted, nothing is charged.\n")
        return
    table = new_table("", "no", "what, and by which clause", "how much", "at", "net", "tax")
    for line in data["lines"]:
        clauses = "; ".join(clause_words(clause) for clause in line["clauses"])
        table.add_row(
            str(line["number"]),
            f"{escape(line['description'])}\n[dim]{escape(clauses)}[/dim]",
            f"{line['quantity']} {line['unit']}",
            line["unit_price"],
            line["net"],
            line["tax"],
        )
    console.print(table)
    for tax in data["taxes"]:
        is_taxed = tax["category"] == "S"
        console.print(f"tax {tax['tax']} of {tax['on']}: {tax['amount']}" if is_taxed else f"{tax['tax']}: {tax['on']}")
    console.print(f"net {data['net']}, tax {data['tax']}, [bold]total {data['gross']}[/bold]")
    if data["from_retainer"] and not data["from_retainer"].startswith("0"):
        console.print(f"of which paid from the retainer: {data['from_retainer']}")
    console.print()


def _print_drawn(console: Console, data: Data) -> None:
    for line in data["drawn"]:
        clauses = "; ".join(clause_words(clause) for clause in line["figure"]["clauses"])
        console.print(f"taken from {escape(line['purse'])}: {line['in_words']} {escape('[' + clauses + ']')}")
    if data["covered"]:
        console.print(f"covered without more: {len(data['covered'])} parts of work")
    for part in data["excluded"]:
        console.print(f"not done: {escape(part['entry'])}: {escape(part['because'])}")


def _print_open(console: Console, data: Data) -> None:
    if data["unsettled"]:
        console.print("\n[bold]To be settled[/bold] (not in the total)")
    for each in data["unsettled"]:
        ask = f" Ask {escape(each['ask'])}." if each["ask"] else ""
        console.print(f"  {escape(each['what'])}: {escape(each['because'])}.{ask}")


def print_balances(console: Console, balances: list[Data]) -> None:
    """Print what is left of every purse."""
    if not balances:
        return
    table = new_table("Balances", "of", "put in", "taken", "no longer kept", "left", "ends", "clause")
    for each in balances:
        table.add_row(
            escape(each["name"]),
            each["put_in"],
            each["taken"],
            each["lost"],
            each["left"],
            _moment(each["until"]) if each["until"] else "never",
            escape("; ".join(clause_words(clause) for clause in each["figure"]["clauses"])),
        )
    console.print(table)


def _deducted(outcome: Data) -> str:
    return "; ".join(f"{time} from {purse}" for purse, time in outcome["drawn"].items()) or "nothing"


def _to_settle(outcome: Data) -> str:
    return "; ".join(dict.fromkeys(each["because"] for each in outcome["unsettled"])) or "nothing"


QUOTE_ROWS: dict[str, Callable[[Data], str]] = {
    "begins": lambda outcome: _moment(outcome["starts"]),
    "done by": lambda outcome: _moment(outcome["ends"]),
    "covered": lambda outcome: str(outcome["covered"]),
    "deducted": _deducted,
    "billed time": lambda outcome: str(outcome["billed"]),
    "billed, net": lambda outcome: outcome["net"] or "no money",
    "to be settled": _to_settle,
}


def print_quote(data: Data, *, why: bool) -> None:
    """Print a quote: the ways of doing the work side by side."""
    console = new_console()
    console.print(f"[bold]{data['agreement']}[/bold]: asked {_moment(data['at'])}, version {data['version'][:12]}")
    for work in data["work"]:
        span = work["least"] if work["least"] == work["most"] else f"{work['least']} to {work['most']}"
        console.print(f"  {escape(work['title'])}: {span}")
    table = new_table("", "", *(choice["choice"] for choice in data["choices"]))
    for title, told in QUOTE_ROWS.items():
        table.add_row(
            title, *(escape(_range(told(choice["least"]), told(choice["most"]))) for choice in data["choices"])
        )
    console.print(table)
    _print_reasons(console, data)
    for choice in data["choices"] if why else ():
        print_why(console, f"{choice['choice']}, at most", choice["most"]["figure"])


def _print_reasons(console: Console, data: Data) -> None:
    """Print for each choice which clauses make the price; equal reasons once."""
    for choice in data["choices"]:
        console.print(f"[bold]{choice['choice']}[/bold]")
        said: dict[str, None] = {}
        for part in choice["most"]["parts"]:
            price = f", {part['amount']}" if part["amount"] and part["source"] in ("rate", "retainer", "quote") else ""
            cited = clause_words(part["clause"])
            said[f"  {part['in_words']}: {part['because']}{price} [{cited}]"] = None
        for line in said:
            console.print(escape(line))


def _range(least: str, most: str) -> str:
    return least if least == most else f"{least} to {most}"


def _moment(text: str | None) -> str:
    return text[:16].replace("T", " ") if text else "–"


def _clock_of(text: str | None, other: str | None) -> str:
    """Return a moment, only its clock time where it is on the day of another."""
    if text and other and text[:10] == other[:10]:
        return text[11:16]
    return _moment(text)
