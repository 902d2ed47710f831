"""Files of these tests lie in a folder of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def attachments_lie_here(tmp_path: Path, settings: Settings) -> Path:
    """Keep attachments in the folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "attachments"
    return tmp_path / "attachments"
