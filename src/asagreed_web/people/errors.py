"""Why something about people cannot be done, in words for the person who tried."""

from __future__ import annotations

from asagreed.errors import AsagreedError


class AccessRefused(AsagreedError):
    """An action on people that cannot be; nothing was changed."""


class InvitationRefused(AccessRefused):
    """A link that is unknown, used, ended or too old. It does not say which: a guesser learns nothing."""

    def __init__(self) -> None:
        super().__init__("This invitation cannot be used: it was used before, has ended, or is not one of ours.")


class AlreadyHasAccess(AccessRefused):
    """Somebody is invited who can sign in already."""

    def __init__(self, *, email: str) -> None:
        super().__init__(f"{email} can sign in already. Change the role of that person instead of inviting them again.")


class IsOfAnother(AccessRefused):
    """An address belongs to somebody of another organisation."""

    def __init__(self, *, email: str) -> None:
        super().__init__(f"{email} belongs to another organisation. Use another address for this one.")


class RoleDoesNotFit(AccessRefused):
    """A role of the provider for somebody of a customer, or the other way round."""

    def __init__(self, *, role: str, whose: str) -> None:
        super().__init__(f"«{role}» is not a role for people of {whose}. Choose one of theirs.")


class LastOwner(AccessRefused):
    """Without an owner nobody could invite anybody."""

    def __init__(self) -> None:
        super().__init__("This is the last owner. Make somebody else an owner first.")
