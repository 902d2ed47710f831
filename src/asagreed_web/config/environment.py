"""What an operator sets: environment variables, each read in one place, with a message where one cannot be."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from asagreed_web.config.errors import SettingRefused

PREFIX = "ASAGREED_"


def text(name: str, default: str = "") -> str:
    """Return a setting; `NAME_FILE` names a file that holds it, so that a secret need not stand in the environment."""
    file = os.environ.get(f"{PREFIX}{name}_FILE")
    if file:
        return Path(file).read_text().strip()
    return os.environ.get(f"{PREFIX}{name}", default)


def flag(name: str, *, default: bool) -> bool:
    """Return a setting that is yes or no."""
    value = text(name, "yes" if default else "no").lower()
    if value not in ("yes", "no"):
        raise SettingRefused(name=f"{PREFIX}{name}", given=value, allowed="yes or no")
    return value == "yes"


def words(name: str, default: str = "") -> list[str]:
    """Return a setting that is a list of words."""
    return text(name, default).replace(",", " ").split()


def whole_number(name: str, *, default: int) -> int:
    """Return a setting that is a whole number."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise SettingRefused(name=f"{PREFIX}{name}", given=value, allowed="a whole number")
    return int(value)


def database(url: str, *, data: Path) -> dict[str, Any]:
    """Return Django's description of the database: SQLite in the data folder, or the PostgreSQL that a URL names."""
    if not url:
        return _sqlite(data / "asagreed.sqlite3")
    parts = urlsplit(url)
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    allowed = "empty for SQLite, sqlite:///path or postgresql://user:password@host:port/name"
    raise SettingRefused(name=f"{PREFIX}DATABASE_URL", given=parts.scheme, allowed=allowed)


def _sqlite(file: Path) -> dict[str, Any]:
    pragmas: Mapping[str, str] = {
        "journal_mode": "WAL",
        "synchronous": "FULL",
        "foreign_keys": "ON",
        # Else INSERT OR REPLACE would pass by the triggers that keep rows from being deleted.
        "recursive_triggers": "ON",
    }
    return {
        "ENGINE": "asagreed_web.kit.sqlite_in_turn",
        "NAME": str(file),
        "OPTIONS": {
            # A transaction that reads first and writes later would fail at once instead of waiting for its turn.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "".join(f"PRAGMA {name}={value};" for name, value in pragmas.items()),
        },
    }
