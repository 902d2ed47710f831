"""`asagreed clocks`: lines of JSON in, the clocks of each ticket out."""

from __future__ import annotations

import sys


def answer_lines() -> None:
    """Read tickets as JSON lines on standard input and write every clock of each, in order.

    A line has an agreement (or agreements by name), events and `as_of`; docs/reference/commands.md has the format. A
    line that cannot be read is reported on standard error with its number; the others are answered all the same.
    """
    from asagreed.cli.clock_lines import answer
    from asagreed.cli.json_lines import answer_each

    answer_each(sys.stdin.buffer, answer)
