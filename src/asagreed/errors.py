"""Every error of the library: each says where, what, why it cannot be, and what to do."""

from __future__ import annotations


class AsagreedError(Exception):
    """Base of every error that the library raises on purpose; its text is fit to be shown."""


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
