"""`asagreed report`: a customer's month or quarter, the portfolio, and figures that may be published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from asagreed.documents.typesetting import Look

Data = dict[str, Any]
_CUSTOMER = "customer"


class _CustomerUnlessNamed(TyperGroup):
    """Take what is no kind of report for the agreement of the customer to report to."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.commands:
            args = [_CUSTOMER, *args]
        return super().resolve_command(ctx, args)


report_app = typer.Typer(
    cls=_CustomerUnlessNamed,
    no_args_is_help=True,
    help="Report what was promised and kept: «asagreed report AGREEMENT», to one customer; «portfolio», over all; "
    "«proof», what may be published.",
)
Month = Annotated[str | None, typer.Option(help="The month, such as 2026-05.")]
Quarter = Annotated[str | None, typer.Option(help="The quarter, such as 2026-Q2.")]
AsOf = Annotated[str | None, typer.Option(help="As known at this moment; else now.")]
Pdf = Annotated[Path | None, typer.Option(help="Write it as archival, tagged PDF.")]
Html = Annotated[Path | None, typer.Option(help="Write it as one page that opens without a network.")]
Csv = Annotated[Path | None, typer.Option(help="Write every figure and cell as CSV.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the data, with the reasons of every figure.")]
Language = Annotated[str, typer.Option(help="The language: en or de.")]
Colour = Annotated[str, typer.Option(help="The colour of your company, such as #1f4e79.")]
Logo = Annotated[Path | None, typer.Option(help="Its logo, as SVG or PNG.")]


@report_app.command(_CUSTOMER)
def customer(
    agreement: Annotated[Path, typer.Argument(help="The customer's folder, or one agreement file.")],
    tickets: Annotated[Path | None, typer.Option(help="The export: CSV, JSON lines, Parquet or Excel.")] = None,
    mapping: Annotated[
        Path | None, typer.Option("--map", help="A mapping file; without it columns are guessed.")
    ] = None,
    books: Annotated[
        Path | None, typer.Option("--books", "--work", help="The books (YAML), or a table of work.")
    ] = None,
    outages: Annotated[Path | None, typer.Option(help="Outages or checks, as for «asagreed uptime».")] = None,
    upkeep: Annotated[Path | None, typer.Option(help="What became of recurring work (CSV).")] = None,
    month: Month = None,
    quarter: Quarter = None,
    as_of: AsOf = None,
    before: Annotated[
        Path | None, typer.Option(help="The data (JSON) of the report as it was issued: say what became different.")
    ] = None,
    pdf: Pdf = None,
    html: Html = None,
    csv: Csv = None,
    as_json: AsJson = False,
    language: Language = "en",
    colour: Colour = "#1f4e79",
    logo: Logo = None,
) -> None:
    """Report to a customer: what was promised, what was kept, every miss with its cause, and how it was counted."""
    from asagreed.cli.document import look_of
    from asagreed.cli.moments import moment, this_moment
    from asagreed.cli.report_reading import Sources, period_of, read_facts
    from asagreed.documents.report import customer_report

    look = look_of(colour, logo)
    period, now = period_of(month, quarter), this_moment()
    sources = Sources(
        agreement=agreement, tickets=tickets, mapping=mapping, books=books, outages=outages, upkeep=upkeep
    )
    facts = read_facts(sources, period=period, as_of=now)
    known_at = now if as_of is None else moment(as_of, zone=facts.history.zone, option="--as-of")
    data = customer_report(facts, period=period, as_of=known_at, language=language)
    if before is not None:
        data = _with_restatement(before, data)
    _write(data, pdf=pdf, html=html, csv=csv, look=look)
    _print(data, as_json=as_json)


def _with_restatement(before: Path, data: Data) -> Data:
    """Return a report that says at first what became different from an issued one."""
    import json

    from asagreed.documents.report import restated

    try:
        issued = json.loads(before.read_text(encoding="utf-8"))
        told = restated(issued, data)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise typer.BadParameter(
            f"«{before}» is not the data of a report. Give what «asagreed report … --json» printed.",
            param_hint="--before",
        ) from None
    section = told.pop("section")
    return {**data, "restates": told, "sections": [section, *data["sections"]]}


def _write(data: Data, *, pdf: Path | None, html: Path | None, csv: Path | None, look: Look) -> None:
    from asagreed.documents.report import report_csv, report_page, report_pdf

    if pdf is not None:
        pdf.write_bytes(report_pdf(data, look=look))
    if html is not None:
        html.write_text(report_page(data), encoding="utf-8")
    if csv is not None:
        csv.write_text(report_csv(data), encoding="utf-8", newline="")


def _print(data: Data, *, as_json: bool) -> None:
    if as_json:
        import json

        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    from asagreed.cli.report_tables import print_report

    print_report(data)


Customers = Annotated[Path, typer.Argument(help="The folder that holds the folders of the customers.")]
TicketsIn = Annotated[Path | None, typer.Option(help="The folder of exports, each with the name of a customer.")]
BooksIn = Annotated[Path | None, typer.Option("--books", "--work", help="The folder of books or tables of work.")]
OutagesIn = Annotated[Path | None, typer.Option(help="The folder of outages, each with the name of a customer.")]
Zone = Annotated[str, typer.Option(help="The zone of the provider, such as Europe/Berlin.")]


@report_app.command("portfolio")
def portfolio(
    customers: Customers,
    tickets: TicketsIn = None,
    books: BooksIn = None,
    outages: OutagesIn = None,
    month: Month = None,
    quarter: Quarter = None,
    plan: Annotated[list[str] | None, typer.Option(help="Only customers on this plan.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="Only this customer, by name or agreement.")] = None,
    cost_per_hour: Annotated[
        str | None, typer.Option(help="What an hour of work costs you, such as «55.00 USD».")
    ] = None,
    provider: Annotated[str, typer.Option(help="Your name; else that of the agreements.")] = "",
    zone: Zone = "UTC",
    as_of: AsOf = None,
    pdf: Pdf = None,
    html: Html = None,
    csv: Csv = None,
    as_json: AsJson = False,
    language: Language = "en",
    colour: Colour = "#1f4e79",
    logo: Logo = None,
) -> None:
    """Show all customers: what was kept for each, where it hurts, who carries it, and which agreements do not pay."""
    from asagreed.cli.document import look_of
    from asagreed.cli.moments import moment, this_moment
    from asagreed.cli.report_reading import customers_in, money_of, period_of, read_facts
    from asagreed.documents.report import portfolio_report

    look, now = look_of(colour, logo), this_moment()
    period = period_of(month, quarter)
    known_at = now if as_of is None else moment(as_of, zone=zone, option="--as-of")
    found = customers_in(customers, tickets=tickets, books=books, outages=outages)
    data = portfolio_report(
        (read_facts(each, period=period, as_of=now) for each in found),
        period=period,
        as_of=known_at,
        provider=provider,
        zone=zone,
        plans=plan or (),
        customers=only or (),
        cost_per_hour=None if cost_per_hour is None else money_of(cost_per_hour),
        language=language,
    )
    _write(data, pdf=pdf, html=html, csv=csv, look=look)
    _print(data, as_json=as_json)


@report_app.command("proof")
def proof(
    customers: Customers,
    provider: Annotated[str, typer.Option(help="Your name, as it is published.")],
    tickets: TicketsIn = None,
    month: Month = None,
    quarter: Quarter = None,
    published: Annotated[
        list[Path] | None, typer.Option(help="The data (JSON) of pages that were published before.")
    ] = None,
    zone: Zone = "UTC",
    as_of: AsOf = None,
    pdf: Pdf = None,
    html: Html = None,
    csv: Csv = None,
    as_json: AsJson = False,
    language: Language = "en",
    colour: Colour = "#1f4e79",
    logo: Logo = None,
) -> None:
    """Make a page that may be published: shares with sample and interval, at least five customers behind any figure."""
    from asagreed.cli.document import look_of
    from asagreed.cli.moments import moment, this_moment
    from asagreed.cli.report_reading import customers_in, pages_of, period_of, read_facts
    from asagreed.documents.report import proof_page

    look, now = look_of(colour, logo), this_moment()
    period = period_of(month, quarter)
    known_at = now if as_of is None else moment(as_of, zone=zone, option="--as-of")
    found = customers_in(customers, tickets=tickets)
    data = proof_page(
        (read_facts(each, period=period, as_of=now) for each in found),
        period=period,
        as_of=known_at,
        provider=provider,
        zone=zone,
        published=pages_of(published or ()),
        language=language,
    )
    _write(data, pdf=pdf, html=html, csv=csv, look=look)
    _print(data, as_json=as_json)
