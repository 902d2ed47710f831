"""The API: for programs."""
