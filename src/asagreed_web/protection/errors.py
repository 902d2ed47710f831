"""Why something about personal data cannot be done; each says why, and nothing was changed."""

from __future__ import annotations

from asagreed.errors import AsagreedError


class ProtectionRefused(AsagreedError):
    """It cannot be done as it was asked; nothing was changed."""


class NobodyFound(ProtectionRefused):
    """Nothing on record is about this address."""

    def __init__(self, *, email: str) -> None:
        super().__init__(f"Nothing on record is about {email}. Check the address; it is found as it was written.")
        self.email = email


class NameTooCommon(ProtectionRefused):
    """A name that is too short to be told from other words."""

    def __init__(self, *, name: str) -> None:
        super().__init__(
            f"«{name}» is too short to be looked for: it would be found in words of others. Give the whole name."
        )
        self.name = name


class IsLastOwner(ProtectionRefused):
    """The last owner who can sign in keeps the installation from being locked."""

    def __init__(self) -> None:
        super().__init__("This is the last owner who can sign in. Invite another owner first.")


class NoSuchCustomer(ProtectionRefused):
    """No customer has this word in its address."""

    def __init__(self, *, slug: str) -> None:
        super().__init__(f"There is no customer «{slug}». It is the word in the address of the customer's page.")
        self.slug = slug
