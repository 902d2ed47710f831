"""Every error of the library: each says where, what, why it cannot be, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed.errors.base import AsagreedError as AsagreedError
from asagreed.errors.ledger import EntryIdUsed as EntryIdUsed
from asagreed.errors.ledger import EntryIncomplete as EntryIncomplete
from asagreed.errors.ledger import EntryUnbalanced as EntryUnbalanced
from asagreed.errors.ledger import LedgerDamaged as LedgerDamaged
from asagreed.errors.ledger import RecordedOutOfOrder as RecordedOutOfOrder
from asagreed.errors.ledger import ReversalRefused as ReversalRefused
from asagreed.errors.ledger import UnfitInputs as UnfitInputs
from asagreed.errors.ledger import UnfitPosting as UnfitPosting
from asagreed.errors.ledger import UnknownAccount as UnknownAccount
from asagreed.errors.ledger import UnknownEntry as UnknownEntry


class NoWorkingTime(AsagreedError):
    """A calendar never opens (again), so a deadline on it does not exist."""

    def __init__(self, *, calendar: str, after: str) -> None:
        super().__init__(
            f"Calendar «{calendar}» has no working time left after {after}: its weekly hours are empty, or closed "
            "for good. Give it weekly hours, or use another calendar for this target."
        )
        self.calendar, self.after = calendar, after


class OutOfRange(AsagreedError):
    """A moment lies outside the years that can be computed."""

    def __init__(self, *, moment: str) -> None:
        super().__init__(
            f"{moment} lies outside the years 1900 to 2999 that calendars are computed for. "
            "Correct the date; a year such as 0001 or 9999 in an export usually means «not set»."
        )
        self.moment = moment


class InvalidHours(AsagreedError):
    """Opening hours that cannot be: an impossible clock time or an empty shift."""

    def __init__(self, *, given: str, why: str) -> None:
        super().__init__(f"The hours «{given}» cannot be: {why}. Write shifts as «08:00-12:00 13:00-17:00».")
        self.given, self.why = given, why


class UnknownZone(AsagreedError):
    """A time zone name that the IANA data base does not have."""

    def __init__(self, *, zone: str) -> None:
        super().__init__(
            f"«{zone}» is not an IANA time zone. Write a place such as Europe/Berlin or America/Chicago; "
            "an abbreviation such as CET or EST does not say when the clocks change."
        )
        self.zone = zone


class UnknownHolidays(AsagreedError):
    """No public holidays are known for a country or region."""

    def __init__(self, *, country: str, subdivision: str | None) -> None:
        name = f"{country}-{subdivision}" if subdivision else country
        super().__init__(
            f"No public holidays are known for «{name}». Write an ISO country code, with the code of the region "
            "where its holidays differ, such as US-IL or DE-BY; or list the days yourself."
        )
        self.country, self.subdivision = country, subdivision


class NaiveMoment(AsagreedError):
    """A moment without a zone: nobody can say when it was."""

    def __init__(self, *, moment: str) -> None:
        super().__init__(
            f"The moment {moment} has no time zone, so it is not one moment but two dozen. "
            "Give it a zone, or an offset such as +02:00."
        )
        self.moment = moment


class UnreadableExport(AsagreedError):
    """A file of tickets that cannot be read at all, or not with this mapping."""

    def __init__(self, *, file: str, why: str, remedy: str) -> None:
        super().__init__(f"{file} cannot be read as tickets: {why}. {remedy}")
        self.file, self.why, self.remedy = file, why, remedy


class UnusableMapping(AsagreedError):
    """A mapping file with mistakes; each is listed with its place and its remedy."""

    def __init__(self, *, problems: tuple[str, ...]) -> None:
        super().__init__("The mapping cannot be used:\n" + "\n".join(problems))
        self.problems = problems


class NotInForce(AsagreedError):
    """No version of the agreement covers the asked moment."""

    def __init__(self, *, agreement: str, at: str, first: str, end: str | None) -> None:
        until = f" and ended on {end}" if end else ""
        super().__init__(
            f"The agreement «{agreement}» was not in force at {at}: it began on {first}{until}. "
            "Ask for a moment within its term, or add the paper that covers this one."
        )
        self.agreement, self.at, self.first, self.end = agreement, at, first, end

    @property
    def summary(self) -> str:
        """The text without the moment that was asked for."""
        until = f" and ended on {self.end}" if self.end else ""
        return f"The agreement «{self.agreement}» was not in force: it began on {self.first}{until}."


class RiderNotOffered(AsagreedError):
    """A rider was taken up that the agreement does not offer."""

    def __init__(self, *, rider: str, offered: tuple[str, ...]) -> None:
        known = ", ".join(offered) or "none"
        super().__init__(
            f"The agreement does not offer the rider «{rider}». Offered: {known}. "
            "Take up one of these, or add it to the agreement by an amendment."
        )
        self.rider, self.offered = rider, offered


class SeveralTargetsFit(AsagreedError):
    """Several clauses fit a ticket equally well, and none may be guessed."""

    def __init__(self, *, clock: str, clauses: tuple[str, ...]) -> None:
        super().__init__(
            f"Several clauses fit the {clock} clock equally: {', '.join(clauses)}. "
            "Make one of them name more (a kind, site, system, delivery or channel), or remove one."
        )
        self.clock, self.clauses = clock, clauses


class NoPriority(AsagreedError):
    """A ticket has no priority, or one that the agreement does not know."""

    def __init__(self, *, priority: str | None, known: tuple[str, ...]) -> None:
        said = "The ticket has no priority" if priority is None else f"The agreement knows no priority «{priority}»"
        super().__init__(
            f"{said}, so no target can be chosen. It knows {', '.join(known)}; "
            "map the priorities of the export to these names in the mapping file."
        )
        self.priority, self.known = priority, known


class UnknownDistance(AsagreedError):
    """A target adds travel to a site whose distance is not agreed."""

    def __init__(self, *, clause: str, site: str | None) -> None:
        what = f"the site «{site}» has no distance" if site else "the ticket names no site"
        super().__init__(
            f"{clause} adds travel, but {what}. Give the site a distance that the travel table knows, "
            "or the ticket its site."
        )
        self.clause, self.site = clause, site


class UnknownTicket(AsagreedError):
    """An export has no ticket with the asked id."""

    def __init__(self, *, ticket: str, file: str) -> None:
        super().__init__(
            f"{file} has no ticket «{ticket}». Ids are compared letter by letter; "
            f"«asagreed tickets preview {file}» shows some of them."
        )
        self.ticket, self.file = ticket, file


class NeverLogged(AsagreedError):
    """A ticket has events, but none that says when it was logged."""

    def __init__(self, *, ticket: str) -> None:
        super().__init__(
            f"The ticket{f' «{ticket}»' if ticket else ''} has no event «created», so its clocks have no start. "
            "Export the whole story of the ticket, or map the column that says when it was created."
        )
        self.ticket = ticket


class CurrenciesDiffer(AsagreedError):
    """Two amounts of money in different currencies cannot be added or compared."""

    def __init__(self, *, first: str, second: str) -> None:
        super().__init__(
            f"{first} and {second} cannot be added: nobody agreed at what rate they are exchanged. "
            "Write all prices of an agreement in its own currency."
        )
        self.first, self.second = first, second


class EInvoicingNotInstalled(AsagreedError):
    """An electronic invoice needs packages that are not installed, or not in the version that was tried."""

    def __init__(self, *, needed: str, found: str) -> None:
        super().__init__(
            f"Electronic invoices need {needed}, and {found}. Install them with pip install asagreed[e-invoice]."
        )
        self.needed, self.found = needed, found


class InvoiceIncomplete(AsagreedError):
    """An invoice lacks what EN 16931 demands of an electronic one; everything is listed at once."""

    def __init__(self, *, invoice: str, missing: tuple[str, ...]) -> None:
        listed = "\n".join(f"– {each}" for each in missing)
        super().__init__(f"Invoice «{invoice}» cannot be an electronic invoice by EN 16931 yet:\n{listed}")
        self.invoice, self.missing = invoice, missing


@dataclass(frozen=True, slots=True)
class FailedRule:
    """A rule that an electronic invoice breaks: its id, such as BR-CO-15, what it says, and where in the document."""

    id: str
    text: str
    location: str

    def __str__(self) -> str:
        return f"{self.id}: {self.text} (at {self.location})"


class InvoiceNotValid(AsagreedError):
    """An electronic invoice breaks rules of its schema or of EN 16931; each is listed with its place."""

    def __init__(self, *, rules: tuple[FailedRule, ...]) -> None:
        listed = "\n".join(f"– {each}" for each in rules)
        super().__init__(
            f"The electronic invoice is not valid and must not be sent:\n{listed}\n"
            "Correct what the rules name, and write the electronic invoice anew."
        )
        self.rules = rules


class CouldNotValidate(AsagreedError):
    """Nobody knows whether an electronic invoice is valid, because the validator did not do its work."""

    def __init__(self, *, why: str, remedy: str) -> None:
        super().__init__(f"The electronic invoice could not be validated, so it must not be sent: {why}. {remedy}")
        self.why, self.remedy = why, remedy


class UnreadableInvoice(AsagreedError):
    """A stored invoice is damaged, or not an invoice at all."""

    def __init__(self, *, where: str, why: str) -> None:
        super().__init__(
            f"The stored invoice cannot be read: {where}: {why}. Take the text from a copy as it was issued; "
            "nothing of an invoice is guessed."
        )
        self.where, self.why = where, why


class UnreadableWork(AsagreedError):
    """A file of work entries that cannot be read at all."""

    def __init__(self, *, file: str, why: str, remedy: str) -> None:
        super().__init__(f"{file} cannot be read as entries of work: {why}. {remedy}")
        self.file, self.why, self.remedy = file, why, remedy


class UnreadableUptime(AsagreedError):
    """A file of outages or checks that cannot be read at all."""

    def __init__(self, *, file: str, why: str, remedy: str) -> None:
        super().__init__(f"{file} cannot be read as outages or checks: {why}. {remedy}")
        self.file, self.why, self.remedy = file, why, remedy


class NothingToInvoice(AsagreedError):
    """An agreement without a currency has hours and no money, so there is nothing that an invoice could say."""

    def __init__(self, *, agreement: str) -> None:
        super().__init__(
            f"The agreement «{agreement}» names no currency, so its statement has hours and no money. "
            "Print the statement instead, or add currency: and prices to the agreement."
        )
        self.agreement = agreement


class NoSupportHours(AsagreedError):
    """Nothing in the agreement tells when the desk opens, so «tonight» and «from the next opening» mean nothing."""

    def __init__(self, *, agreement: str) -> None:
        super().__init__(
            f"The agreement «{agreement}» names no support hours: neither rates.outside.of, nor services.hours, nor a "
            "calendar «support». Add one of them, then ask for the quote again."
        )
        self.agreement = agreement


class AlreadyIssued(AsagreedError):
    """An invoice of this number or for this month was issued before, and what was issued is never changed."""

    def __init__(self, *, number: str, month: str) -> None:
        super().__init__(
            f"The invoice {number} for {month} was issued before, and an issued invoice is never changed. "
            "What was found out later stands on the next statement; what was wrong is taken back by a credit note."
        )
        self.number, self.month = number, month


class UnknownWork(AsagreedError):
    """The books have no work entry with the asked id."""

    def __init__(self, *, entry: str, known: tuple[str, ...]) -> None:
        some = ", ".join(known[:8]) + (", …" if len(known) > 8 else "")
        super().__init__(f"There is no work entry «{entry}». On record are: {some or 'none'}.")
        self.entry, self.known = entry, known


class UnreadableWorkOrder(AsagreedError):
    """A piece of planned work was written on the command line in a way that cannot be read."""

    def __init__(self, *, given: str, why: str) -> None:
        super().__init__(
            f"The work «{given}» cannot be read: {why}. Write, for instance, "
            "«restore of data, remote, on files, 3-5 h» or «hardware repair, on-site, at clinic, by engineer, 1-2 h»."
        )
        self.given, self.why = given, why


class BooksOfAnother(AsagreedError):
    """Books that belong to another agreement."""

    def __init__(self, *, books: str, agreement: str) -> None:
        super().__init__(
            f"These are the books of «{books}», and the agreement is «{agreement}». "
            "Give the books of this agreement, or correct the first line of the file."
        )
        self.books, self.agreement = books, agreement


class AgreementHasErrors(AsagreedError):
    """Papers or books with mistakes were given to work in bulk, which cannot ask about them."""

    def __init__(self, *, file: str, first: str) -> None:
        super().__init__(
            f"{file} has mistakes, so its work cannot be settled; the first is in {first} "
            "Mend them: «asagreed show» lists the mistakes of papers, «asagreed statement» those of books."
        )
        self.file, self.first = file, first


class EarlierMonthOpen(AsagreedError):
    """A month was to be issued while an earlier one has work that no invoice holds."""

    def __init__(self, *, month: str, earlier: str) -> None:
        super().__init__(
            f"{month} cannot be issued yet: {earlier} has work that was not invoiced, and what it draws decides what "
            f"is left for {month}. Issue {earlier} first; if it was invoiced elsewhere, begin the books after it."
        )
        self.month, self.earlier = month, earlier


class HouseRuleRefused(AsagreedError):
    """A file with a rule of one's own cannot be used as a check."""

    def __init__(self, *, file: str, why: str) -> None:
        super().__init__(
            f"{file} is no rule: {why}. "
            "Copy one of asagreed/checks/rules, give it a code of your own such as NWI101, and change what it finds."
        )
        self.file, self.why = file, why


class NotStarted(AsagreedError):
    """A draft of an agreement was asked for that cannot be written."""

    def __init__(self, *, why: str) -> None:
        super().__init__(f"No agreement was begun: {why}. Name another plan, or another folder.")
        self.why = why


class UnknownInSituation(AsagreedError):
    """A situation that was to be tried names something that the agreement does not have."""

    def __init__(self, *, what: str, name: str, known: tuple[str, ...]) -> None:
        at_hand = f"Known are: {', '.join(known)}." if known else "The agreement has none."
        super().__init__(f"«{name}» is not a {what} of the agreement. {at_hand}")
        self.what, self.name, self.known = what, name, known


class UnknownLanguage(AsagreedError):
    """A document was asked for in a language that there is none of."""

    def __init__(self, *, code: str, known: tuple[str, ...]) -> None:
        super().__init__(f"There are no documents in «{code}». Known are: {', '.join(known)}.")
        self.code, self.known = code, known


class NotAPeriod(AsagreedError):
    """A report was asked for of a stretch of time that is no month, quarter or year."""

    def __init__(self, *, text: str) -> None:
        super().__init__(
            f"«{text}» is no period of a report. Write a month as 2026-05, a quarter as 2026-Q2, a year as 2026."
        )
        self.text = text


class NotTheSameReport(AsagreedError):
    """Two reports were to be compared that are not of one customer, period and language."""

    def __init__(self, *, what: str, first: str, second: str) -> None:
        super().__init__(
            f"These are not two editions of one report: the {what} of one is «{first}», of the other «{second}». "
            "Compare a report with the same period of the same customer, in the same language."
        )
        self.what, self.first, self.second = what, first, second


class PublishedAlready(AsagreedError):
    """Figures were to be published of months of which others were published before."""

    def __init__(self, *, period: str, earlier: str) -> None:
        super().__init__(
            f"Nothing is published of {period}: a page of {earlier} was published already, and figures of months that "
            "both are about could be subtracted from each other. Publish a period that lies beside it."
        )
        self.period, self.earlier = period, earlier
