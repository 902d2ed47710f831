"""`asagreed rebuild`: clocks and queue, made again from the log."""

from __future__ import annotations

from asagreed_web.kit.command_line import begin


def rebuild() -> None:
    """Throw away what was worked out from the log (clocks, places in the queue), and work it out again."""
    begin()
    from asagreed_web.clocks.rebuilding import rebuild_clocks
    from asagreed_web.kit import clock

    rebuilt = rebuild_clocks(at=clock.now())
    print(f"Clocks and places in the queue of {rebuilt} tickets were made again from the log.")
