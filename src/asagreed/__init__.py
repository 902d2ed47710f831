"""Service agreements written once, precisely: clocks, verdicts and figures that answer why."""
