"""The empty questionnaire, as a file to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from asagreed.discovery.questions import COMPANY_QUESTIONS, SYSTEM_QUESTIONS, TOPICS, Question
from asagreed.discovery.yaml_text import text_of

_HEAD = """\
# Answers to a discovery. Write each answer behind its colon; what you leave empty is not answered.
# What is written here is stated. Below, under «verified», stands what somebody has looked at.
discovery: {name}
asked: {asked}
zone: {zone}
by: {by}
"""
_FOOT = """
# What somebody has looked at: on which day, who, and by what it can be shown; «found» where it is not as stated.
verified:
#  files:
#    backups: {on: 2026-02-10, by: technician 1, evidence: report of the backup server, found: {backup on: weekdays}}
"""


def blank_questionnaire(
    systems: Mapping[str, str], *, name: str = "", zone: str = "", asked: str = "", by: str = ""
) -> str:
    """Return the questionnaire for some systems (title by name) as a text of YAML; unknown answers are left empty."""
    known = {key: text_of(value) if value else "" for key, value in _given(name, zone, asked, by)}
    lines = [_HEAD.format(**known), "company:\n", *_lines(COMPANY_QUESTIONS, indent=2), "\nsystems:\n"]
    for system, title in systems.items():
        lines += [f"  {text_of(system)}:\n", *_lines(SYSTEM_QUESTIONS, indent=4, known={"title": title})]
    return "".join([*lines, _FOOT]).replace(": \n", ":\n")


def _given(name: str, zone: str, asked: str, by: str) -> Iterable[tuple[str, str]]:
    return (("name", name), ("zone", zone), ("asked", asked), ("by", by))


def _lines(questions: Iterable[Question], *, indent: int, known: Mapping[str, str] | None = None) -> Iterator[str]:
    topic, space = "", " " * indent
    for each in questions:
        if each.topic != topic:
            topic = each.topic
            yield f"{space}# {TOPICS[topic]}\n"
        answer = (known or {}).get(each.key, "")
        choices = f" ({', '.join(each.choices)})" if each.choices else f" Such as: {each.example}"
        written = f"{space}{each.key}: {text_of(answer) if answer else ''}".rstrip()
        yield f"{written:<48} # {each.words}{choices}\n"
