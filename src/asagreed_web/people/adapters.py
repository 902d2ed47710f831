"""What sign-in does in our way: nobody signs up, mail leaves by the outbox, secrets are kept sealed."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as running
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.translation import gettext as _

from asagreed_web.kit import clock
from asagreed_web.kit.outbox import put_mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by address, for people who were invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people are invited."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put a mail about somebody's account into the outbox; the worker sends it at its next round."""
        about = {"request": running.request, "email": email, "provider": settings.PROVIDER, **context}
        mail = self.render_mail(template_prefix, email, about)
        put_mail(
            key=f"account {secrets.token_hex(16)}",
            template="account",
            to=email,
            says={"subject": mail.subject, "text": mail.body},
            customer_id=None,
            at=clock.now(),
        )

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link of a password reset: at our address, whatever name the request used for us."""
        kept = {"uidb36": "UID", "key": "KEY"}
        path = reverse("account_reset_password_from_key", kwargs=kept).replace("UID-KEY", quote(key))
        return f"{settings.ADDRESS}{path}"


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in through the operator's OpenID Connect provider, for people who are here already."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody is made by another system: an unknown address is turned away."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect an account only where the other system says that the address of this person is theirs."""
        if sociallogin.state.get("process") != AuthProcess.CONNECT:
            return
        proven = {address.email.lower() for address in sociallogin.email_addresses if address.verified}
        if getattr(request.user, "email", None) not in proven:
            messages.error(request, _("That account has another e-mail address, so it was not connected."))
            raise ImmediateHttpResponse(redirect("socialaccount_connections"))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Passkeys and one-time codes; their secrets are sealed with the key of the installation."""

    def get_totp_issuer(self) -> str:
        """Return the name under which an authenticator lists the account."""
        return str(settings.PROVIDER)

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret. Raises InvalidToken where the key of the installation has changed."""
        return _seal().decrypt(encrypted_text.encode()).decode()


def _seal() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key))) for key in keys])


def _derived(key: str | bytes) -> bytes:
    return hashlib.blake2b(force_bytes(key), digest_size=32, person=b"second factor").digest()
