"""What can be wrong with the settings of an installation."""

from __future__ import annotations

from asagreed.errors import AsagreedError


class SettingRefused(AsagreedError):
    """A setting has a value that it cannot have."""

    def __init__(self, *, name: str, given: str, allowed: str) -> None:
        super().__init__(f"{name} is «{given}», which it cannot be. Set it to {allowed}.")
        self.name, self.given = name, given
