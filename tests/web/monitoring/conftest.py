"""What tests of looking share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asagreed_web.monitoring.probing import reaching


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let a test say which certificates this machine trusts."""
    reaching.tls_context.cache_clear()
    yield monkeypatch
    reaching.tls_context.cache_clear()
