"""The web application under load: `python -m benchmarks.web`."""
