"""An address of an agreement in words: its keys are said in the language, and names stand as they were given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from asagreed.documents.language import Language
from asagreed.foresight.compare.said import Path
from asagreed.terms.parts import Part
from asagreed.terms.resolved.clock_words import BUILT_IN
from asagreed.terms.sections.target_keys import TargetKey, find_target_key
from asagreed.terms.sections.targets import TargetBlock

_LAST_OF_SHORT = frozenset({"within", "means", "price", "rate"})
"""Keys that say no more than the one before them."""


def in_words(path: Path, part: Part, language: Language) -> str:
    """Return what stands at a path of a part of an agreement: «promised times: P1, first answer by a person»."""
    first, *rest = steps_in_words(path, part, language)
    if path[0] == "targets" and len(rest) > 1 and find_target_key(path[1]):
        # What is promised to whom says by itself that it is a promised time.
        return ", ".join(rest)
    return language.say("address", section=first, place=", ".join(rest)) if rest else first


def steps_in_words(path: Path, part: Part, language: Language) -> tuple[str, ...]:
    """Return the steps of a path in words; the last is left out where it says no more than the one before it."""
    is_short = len(path) > 2 and path[-1] in _LAST_OF_SHORT
    return tuple(_said(path[:-1] if is_short else path, part, language))


def narrowing(text: str, language: Language) -> str:
    """Return the tickets that a narrowing of the target table is about: «P1», «by phone», «for hardware»."""
    key = find_target_key(text)
    return _narrowed(key, language) if key else text


def clock_title(name: str, language: Language) -> str:
    """Return what a clock that every agreement has is called, or the name of any other."""
    return language.say(f"clock {name}") if name in BUILT_IN else name


def _narrowed(key: TargetKey, language: Language) -> str:
    if key.dimension == "window":
        side, _, calendar = key.value.partition(" ")
        return language.say(f"narrow {side}", name=calendar)
    if key.dimension == "priority":
        return key.value
    return language.say(f"narrow {key.dimension}", name=language.word(key.value))


def _said(path: Path, part: object, language: Language) -> Iterator[str]:
    here, around = part, ""
    for step in path:
        if isinstance(here, TargetBlock) and step not in ("hours", "kept in"):
            yield narrowing(step, language) if find_target_key(step) else clock_title(step, language)
            here = here.narrower.get(step) or here.promises.get(step)
        elif isinstance(here, Part):
            names = {field.alias or name: name for name, field in type(here).model_fields.items()}
            yield language.key(step, within=around) if step in names else language.word(step)
            here = _of_part(here, names.get(step), step)
        else:
            yield language.word(step) if around == "reporting" else clock_title(step, language)
            here = here.get(step) if isinstance(here, Mapping) else None
        around = step


def _of_part(part: Part, name: str | None, step: str) -> object:
    if name is not None:
        return getattr(part, name)
    # What the writer names beside keys, such as the work types of a rate card.
    beside = (getattr(part, each) for each, field in type(part).model_fields.items() if (field.alias or "")[:1] == ".")
    return next((named[step] for named in beside if step in named), None)
