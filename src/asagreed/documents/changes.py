"""What a paper changes, as rows of a table: the term, the words before and after, and what it is for the customer."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.addresses import in_words, steps_in_words
from asagreed.documents.language import Language
from asagreed.foresight.compare import Change, compare_versions
from asagreed.foresight.compare.said import Path, text_at, values_of
from asagreed.versions import Version

Row = tuple[str, str, str, str]
_SILENT = frozenset({"worth", "costs", "warnings", "staffing", "signed", "legal review"})
"""What a provider writes down for itself, and what is no term."""


def change_rows(old: Version, new: Version, language: Language) -> Iterator[Row]:
    """Yield what a version changes against another, in the order of the new agreement."""
    known = {".".join(path): path for version in (old, new) for path in values_of(version.agreement)}
    for change in compare_versions(old, new):
        path = known.get(change.address) or tuple(change.address.split("."))
        if not _SILENT & set(path) and path != ("title",):
            yield _row(change, path, old, new, language)


def _row(change: Change, path: Path, old: Version, new: Version, language: Language) -> Row:
    part = new.agreement if change.after else old.agreement
    before = _said(change.before, path, old, language)
    after = _said(change.after, path, new, language)
    return in_words(path, part, language), before, after, language.say(f"verdict {change.verdict.value}")


def _said(text: str, path: Path, version: Version, language: Language) -> str:
    """Return what stands at a path of a version; a thing that came or went as a whole is told part by part."""
    if not text:
        return "–"
    if path[0] == "calendars":
        return "; ".join(language.value(part) for part in text.split("; "))
    inside = [each for each in values_of(version.agreement) if each[: len(path)] == path and each != path]
    if path[0] == "services" or not inside:
        return ", ".join(language.value(part) for part in text.split(", "))
    return "; ".join(_part_in_words(each, path, version, language) for each in inside)


def _part_in_words(each: Path, path: Path, version: Version, language: Language) -> str:
    steps = steps_in_words(each, version.agreement, language)[len(path) :]
    label = ", ".join(step for step in steps if step != language.key("targets"))
    items = text_at(version.draft.layered.tree, each).split(", ")
    value = ", ".join(map(language.decimal if each[-1] == "times" else language.value, items))
    return language.say("address", section=label, place=value) if label else value
