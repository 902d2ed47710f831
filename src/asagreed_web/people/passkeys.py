"""Adding a passkey: made to sign in alone unless the person says otherwise."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """The form of a new passkey, in words for somebody who never heard of one."""

    name = forms.CharField(
        label=_("Name"),
        required=False,
        help_text=_("So that you know it again: «my laptop», «my key ring»."),
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone, without a password"),
        required=False,
        help_text=_("The device asks for your fingerprint, your face or its code."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("passwordless", True)
        super().__init__(*args, **kwargs)
