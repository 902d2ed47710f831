"""Where a paper may lie in a customer's folder."""

from __future__ import annotations

import pytest

from asagreed.signing.paper_places import LONGEST_NAME, PLACE
from asagreed.signing.signature_file import place_of

LONGEST = "a" * LONGEST_NAME


@pytest.mark.parametrize("kind", ["amendments", "riders", "declarations"])
def test_a_name_may_be_as_long_as_is_said_and_no_longer(kind: str) -> None:
    assert PLACE.fullmatch(f"{kind}/{LONGEST}.yaml")
    assert not PLACE.fullmatch(f"{kind}/{LONGEST}a.yaml")


@pytest.mark.parametrize("kind", ["amendments", "riders", "declarations"])
@pytest.mark.parametrize("party", ["provider", "customer"])
def test_whatever_may_be_entered_can_be_signed(kind: str, party: str) -> None:
    assert PLACE.fullmatch(place_of(f"{kind}/{LONGEST}.yaml", party=party))


@pytest.mark.parametrize(
    "place",
    [
        "",
        "agreement",
        "plans/gold.yaml",
        "amendments/../x.yaml",
        "amendments/.yaml",
        "riders/a/b.yaml",
        "/agreement.yaml",
    ],
)
def test_elsewhere_lies_no_paper(place: str) -> None:
    assert not PLACE.fullmatch(place)
