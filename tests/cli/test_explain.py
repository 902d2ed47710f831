"""The command `asagreed explain`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"
RUN = (sys.executable, "-c", "from asagreed.cli import main; main()", "explain", str(EXAMPLES / "harbour-dental"))
TICKETS = str(EXAMPLES / "tickets" / "harbour-dental.csv")


def explain(ticket: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*RUN, TICKETS, ticket, *options], capture_output=True, text=True, check=False)


def test_a_ticket_of_friday_afternoon_that_is_answered_on_monday_took_ten_minutes() -> None:
    told = json.loads(explain("HD-0043", "--json").stdout)
    response = next(clock for clock in told["clocks"] if clock["clock"] == "response")

    assert (response["elapsed"], response["verdict"], told["refused"]) == (600, "met", [])
    assert [stretch["seconds"] for stretch in response["stretches"] if stretch["counts"]] == [300, 300]


def test_a_ticket_that_is_not_there_is_refused_in_words() -> None:
    refused = explain("HD-9999")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        "error: harbour-dental.csv has no ticket «HD-9999». Ids are compared letter by letter; "
        "«asagreed tickets preview harbour-dental.csv» shows some of them.\n"
    )
