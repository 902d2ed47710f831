"""Every address of the installation, and who gets which answer there.

`outcomes.yaml` declares, for each address × method × identity, what must be answered. An address without a declared
outcome fails the build; `python -m tests.web.access.matrix --missing` lists those.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from ruamel.yaml import YAML

FILE = Path(__file__).parent / "outcomes.yaml"
IDENTITIES = ("anonymous", "stranger", "viewer", "approver", "bookkeeper", "technician", "dispatcher", "owner")
"""Nobody; an approver of another customer; Harbour Dental's own two; the provider's four."""
GROUPS = {
    "everybody": IDENTITIES,
    "signed in": IDENTITIES[1:],
    "customers": ("stranger", "viewer", "approver"),
    "harbour": ("viewer", "approver"),
    "provider": IDENTITIES[4:],
    "desk": ("technician", "dispatcher", "owner"),
    "arrangers": ("dispatcher", "owner"),
    "keepers": ("bookkeeper", "owner"),
}
"""What may stand for several identities; a later word of a line outweighs an earlier one."""
WORDS: Mapping[str, tuple[object, ...]] = {
    "refused": (403, 404, 405, "sign-in"),
    "answered": (200, 400, 409, 422, "elsewhere"),
}
"""Words for several outcomes: nothing was shown or done; it was let through the door, whatever the form lacked."""
PAGE_METHODS, API_METHODS = ("GET", "POST"), ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True, slots=True)
class Address:
    """One address: its name with namespaces (its route where it has none), and what stands in it."""

    name: str
    route: str
    parts: tuple[str, ...]

    @property
    def is_api(self) -> bool:
        """Whether programs call it, with a key, rather than people with a session."""
        return self.route.startswith("api/")

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods that are tried."""
        return API_METHODS if self.is_api else PAGE_METHODS

    def path(self, things: Mapping[str, str]) -> str:
        """Return the address with things in their places."""
        filled = self.route
        for part in self.parts:
            filled = re.sub(rf"<(?:\w+:)?{part}>|\(\?P<{part}>[^)]*\)", lambda _: things[part], filled)  # noqa: B023
        return "/" + re.sub(r"[\^$]|\\Z|\\(?=[.-])", "", filled)


@dataclass(frozen=True, slots=True)
class Declared:
    """What is declared of one address."""

    outcomes: Mapping[str, Mapping[str, object]]
    """By method, then by identity: a status, «sign-in», «elsewhere», or a list of those."""
    things: Mapping[str, str] = field(default_factory=dict)
    sent: Mapping[str, object] = field(default_factory=dict)
    is_keyed: bool = False
    """It asks for a key or a signed link in place of a session, so that no form token is needed."""


def addresses() -> list[Address]:
    """Return every address, door by door, in the order in which they are tried."""
    found = {each.name: each for each in reversed(list(_walk(get_resolver().url_patterns, "", "")))}
    return list(reversed(found.values()))


def _walk(patterns: list[URLPattern | URLResolver], route: str, space: str) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, here, inner)
        else:
            parts = tuple(re.findall(r"<(?:\w+:)?(\w+)>", here))
            yield Address(space + pattern.name if pattern.name else here, here, parts)


@cache
def _file() -> dict[str, Any]:
    return dict(YAML(typ="safe").load(FILE.read_text()))


def declared() -> dict[str, Declared]:
    """Return what is declared, by the name of the address."""
    return {name: _declared(entry) for name, entry in _file()["addresses"].items()}


def _declared(entry: Any) -> Declared:
    if isinstance(entry, str):
        entry = {"as": entry}
    rules = {**_file()["sets"].get(entry.get("as"), {}), **{m: entry[m] for m in API_METHODS if m in entry}}
    return Declared(
        outcomes={method: spread(line) for method, line in rules.items()},
        things={**_file()["things"], **entry.get("with", {})},
        sent=entry.get("send", {}),
        is_keyed=entry.get("keyed", False),
    )


def fits(outcome: object, expected: object) -> bool:
    """Whether an outcome is the declared one, one of a list, or one that a word stands for."""
    several = expected if isinstance(expected, list) else [expected]
    return any(outcome == one or outcome in WORDS.get(str(one), ()) for one in several)


def spread(line: Mapping[str, object]) -> dict[str, object]:
    """Return a line of outcomes with its groups taken apart: an outcome for each identity."""
    spread: dict[str, object] = {}
    for word, outcome in line.items():
        spread |= dict.fromkeys(GROUPS.get(word, (word,)), outcome)
    return spread


def missing() -> list[Address]:
    """Return the addresses of which nothing is declared."""
    known = declared()
    return [each for each in addresses() if each.name not in known]


def stale() -> list[str]:
    """Return what is declared of addresses that are no more."""
    names = {each.name for each in addresses()}
    return [name for name in declared() if name not in names]


def gaps() -> list[str]:
    """Return where a declared address lacks a method or an identity."""
    known = declared()
    return [
        f"{each.name}: {method}: {identity}"
        for each in addresses()
        if each.name in known
        for method in each.methods
        for identity in IDENTITIES
        if identity not in known[each.name].outcomes.get(method, {})
    ]


def how_to_declare(names: list[str]) -> str:
    """Return what to add to the file for addresses that are not declared."""
    lines = "\n".join(f"  {name}: a set of the file, or {{GET: {{…}}, POST: {{…}}}}" for name in names)
    return f"Say in {FILE.name}, under `addresses`, who gets which answer at each new address:\n{lines}"


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.web.settings")
    django.setup()
    if sys.argv[1:] != ["--missing"]:
        sys.exit("usage: python -m tests.web.access.matrix --missing")
    undeclared = [each.name for each in missing()]
    sys.stdout.write(how_to_declare(undeclared) + "\n" if undeclared else "Every address is declared.\n")
    sys.stdout.writelines(f"Not declared: {gap}\n" for gap in gaps())
    sys.stdout.writelines(f"Declared, but no such address: {name}\n" for name in stale())
