"""One installation for all faults of a run: to make one takes longer than to kill it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from tests.web.faults.installation import Installation, installed


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Make an installation on the kind of database that the suite runs on."""
    folder: Path = tmp_path_factory.mktemp("installation")
    with installed(folder, on_postgresql=connection.vendor == "postgresql") as installation:
        yield installation


@pytest.fixture
def installation(made: Installation) -> Installation:
    """Return the installation at work: its web server answers, its worker runs."""
    made.start()
    return made
