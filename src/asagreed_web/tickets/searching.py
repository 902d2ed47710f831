"""Full-text search over tickets: number, subject, requester, customer, and what was said where one may read it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import connection

from asagreed_web.people.models import Person
from asagreed_web.tickets.rules import messages_for, tickets_for

MOST_WORDS, LONGEST_WORD = 12, 64
_MOST_MESSAGES, _TOGETHER = 400, 100
"""Of the newest messages that fit: several may belong to one ticket."""
LOOKED_THROUGH = 4000
"""So many of the newest messages are looked through, one by one, before the index is asked."""
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\s*#?(\d{1,18})\s*")
_BEFORE, _AFTER = 60, 160


@dataclass(frozen=True, slots=True)
class FoundTicket:
    """A ticket that fits, with what was said where the words stand; `last_activity_at` in UTC seconds."""

    number: int
    subject: str
    customer: str
    status: str
    priority: str
    last_activity_at: int
    excerpt: str


def words_of(text: str) -> list[str]:
    """Return the words that are asked for; whatever is no letter or digit only parts them."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(text)[:MOST_WORDS]]


def ticket_number(person: Person, text: str) -> int | None:
    """Return the number that a text is, such as «#1042», where somebody may see that ticket."""
    asked = _NUMBER.fullmatch(text)
    number = int(asked[1]) if asked else None
    return number if number is not None and tickets_for(person).filter(number=number).exists() else None


def search(person: Person, text: str, *, size: int = 50) -> list[FoundTicket]:
    """Return the tickets that somebody may see in which every word begins a word, those last written on first.

    Operators, quotes and the like are no part of words, so that nothing that can be typed is anything but words.
    """
    words = words_of(text)
    if not words:
        return []
    ids = _fitting_sqlite(person, words) if connection.vendor == "sqlite" else _fitting_postgresql(person, words)
    found: dict[int, FoundTicket] = {}
    # A part at a time: mostly the first is enough, and a database asked for few rows looks up just those.
    for first in range(0, len(ids), _TOGETHER):
        rows = messages_for(person).filter(pk__in=ids[first : first + _TOGETHER]).order_by("-pk").values_list(*_COLUMNS)
        for number, subject, customer, status, priority, at, said in rows:
            if len(found) < size and number not in found:
                excerpt = excerpt_around(said, words)
                found[number] = FoundTicket(number, subject, customer, status, priority, at, excerpt)
        if len(found) == size:
            break
    return list(found.values())


_COLUMNS = (
    "ticket__number",
    "ticket__subject",
    "customer__name",
    "ticket__status",
    "ticket__priority",
    "ticket__last_activity_at",
    "text",
)


def _fitting_sqlite(person: Person, words: list[str]) -> list[int]:
    asked = " ".join(f'words : "{word}" *' if len(word) > 1 else f'words : "{word}"' for word in words)
    # The customer stands in the index too: what others wrote does not have to be skipped one by one.
    scope = "" if person.is_of_provider else f' scope : "c{person.customer_id}"'
    statement = "SELECT rowid FROM tickets_search WHERE tickets_search MATCH %s ORDER BY rowid DESC LIMIT %s"
    return _ids(statement, asked + scope, _MOST_MESSAGES)


def _fitting_postgresql(person: Person, words: list[str]) -> list[int]:
    asked = " & ".join(f"'{word}':*" if len(word) > 1 else f"'{word}'" for word in words)
    own = "" if person.is_of_provider else f"WHERE customer_id = {person.own_customer} AND NOT is_note"
    # Words that many say are found at once among the newest; for those that few say, the index is worth its while.
    found = _ids(_AMONG_NEWEST.format(own, LOOKED_THROUGH), asked, _MOST_MESSAGES)
    if len(found) == _MOST_MESSAGES or not _ids(_OLDER.format(own), LOOKED_THROUGH):
        return found
    return _ids(_BY_INDEX.format(own), asked, _MOST_MESSAGES)


def _ids(statement: str, *given: str | int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [row[0] for row in cursor.fetchall()]


# The index stands outside the wall: nothing is taken from it but ids, and messages are read behind the wall.
_AMONG_NEWEST = """
    SELECT message_id
    FROM (SELECT message_id, words FROM tickets_search {} ORDER BY message_id DESC LIMIT {}) newest
    WHERE words @@ to_tsquery('simple', %s) ORDER BY message_id DESC LIMIT %s
"""
_OLDER = "SELECT message_id FROM tickets_search {} ORDER BY message_id DESC OFFSET %s LIMIT 1"
# Ordered by a sum, so that it is never read in the order of another index, row by row, until enough were found.
_BY_INDEX = """
    SELECT message_id FROM (SELECT message_id, words FROM tickets_search {}) written
    WHERE words @@ to_tsquery('simple', %s) ORDER BY message_id + 0 DESC LIMIT %s
"""


def excerpt_around(text: str, words: list[str]) -> str:
    """Return what stands around the first of the words in a text, on one line."""
    folded = text.casefold()
    places = [place for place in (folded.find(word.casefold()) for word in words) if place >= 0]
    start = max(min(places, default=0) - _BEFORE, 0)
    cut = " ".join(text[start : start + _BEFORE + _AFTER].split())
    return f"{'… ' if start else ''}{cut}{' …' if start + _BEFORE + _AFTER < len(text) else ''}"
