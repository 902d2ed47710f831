"""The rule of a line of `asagreed uptime` by which several systems are one, in any of its spellings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from asagreed.cli.uptime_words import first
from asagreed.measures.availability.together import Needs

_CALL = re.compile(r"(?P<form>all|any|at[ _]least|majority)\((?P<least>(?:\s*\d+\s*(?=[,;]))?)[,;]?(?P<of>.*)\)")


def rule_of(said: Any, members: tuple[str, ...]) -> Needs:
    """Return the rule of `all`, of `{"any": [...]}`, of `{"at_least": 2, "of": [...]}` and the like, nested."""
    if isinstance(said, str) and said in members:
        return Needs(1, (said,))
    if said is None or isinstance(said, str):
        return _of_text(str(said or "all").strip(), members)
    if isinstance(said, list):
        # [ "all", … ] as in a formula.
        return (
            rule_of({said[0]: said[1:]}, members) if said and said[0] in {"all", "any"} else _rule("all", said, members)
        )
    kind = first(said, "op", "rule", "form", "type", "kind")
    parts = first(said, "of", "members", "parts", "children", "args", "systems")
    least = first(said, "k", "at_least", "k_of", "k_of_n", "least", "min", "n")
    if kind is not None:
        return _rule(f"at least {least}" if least is not None else str(kind), parts or list(members), members)
    for key in ("all", "any"):
        if key in said:
            return _rule(key, said[key], members)
    if isinstance(least, list):
        least, parts = least[0], least[1] if len(least) > 1 and isinstance(least[1], list) else least[1:]
    if isinstance(least, Mapping):
        least, parts = first(least, "k", "n", "least", "min"), first(least, "of", "members", "parts")
    if least is None:
        raise ValueError(f"the rule {said} is none of all, any and at_least")
    return _rule(f"at least {least}", parts or list(members), members)


def _of_text(text: str, members: tuple[str, ...]) -> Needs:
    call = _CALL.fullmatch(text)
    if call is None:
        return _rule(text, list(members), members)
    return _rule(f"{call['form']} {call['least']}", _arguments(call["of"]), members)


def _arguments(text: str) -> list[str]:
    """Return the parts of `a, any(b, c)` between commas that stand in no bracket."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def _rule(form: str, parts: list[Any], members: tuple[str, ...]) -> Needs:
    below: tuple[str | Needs, ...] = tuple(
        part if isinstance(part, str) and not _CALL.fullmatch(part) else rule_of(part, members) for part in parts
    )
    words = form.replace("_", " ").split()
    digits = [int(word) for word in words if word.isdigit()]
    if words[0] in {"all", "and"}:
        least = len(below)
    elif words[0] in {"any", "or"}:
        least = 1
    elif digits:
        least = digits[0]
    elif words[0] == "majority":
        least = len(below) // 2 + 1
    else:
        raise ValueError(f"«{form}» does not say how many must be up; write all, any, or at_least with a number")
    if not 1 <= least <= len(below):
        raise ValueError(f"at least {least} of {len(below)} can never be met, or says nothing; write 1 to {len(below)}")
    return Needs(least, below)
