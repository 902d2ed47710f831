"""What can be wrong with the settings of an installation."""

from __future__ import annotations

from asagreed.errors import AsagreedError


class SettingRefused(AsagreedError):
    """A setting has a value that it cannot have."""

    def __init__(self, *, name: str, given: str, allowed: str) -> None:
        super().__init__(f"{name} is «{given}», which it cannot be. Set it to {allowed}.")
        self.name, self.given = name, given


class DatabaseNotReady(AsagreedError):
    """The database is not what this version needs."""

    def __init__(self, *, why: str) -> None:
        super().__init__(f"The database is not ready: {why}. Make a backup, then run: asagreed migrate.")
        self.why = why


class BackupRefused(AsagreedError):
    """A backup could not be made, or what was made is not whole."""

    def __init__(self, *, why: str, remedy: str) -> None:
        super().__init__(f"There is no backup: {why}. {remedy}")
        self.why, self.remedy = why, remedy


class RestoreRefused(AsagreedError):
    """A backup cannot be restored as it lies there."""

    def __init__(self, *, why: str, remedy: str) -> None:
        super().__init__(f"Nothing was restored: {why}. {remedy}")
        self.why, self.remedy = why, remedy
