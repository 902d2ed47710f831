"""What Icinga, Nagios and Zabbix send is read as its macros write it, as JSON or as a form."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from ruamel.yaml import YAML

from asagreed_web.intake.sighting import ShapeUnknown, Sighting
from asagreed_web.intake.signal_shapes import read_body

NOW = 1_778_860_000
SINCE = NOW - 90
GUIDE = Path(__file__).parents[3] / "docs" / "guide"
HOST = {"host": "mail", "state": "DOWN", "state_type": "HARD", "since": str(SINCE), "downtime_depth": "0",
        "type": "PROBLEM", "output": 'CRITICAL - "timeout" & more'}  # fmt: skip
ZABBIX = {"event_id": "77", "event_value": "1", "event_timestamp": str(SINCE), "trigger_id": "13", "host": "mail",
          "name": "SMTP is down", "update_status": "0", "text": "", "recovery_timestamp": "{EVENT.RECOVERY.TIMESTAMP}",
          "tags": '[{"tag": "outage", "value": "true"}, {"tag": "system", "value": "mail"}]'}  # fmt: skip


def read(body: dict[str, Any]) -> Sighting:
    """Return the one thing that a body says, the same as JSON and as a form."""
    (as_form,) = read_body(urlencode(body).encode(), received_at=NOW).sightings
    (as_json,) = read_body(json.dumps(body).encode(), received_at=NOW).sightings
    assert as_form == as_json
    return as_json


def test_a_host_that_is_down_is_down_since_its_source_says_so() -> None:
    seen = read(HOST)
    assert (seen.thing, seen.state, seen.at, seen.is_confirmed, seen.in_maintenance, seen.is_outage) == (
        "mail", "down", SINCE, True, False, True)  # fmt: skip
    assert (seen.subject, seen.text, seen.systems) == ("mail is down", HOST["output"], ("mail",))


@pytest.mark.parametrize(
    ("word", "state"),
    [("OK", "up"), ("UP", "up"), ("WARNING", "up"), ("CRITICAL", "down"), ("UNKNOWN", "unknown"),
     ("UNREACHABLE", "unknown"), ("critical", "down")],
)  # fmt: skip
def test_a_service_is_in_the_state_that_its_word_means(word: str, state: str) -> None:
    seen = read({**HOST, "service": "smtp", "state": word, "since": f"{SINCE}.731"})
    assert (seen.state, seen.thing, seen.at, seen.systems) == (state, "mail!smtp", SINCE, ("smtp", "mail"))


def test_soft_states_and_downtimes_are_told_apart() -> None:
    assert not read({**HOST, "state_type": "SOFT"}).is_confirmed
    assert read({**HOST, "downtime_depth": "2"}).in_maintenance


@pytest.mark.parametrize("kind", ["ACKNOWLEDGEMENT", "DOWNTIMESTART", "FLAPPINGSTART", "CUSTOM"])
def test_what_people_did_is_no_change_of_state(kind: str) -> None:
    found = read_body(urlencode({**HOST, "type": kind}).encode(), received_at=NOW)
    assert (found.sightings, found.because) == (
        (),
        f"A notification of the type {kind}: it tells of no change of state.",
    )


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({**HOST, "host": ""}, "«host» is empty"),
        ({**HOST, "state": "$HOSTSTATE$"}, "«state» is «$HOSTSTATE$». It can be: UP, OK, WARNING"),
        ({**ZABBIX, "event_value": "{EVENT.VALUE}"}, "Import the media type anew"),
        ({"a": "b"}, "nor «host» and «state» (Icinga, Nagios), nor «event_id» and «trigger_id» (Zabbix)"),
    ],
)
def test_what_cannot_be_understood_says_what_is_missing(body: dict[str, str], words: str) -> None:
    with pytest.raises(ShapeUnknown) as refused:
        read_body(urlencode(body).encode(), received_at=NOW)
    assert words in str(refused.value)


def test_a_problem_of_zabbix_and_its_recovery_are_one_episode() -> None:
    problem = read(ZABBIX)
    over = read({**ZABBIX, "event_value": "0", "recovery_timestamp": str(NOW - 5)})
    assert (problem.state, problem.at, problem.began_at, problem.is_outage) == ("down", SINCE, None, True)
    assert (over.state, over.at, over.began_at, over.is_down) == ("up", NOW - 5, SINCE, False)
    assert (problem.thing, problem.episode) == (over.thing, over.episode) == ("trigger 13", "77")
    assert problem.systems == ("mail", "mail")


@pytest.mark.parametrize(("tags", "state"), [("[]", None), ("{EVENT.TAGSJSON}", None), ("7", None),
                                            ('[{"tag": "outage", "value": "degraded"}]', "degraded")])  # fmt: skip
def test_a_problem_is_an_outage_where_its_trigger_says_so(tags: str, state: str | None) -> None:
    assert read({**ZABBIX, "tags": tags}).state == state


def test_an_update_of_a_problem_is_no_change_of_state() -> None:
    assert read_body(json.dumps({**ZABBIX, "update_status": "1"}).encode(), received_at=NOW).sightings == ()


def test_the_media_type_sends_what_is_read() -> None:
    shown = YAML(typ="safe").load(GUIDE / "zabbix-media-type.yaml")["zabbix_export"]["media_types"][0]
    sent = {each["name"]: each["value"] for each in shown["parameters"]}
    assert {*ZABBIX} == {*sent} - {"to"}
    assert all(re.fullmatch(r"\{[A-Z.]+\}", macro) for macro in sent.values())


def test_a_body_of_the_minimum_may_be_a_form() -> None:
    seen = read({"system": "mail", "state": "degraded", "at": "2026-05-15T15:00:00Z", "id": "7", "text": "slow"})
    assert (seen.state, seen.is_down, seen.is_outage, seen.subject) == (
        "degraded",
        True,
        False,
        "mail works only in part",
    )
