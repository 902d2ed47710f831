"""What an agreement promises, flattened: the terms that clocks, checks and pages ask."""
