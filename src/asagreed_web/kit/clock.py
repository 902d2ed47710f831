"""The only reading of the clock on the wall in the web application."""

from __future__ import annotations

import time


def now() -> int:
    """Return the present moment in whole UTC seconds."""
    return int(time.time())
