"""Words that sound like a promise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.nodes import texts
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule
from asagreed.terms.values.vague import VAGUE_WORDS

WRONG = "responsibilities: {contact: {must: answer promptly}}"
RIGHT = "responsibilities: {contact: {must: answer within 1 working day}}"

_SAID_OF_TIME = (words for words in VAGUE_WORDS if not words.startswith(("n/", "tb")))
_VAGUE = re.compile(rf"(?<!\w)(?:{'|'.join(_SAID_OF_TIME)})(?!\w)", re.IGNORECASE)
_NAMES_OF_THINGS = ("agreement", "plan", "version", "title", "parties")


def look(subject: Subject) -> Iterator[Problem]:
    """Find vague words in every text that is no name."""
    for path, node in texts(subject.lookup.tree):
        found = _VAGUE.search(node.value)
        if found and path[0] not in _NAMES_OF_THINGS:
            yield replace(
                subject.lookup.problem(
                    path,
                    "DOC708",
                    f"«{found[0]}» promises something, and not what.",
                    remedy="Write a time, a number, or leave it out.",
                    word=found[0],
                ),
                address=".".join(path),
            )


CHECK = Check(
    Rule(
        code="DOC708",
        name="vague-wording",
        severity="warning",
        finds="A text with promptly, reasonable, same day or the like. Where a time belongs, reading refuses it.",
        matters="Each side reads into it what it needs.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Write a time, a number, or nothing.",
    ),
    look,
)
