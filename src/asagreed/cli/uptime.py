"""`asagreed uptime`: availability by hand, or by lines of JSON."""

from __future__ import annotations

import sys


def uptime() -> None:
    """Say how available systems were."""
    from asagreed.cli.json_lines import answer_each
    from asagreed.cli.uptime_lines import answer

    answer_each(sys.stdin.buffer, answer)
