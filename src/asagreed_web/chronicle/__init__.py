"""What happened, added and never changed: a chain of hashes for each customer."""
