"""The base of every part of a paper: frozen, and without unknown keys."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict

V = TypeVar("V")
K = TypeVar("K")


class Part(BaseModel):
    """A map of known keys in a paper."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _frozen(entries: Mapping[K, V]) -> Mapping[K, V]:
    return MappingProxyType(dict(entries))


Keyed = Annotated[Mapping[K, V], AfterValidator(_frozen)]
"""A map whose keys the writer chooses; it cannot be changed."""


def empty() -> Mapping[Any, Any]:
    """Return a map without entries that cannot be changed."""
    return MappingProxyType({})


def with_title(value: object) -> object:
    """Read a bare text as the title of what it stands for."""
    return {"title": value} if isinstance(value, str) else value
