"""What every page needs to know of the person who looks at it, and what the pages about people print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _

from asagreed_web.kit import clock
from asagreed_web.kit.frame import Entry, Frame, Theme
from asagreed_web.people import rules
from asagreed_web.people.models import ApiToken, Person, Role

RULES = {name: rule for name, rule in vars(rules).items() if name.startswith("may_")}
THEMES: Mapping[str, Theme] = {"auto": "auto", "light": "light", "dark": "dark"}

ROLE_WORDS: Mapping[str, Promise] = {
    Role.OWNER: _("Owner"),
    Role.DISPATCHER: _("Dispatcher"),
    Role.TECHNICIAN: _("Technician"),
    Role.BOOKKEEPER: _("Bookkeeper"),
    Role.APPROVER: _("Approver"),
    Role.VIEWER: _("Viewer"),
}
"""What a role is called on a page."""

ROLE_MEANS: Mapping[str, Promise] = {
    Role.OWNER: _("does everything, and decides who has access"),
    Role.DISPATCHER: _("works on tickets, assigns them and arranges the desk"),
    Role.TECHNICIAN: _("works on tickets and records time"),
    Role.BOOKKEEPER: _("reads tickets and keeps the books"),
    Role.APPROVER: _("reports, follows and answers, and accepts or declines quotes"),
    Role.VIEWER: _("reports, follows and answers"),
}
"""What a role may, in words that let an owner choose rightly."""


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """Return the person, what they may do, the moment and the provider's name."""
    person = person_or_none(request)
    return {
        "person": person,
        "may": {name: bool(person and rule(person)) for name, rule in RULES.items()},
        "moment": getattr(request, "moment", None),
        "provider": settings.PROVIDER,
        "theme": theme_of(request),
    }


def person_or_none(request: HttpRequest) -> Person | None:
    """Return who signed in, if anybody did; error pages ask before it is known."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Person) else None


def theme_of(request: HttpRequest) -> Theme:
    """Return the theme of the person, or of the browser while nobody has signed in."""
    person = person_or_none(request)
    return THEMES.get(person.theme if person else request.COOKIES.get("theme", "auto"), "auto")


def around_sign_in(request: HttpRequest) -> dict[str, Any]:
    """Return the frame of the pages of sign-in, which are Django templates."""
    return {"frame": frame_of(request)}


def account_page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Return a page that belongs to no door: its own context, and a plain frame around it."""
    around = {"frame": frame_of(request), "messages": get_messages(request)}
    return render(request, template, {**around, **(context or {})}, status=status)


def frame_of(request: HttpRequest) -> Frame:
    """Return what the layouts print around a page of anybody, whether or not they have signed in."""
    person = person_or_none(request)
    common: dict[str, Any] = {
        "provider": settings.PROVIDER,
        "now": getattr(request, "moment", None) or clock.now(),
        "language": get_language() or settings.LANGUAGE_CODE,
        "is_right_to_left": get_language_bidi(),
        "theme": theme_of(request),
        "set_theme": reverse("set_theme"),
    }
    if person is None:
        return Frame(**common, zone=settings.TIME_ZONE, sign_in=reverse("account_login"))
    return Frame(
        **common,
        zone=person.customer.zone if person.customer else settings.TIME_ZONE,
        uses_single_keys=person.uses_single_keys,
        person=person.name,
        role=str(ROLE_WORDS[person.role]),
        customer=person.customer.name if person.customer else "",
        profile=reverse("profile"),
        sign_out=reverse("account_logout"),
    )


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the list of those with access; moments are UTC seconds."""

    number: int
    name: str
    email: str
    role: str
    state: str
    """Of kit/states.py: accepted (has access), waiting (for the invitation), expired (it, or the access)."""
    state_word: str
    invited_until: int | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """The people of one customer, or of the provider."""

    name: str
    customer_id: int | None
    people: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A browser in which somebody is signed in; `began_at` in UTC seconds."""

    number: int
    browser: str
    address: str
    began_at: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key for a program; moments are UTC seconds, None where there is none."""

    number: int
    name: str
    role: str
    whose: str
    made_by: str
    made_at: int
    expires_at: int | None
    last_used_at: int | None
    state: str
    state_word: str


def organisations(people: Sequence[Person], invited: Mapping[int, int]) -> tuple[Organisation, ...]:
    """Return people under their organisation, the provider first; `people` come in that order."""
    found: dict[int | None, list[Person]] = {}
    for person in people:
        found.setdefault(person.customer_id, []).append(person)
    return tuple(
        Organisation(
            name=members[0].customer.name if members[0].customer else settings.PROVIDER,
            customer_id=customer_id,
            people=tuple(person_row(member, invited.get(member.pk)) for member in members),
        )
        for customer_id, members in found.items()
    )


def person_row(person: Person, invited_until: int | None) -> PersonRow:
    """Return a person as a row; `invited_until` in UTC seconds where an invitation is open."""
    state, word = _access(person, invited_until)
    role = str(ROLE_WORDS[person.role])
    return PersonRow(person.pk, person.name, person.email, role, state, str(word), invited_until)


def _access(person: Person, invited_until: int | None) -> tuple[str, Promise]:
    if person.is_active:
        return "accepted", _("Has access")
    if invited_until is not None:
        return "waiting", _("Invited")
    return "expired", _("Access ended") if person.access_ended_at else _("Invitation expired")


def session_rows(sessions: Sequence[UserSession], current_key: str | None) -> tuple[SessionRow, ...]:
    """Return sessions as rows."""
    return tuple(
        SessionRow(
            number=session.pk,
            browser=browser_of(session.user_agent),
            address=session.ip,
            began_at=int(session.created_at.timestamp()),
            is_current=session.session_key == current_key,
        )
        for session in sessions
    )


BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
BROWSER_WORDS = {"Edg": "Edge", "OPR": "Opera"}
SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "Mac OS X", "Linux")
SYSTEM_WORDS = {"Mac OS X": "macOS"}


def browser_of(user_agent: str) -> str:
    """Return how a browser calls itself, in two words: «Firefox, Windows»; what is unknown is cut short."""
    # The order decides: every Edge says that it is a Chrome, and every Chrome that it is a Safari.
    browser = next((name for name in BROWSERS if f"{name}/" in user_agent), "")
    system = next((name for name in SYSTEMS if name in user_agent), "")
    words = [BROWSER_WORDS.get(browser, browser), SYSTEM_WORDS.get(system, system)]
    return ", ".join(word for word in words if word) or user_agent[:40]


def key_rows(keys: Sequence[ApiToken], *, at: int) -> tuple[KeyRow, ...]:
    """Return keys for programs as rows, as of a moment."""
    return tuple(_key_row(key, at) for key in keys)


def _key_row(key: ApiToken, at: int) -> KeyRow:
    is_over = key.expires_at is not None and key.expires_at <= at
    word = _("Ended") if key.ended_at else _("Expired") if is_over else _("In use")
    return KeyRow(
        number=key.pk,
        name=key.name,
        role=str(ROLE_WORDS[key.role]),
        whose=key.customer.name if key.customer else settings.PROVIDER,
        made_by=key.made_by.name,
        made_at=key.made_at,
        expires_at=key.expires_at,
        last_used_at=key.last_used_at,
        state="expired" if key.ended_at or is_over else "accepted",
        state_word=str(word),
    )


def own_pages(current: str) -> tuple[Entry, ...]:
    """Return the tabs of somebody's own account; `current` is the name of the page that is shown."""
    pages = (
        ("profile", _("Profile"), "person"),
        ("account_change_password", _("Password"), "lock"),
        ("mfa_index", _("Passkeys and codes"), "shield-check"),
        ("usersessions_list", _("Sessions"), "list"),
    )
    return tuple(
        Entry(title=str(title), address=reverse(name), icon=sign, is_current=name == current)
        for name, title, sign in pages
    )
