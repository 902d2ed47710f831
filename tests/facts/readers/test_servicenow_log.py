"""The public audit log of a ServiceNow desk, read with the example's mapping."""

import zipfile
from pathlib import Path

import numpy as np
import pytest

from asagreed.facts import EventKind
from asagreed.facts.readers import TicketLog, load_mapping, read_tickets
from asagreed.facts.readers.preview import first_rows

ROOT = Path(__file__).parents[3]
ARCHIVE = ROOT.parent / "shared" / "data" / "servicenow-incidents" / "incident_event_log.zip"
MAPPING = ROOT / "examples" / "servicenow" / "incident-log.map.yaml"

pytestmark = pytest.mark.skipif(not ARCHIVE.exists(), reason=f"the real log is not here: {ARCHIVE}")


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> TicketLog:
    folder = tmp_path_factory.mktemp("servicenow")
    with zipfile.ZipFile(ARCHIVE) as archive:
        archive.extract("incident_event_log.csv", folder)
    return read_tickets(folder / "incident_event_log.csv", mapping=load_mapping(MAPPING))


def number_of(log: TicketLog, kind: EventKind) -> int:
    return int(np.count_nonzero(log.table.kind == kind))


def test_all_incidents_are_read_and_the_rows_without_a_state_are_refused(log: TicketLog) -> None:
    assert (log.rows_read, log.rows_in, log.rows_refused) == (141_712, 141_707, 5)
    assert log.table.number_of_tickets == 24_918
    assert [row.line for row in log.refused] == [115_643, 115_644, 124_509, 124_510, 124_511]
    assert {row.reason for row in log.refused} == {"the mapping refuses the status «-100»"}


def test_what_happened_is_what_the_description_of_the_data_counts(log: TicketLog) -> None:
    waits = [place for place, word in enumerate(log.table.words.words) if word == "waiting for customer"]
    changed = np.searchsorted(log.table.first, np.flatnonzero(log.table.kind == EventKind.PRIORITY), side="right")

    assert number_of(log, EventKind.CREATED) == 24_918
    assert np.count_nonzero((log.table.kind == EventKind.STATUS) & (log.table.value == waits[0])) == 5_852
    assert number_of(log, EventKind.REOPENED) == 319 + 13  # from Resolved, and from Closed or back to New
    assert len(np.unique(changed)) == 383
    assert number_of(log, EventKind.REPLY) == 0


def test_the_guess_without_a_mapping_reads_the_same_events(log: TicketLog) -> None:
    guessed = read_tickets(ARCHIVE)

    assert guessed.mapping.source == "ServiceNow audit log"
    assert guessed.rows_in == log.rows_in
    assert guessed.table.at.tolist() == log.table.at.tolist()
    assert guessed.table.kind.tolist() == log.table.kind.tolist()


def test_one_incident_can_be_followed_line_by_line(log: TicketLog) -> None:
    ticket = log.find("INC0030413")

    assert ticket is not None
    assert ticket.source == "incident_event_log.csv:124505"
    assert [event.id.partition(" ")[2] for event in ticket.events][-2:] == ["resolved", "closed"]
    assert first_rows(log)[0].ticket == "INC0000045"
