"""`asagreed try`: a situation under an agreement, before anything is signed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def try_out(
    agreement: Annotated[Path, typer.Argument(help="The customer's folder, or one agreement file.")],
    at: Annotated[str, typer.Option(help="When it is reported, such as «2026-03-06 16:55».")],
    by: Annotated[str, typer.Option(help="How: portal, phone, e-mail, or another way of the agreement.")] = "",
    priority: Annotated[str, typer.Option(help="Its priority, where impact and urgency do not say it.")] = "",
    impact: Annotated[str, typer.Option(help="How many are hit, in the words of the agreement.")] = "",
    urgency: Annotated[str, typer.Option(help="How urgent it is, in the words of the agreement.")] = "",
    kind: Annotated[str, typer.Option(help="The kind of issue.")] = "",
    service: Annotated[str, typer.Option(help="The service that is asked for.")] = "",
    system: Annotated[str, typer.Option(help="The system that it is about.")] = "",
    site: Annotated[str, typer.Option(help="The site.")] = "",
    delivery: Annotated[str, typer.Option(help="remote or on-site.")] = "remote",
    people: Annotated[int | None, typer.Option(min=0, help="How many people cannot work.")] = None,
    outage: Annotated[bool, typer.Option("--outage", help="The system is down.")] = False,
    minutes: Annotated[int, typer.Option(min=1, help="How long the work on it takes, from then on.")] = 60,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Say what would hold: when which promise is due, whether it is covered, what it costs, and why."""
    from asagreed.cli.agreements import open_agreement
    from asagreed.cli.moments import moment
    from asagreed.documents.tried_data import tried_data
    from asagreed.foresight.trying import Described
    from asagreed.foresight.trying import try_out as tried_out

    history = open_agreement(agreement)
    described = Described(
        at=moment(at, zone=history.zone, option="--at"),
        channel=by,
        priority=priority,
        impact=impact,
        urgency=urgency,
        kind=kind,
        service=service,
        system=system,
        site=site,
        delivery=delivery,
        people=people,
        is_outage=outage,
        work=60 * minutes,
    )
    tried = tried_out(described, history)
    currency = tried.explained.version.terms.currency or ""
    data = tried_data(tried, zone=history.zone, currency=currency)
    if as_json:
        import json

        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    from asagreed.cli.tried_tables import print_tried

    print_tried(data)
