"""Did you mean: the known word that an unknown one is closest to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from asagreed.terms.parts import Part

MAX_LISTED = 12
MAX_LENGTH_APART = 4
SYNONYMS = {
    "fix": "resolution",
    "solution": "resolution",
    "resolve": "resolution",
    "TTR": "resolution",
    "first response": "response",
    "reaction": "response",
    "TTO": "response",
    "acknowledge": "response",
    "on-site arrival": "arrival",
    "24x7": "always",
    "24/7": "always",
    "timezone": "zone",
    "time zone": "zone",
    "public holidays": "public",
    "business hours": "hours",
    "channels": "reporting",
    "locations": "sites",
    "currencies": "currency",
    "exceptions": "without",
}
"""Words of other desks, and what they are called here."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question such as «Did you mean «resolution»? », or nothing when no known word is near."""
    near = nearest(word, known)
    return f"Did you mean «{near}»? " if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is probably meant, or nothing."""
    return _nearest(word, tuple(sorted(known)))


@lru_cache(maxsize=8192)
def _nearest(word: str, names: tuple[str, ...]) -> str:
    if SYNONYMS.get(word) in names:
        return SYNONYMS[word]
    # Comparing letters is slow; a word of quite another length or quite other letters is no slip of the pen.
    letters = set(word)
    likely = [name for name in names if abs(len(name) - len(word)) <= MAX_LENGTH_APART and _shares(letters, name)]
    return next(iter(get_close_matches(word, likely, n=1)), "")


def _shares(letters: set[str], name: str) -> bool:
    """Say whether most letters of a name are among those given."""
    of_name = set(name)
    return 2 * len(letters & of_name) > len(of_name)


def suggest_key(key: str, allowed: Iterable[str]) -> str:
    """Return what to write instead of an unknown key; a long list is only given when no known key is near."""
    names, near = sorted(allowed), did_you_mean(key, allowed)
    if near and len(names) > MAX_LISTED:
        return near.strip()
    return f"{near}Known here are: {', '.join(names)}."


def allowed_keys(model: type[Part], path: tuple[str, ...]) -> frozenset[str]:
    """Return the keys that are known at a path of a paper."""
    found: Any = model
    for step in path:
        found = _below(found, step)
    inner = _model_in(found)
    fields = inner.model_fields.items() if inner else ()
    return frozenset(key for name, field in fields if "." not in (key := field.alias or name))


def _below(annotation: Any, step: str) -> Any:
    inner = _model_in(annotation)
    if inner is not None:
        fields = inner.model_fields.items()
        return next((field.annotation for name, field in fields if (field.alias or name) == step), None)
    mapping = _mapping_in(annotation)
    return get_args(mapping)[1] if mapping is not None else None


def _parts_of(annotation: Any) -> list[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _parts_of(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return [part for each in get_args(annotation) for part in _parts_of(each)]
    return [annotation]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    parts = (part for part in _parts_of(annotation) if isinstance(part, type) and issubclass(part, BaseModel))
    return next(parts, None)


def _mapping_in(annotation: Any) -> Any:
    origins = (part for part in _parts_of(annotation) if _is_mapping(get_origin(part)))
    return next(origins, None)


def _is_mapping(origin: object) -> bool:
    return isinstance(origin, type) and issubclass(origin, Mapping)
