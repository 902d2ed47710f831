"""What holds for every test."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

# Two test processes on two cores: how long one example takes says nothing about the code.
settings.register_profile("asagreed", deadline=None)
# The same examples each time, so that a red run is the change's fault; `make proof` and every desk draw new ones.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "asagreed")

# Small cases leave little garbage in cycles; to look for it as often as usual takes a tenth of their time.
gc.set_threshold(100_000, 20, 10)

# Tests that go over what others cover line by line, thousands of times: to watch their lines would double their time.
NOT_WATCHED = (
    "cli/test_discover.py",
    "cli/test_document.py",
    "cli/test_plans.py",
    "cli/test_quote.py",
    "cli/test_replay_work.py",
    "cli/test_statement.py",
    "cli/test_verify.py",
    "promises/test_docs.py",
    "open_time/test_naive_counter.py",
    "facts/readers/test_local_times.py",
    "billing/work/test_naive_pricing.py",
    "billing/work/test_purses_state_machine.py",
    "billing/ledger/test_ledger_machine.py",
    "examples/test_tickets.py",
)
HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let coverage rest in tests that add none; a line that only they reach fails the gate."""
    if not config.pluginmanager.hasplugin("_cov"):
        return
    for item in items:
        if item.path.is_relative_to(HERE) and item.path.relative_to(HERE).as_posix() in NOT_WATCHED:
            item.add_marker("no_cover")
