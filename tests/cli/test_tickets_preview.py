"""`asagreed tickets preview`, as a person runs it."""

import json
from pathlib import Path

from tests.facts.readers.desks import write_csv
from typer.testing import CliRunner

from asagreed.cli.tickets import tickets_app
from asagreed.facts.readers import load_mapping

ROWS = [
    ["ticket", "moment", "event", "status", "colour"],
    ["A", "2026-10-25T02:30:00", "created", "", "red"],
    ["A", "never", "reply", "", "red"],
    ["[b]B", "2026-10-25T04:30:00", "status", "Pending", "red"],
]


def test_a_preview_shows_the_mapping_the_first_rows_and_all_that_is_not_read(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "events.csv", ROWS)

    result = CliRunner().invoke(tickets_app, ["preview", str(path)])

    assert result.exit_code == 0
    assert "events.csv: delimited text, utf-8, separated by comma" in result.output
    assert "ticket: ticket" in result.output
    assert "[b]B" in result.output
    assert "waiting for customer" in result.output
    assert "Columns: colour" in result.output
    assert "line 3: «moment» is «never», which is not ISO 8601." in result.output
    assert result.output.endswith("3 rows read = 2 in + 1 refused; 2 tickets, 2 events.\n")


def test_the_guessed_mapping_can_be_saved_and_used(tmp_path: Path) -> None:
    path, saved = write_csv(tmp_path / "events.csv", ROWS), tmp_path / "desk.yaml"
    runner = CliRunner()

    first = runner.invoke(tickets_app, ["preview", str(path), "--write-map", str(saved), "--json"])
    saved.write_text(saved.read_text().replace("zone: UTC", "zone: Europe/Berlin"))
    second = runner.invoke(tickets_app, ["preview", str(path), "--map", str(saved), "--json"])
    third = runner.invoke(tickets_app, ["preview", str(path), "--write-map", str(saved)])

    assert json.loads(first.output)["rows"] == {"read": 3, "in": 2, "refused": 1, "repeated": 0}
    told = json.loads(second.output)
    assert told["uncertain"] == {
        "count": 1,
        "first": [
            {"line": 2, "column": "moment", "text": "2026-10-25T02:30:00", "comes": "twice", "taken_as": 1792888200}
        ],
    }
    assert told["first_rows"][0] == {
        "line": 2, "ticket": "A", "at": "2026-10-25T00:30:00Z", "event": "created", "value": "",
    }  # fmt: skip
    assert load_mapping(saved).moments.zone == "Europe/Berlin"
    assert third.exit_code == 2
    assert "there already" in " ".join(third.output.replace("│", " ").split())


def test_uncertain_times_are_listed_for_people_too(tmp_path: Path) -> None:
    path, mapping = write_csv(tmp_path / "events.csv", ROWS), tmp_path / "desk.yaml"
    mapping.write_text(
        "rows: event\nmoments: {zone: Europe/Berlin}\n"
        "columns: {ticket: ticket, at: moment, event: event, value: status}\n"
    )

    result = CliRunner().invoke(tickets_app, ["preview", str(path), "--map", str(mapping)])

    assert "Uncertain local times: 1" in result.output
    assert (
        "line 2: «moment» is «2026-10-25T02:30:00», which comes twice; taken as 2026-10-25T00:30:00Z" in result.output
    )
