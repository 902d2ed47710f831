"""Plain text as it was meant: flowed lines joined (RFC 3676), runs of empty lines shortened."""

from __future__ import annotations

_SIGNATURE = "-- "


def join_flowed(text: str, *, delete_space: bool = False) -> str:
    """Return the text of `format=flowed` with its soft line ends taken out, within one depth of quoting each."""
    lines: list[str] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        is_soft = words.endswith(" ") and words != _SIGNATURE
        shown = words[:-1] if is_soft and delete_space else words
        if open_depth == depth and words != _SIGNATURE:
            lines.append(shown)
        else:
            lines.append(("\n" if lines else "") + (">" * depth + " " if depth else "") + shown)
        open_depth = depth if is_soft else None
    return "".join(lines)


def without_empty_runs(text: str) -> str:
    """Return text with at most two empty lines in a row and none at its ends."""
    lines: list[str] = []
    empty = 0
    for line in text.split("\n"):
        empty = 0 if line.strip() else empty + 1
        if empty <= 2:
            lines.append(line.rstrip())
    return "\n".join(lines).strip("\n")
