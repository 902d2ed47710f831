"""The desk: for the provider's people."""
