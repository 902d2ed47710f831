"""How a ticket begins: every way in, one transaction."""
