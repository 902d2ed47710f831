"""The single values of an agreement: durations, dates, days, shares, and the texts that they are read from."""
