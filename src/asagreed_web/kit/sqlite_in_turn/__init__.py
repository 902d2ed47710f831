"""Django's backend for SQLite, with writers that take turns: name it as ENGINE of a database."""
