"""`asagreed new`: the first draft of an agreement."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer


def new(
    folder: Annotated[Path, typer.Argument(help="The customer's folder, which is made.")],
    customer: Annotated[str, typer.Option(help="The name of the customer.")],
    provider: Annotated[str, typer.Option(help="The name of your company.")],
    zone: Annotated[str, typer.Option(help="The time zone of the agreement, such as America/Chicago.")],
    plan: Annotated[str, typer.Option(help="One of the plans that are shipped: silver, gold or platinum.")] = "gold",
    currency: Annotated[str, typer.Option(help="The currency of its prices.")] = "USD",
    holidays: Annotated[str, typer.Option(help="Country or region of the public holidays, such as US-IL.")] = "US",
    begins: Annotated[str | None, typer.Option("--from", help="Its first day; else the first of next month.")] = None,
) -> None:
    """Begin an agreement from a shipped plan: a draft that can be read, checked, tried and changed."""
    from asagreed.cli.agreements import open_agreement
    from asagreed.cli.moments import this_moment
    from asagreed.starter import NewAgreement, lay_out

    draft = NewAgreement(
        customer=customer,
        provider=provider,
        plan=plan,
        zone=zone,
        currency=currency,
        holidays=holidays,
        begins=_first_day(begins, this_moment()),
    )
    for path in lay_out(draft, folder):
        print(f"Wrote {path.as_posix()}.")
    open_agreement(folder)
    print(f"Change what does not fit, then run: asagreed check {folder.as_posix()}")


def _first_day(asked: str | None, now: int) -> date:
    """Return the day that was asked for, or the first of the next month (UTC)."""
    if asked is None:
        today = datetime.fromtimestamp(now, tz=UTC).date()
        return date(today.year + today.month // 12, today.month % 12 + 1, 1)
    try:
        return date.fromisoformat(asked.strip())
    except ValueError:
        raise typer.BadParameter(f"«{asked}» is not a date. Write it as 2026-03-01.", param_hint="--from") from None
