"""Address fields in one pass: no recursion, no going back, so that no field can be made expensive to read.

The structure is read first and names are decoded afterwards: an encoded name cannot bring in an address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from asagreed_web.intake.mail.decoding import encoded_word_at, header_text
from asagreed_web.intake.mail.parsed_mail import Address

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@[^\s@<>()\[\],;:\"\\]{1,253}")
_QUOTED_LOCAL_PART = re.compile(r'"[^"\\@<>\x00-\x1f]{1,62}"@[^\s@<>()\[\],;:"\\]{1,253}')


@dataclass(slots=True)
class _Reading:
    """What has been read of the address under way, and those before it."""

    most: int
    found: list[Address] = field(default_factory=list)
    is_whole: bool = True
    outside: list[str] = field(default_factory=list)
    comment: list[str] = field(default_factory=list)
    angle: str | None = None

    def close(self) -> None:
        """Take what was read since the last separator as an address, if it is one."""
        if not self.outside and not self.comment and self.angle is None:
            return
        outside, comment = "".join(self.outside).strip(), "".join(self.comment).strip()
        written = [self.angle.strip(), outside or comment] if self.angle is not None else _bare(outside, comment)
        self.outside, self.comment, self.angle = [], [], None
        if not any(written):
            return
        email = written[0].removeprefix("mailto:")
        if not _is_address(email) or len(self.found) >= self.most:
            self.is_whole = False
            return
        self.found.append(Address(email, header_text(written[1])[:200]))


def read_addresses(value: str, *, most: int = 200) -> tuple[tuple[Address, ...], bool]:
    """Return the addresses of a field, at most `most`, and whether that is all of it.

    Understands names, quotes, comments, groups («undisclosed-recipients:;») and what mailers make of them.
    """
    reading = _Reading(most)
    place = 0
    while place < len(value):
        place = _read_one(value, place, reading)
    reading.close()
    return tuple(reading.found), reading.is_whole


def _read_one(value: str, place: int, reading: _Reading) -> int:
    """Read what stands at a place and return the place after it."""
    letter = value[place]
    if letter == '"':
        return _read_quoted(value, place, reading)
    if letter == "(":
        return _read_comment(value, place, reading)
    if letter == "<":
        if reading.angle is not None:
            reading.close()
        reading.angle, end = _inside_angle(value, place + 1)
        return end
    if letter in ",;":
        reading.close()
    elif letter == ":":
        # What stood before was the name of a group.
        reading.outside, reading.comment = [], []
    elif letter == "=" and (word := encoded_word_at(value, place)):
        reading.outside.append(word)
        return place + len(word)
    else:
        reading.outside.append(letter)
    return place + 1


def _inside_angle(value: str, start: int) -> tuple[str, int]:
    """Return what stands in angle brackets and the place after it; one that is never closed ends before a comma."""
    end = value.find(">", start, start + 400)
    if end >= 0:
        return value[start:end].rpartition("<")[2], end + 1
    comma = value.find(",", start, start + 400)
    end = comma if comma >= 0 else min(start + 400, len(value))
    return value[start:end], end


def _read_quoted(value: str, place: int, reading: _Reading) -> int:
    """Read a quoted name and return the place after it."""
    inside: list[str] = []
    place += 1
    while place < len(value) and value[place] != '"':
        if value[place] == "\\":
            place += 1
        inside.append(value[place : place + 1])
        place += 1
    is_local_part = value.startswith("@", place + 1)
    reading.outside.append('"' + "".join(inside) + '"' if is_local_part else "".join(inside))
    return place + 1


def _read_comment(value: str, place: int, reading: _Reading) -> int:
    """Read a comment with those inside it, by counting, and return the place after it."""
    depth = 0
    while place < len(value):
        letter = value[place]
        depth += (letter == "(") - (letter == ")")
        if letter not in "()":
            reading.comment.append(letter)
        place += 1
        if depth == 0:
            return place
    reading.is_whole = False
    return place


def _bare(outside: str, comment: str) -> list[str]:
    """Return address and name of a field without angle brackets: `ann@x.example (Ann)`, `Ann ann@x.example`."""
    if _QUOTED_LOCAL_PART.fullmatch(outside):
        return [outside, comment]
    words = outside.split()
    addresses = [word for word in words if "@" in word]
    if len(addresses) != 1:
        return [outside, ""]
    return [addresses[0], " ".join(word for word in words if word != addresses[0]) or comment]


def _is_address(email: str) -> bool:
    return bool(len(email) <= 320 and (_ADDRESS.fullmatch(email) or _QUOTED_LOCAL_PART.fullmatch(email)))
