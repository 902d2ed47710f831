"""Every error of the library: each says where, what, why it cannot be, and what to do."""

from __future__ import annotations


class AsagreedError(Exception):
    """Base of every error that the library raises on purpose; its text is fit to be shown."""

    @property
    def summary(self) -> str:
        """The text without what differs from ticket to ticket, so that equal reasons can be counted."""
        return str(self)


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
