"""Who plays in the demonstration, and what they may ask for: read from the files in `story/`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

STORY = Path(__file__).parent / "story"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Member(_Part):
    """Somebody by name, the first part of an address, and a role."""

    name: str
    address: str
    role: str


class ServedCustomer(_Part):
    """A customer: tickets a week, and how they are reported, with weights."""

    name: str
    weekly: int
    ways: Mapping[str, int]
    people: tuple[Member, ...]


class Provider(_Part):
    """The provider with its people and customers; customers are named as the folders of the examples."""

    provider: str
    people: tuple[Member, ...]
    customers: Mapping[str, ServedCustomer]
    canned_replies: Mapping[str, str] = Field(alias="canned replies")
    saved_queues: Mapping[str, Mapping[str, str]] = Field(alias="saved queues")


class Request(_Part):
    """Something that people ask for; `minutes` is how long the work takes, least and most.

    `price` is what a quote of it says where no clause prices the work, in the currency of the agreement.
    """

    subject: str
    text: str
    fixed: str
    minutes: tuple[int, int]
    weight: int
    impact: str
    urgency: str
    kind: str = ""
    system: str = ""
    service: str = ""
    cause: str = ""
    wants: str = "incident"
    outage: bool = False
    people: tuple[int, int] | None = None
    hold: str = ""
    asked: str = ""
    answered: str = ""
    quote: bool = False
    price: Decimal | None = None


@cache
def provider() -> Provider:
    """Return the provider of the demonstration."""
    return Provider.model_validate(_read("provider.yaml"))


@cache
def requests() -> tuple[Request, ...]:
    """Return everything that people ask for."""
    return tuple(Request.model_validate(each) for each in _read("requests.yaml"))


def _read(name: str) -> Any:
    return YAML(typ="safe", pure=True).load(STORY / name)
