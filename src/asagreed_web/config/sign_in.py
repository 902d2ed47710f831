"""How people come in: passwords, passkeys, one-time codes, single sign-on. Nobody comes in who was not invited."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from asagreed_web.config import environment
from asagreed_web.config.errors import SettingRefused

MINUTE, HOUR, DAY = 60, 3600, 86400


def single_sign_on() -> dict[str, Any]:
    """Return the one OpenID Connect provider that the operator named, or nothing. Raises SettingRefused."""
    url = environment.text("OIDC_URL").rstrip("/")
    if not url:
        return {}
    if not url.startswith("https://"):
        raise SettingRefused(name="ASAGREED_OIDC_URL", given=url, allowed="an address that begins with https://")
    app = {
        "provider_id": "sso",
        "name": environment.text("OIDC_NAME", "Single sign-on"),
        "client_id": environment.text("OIDC_CLIENT"),
        "secret": environment.text("OIDC_SECRET"),
        "settings": {"server_url": url, "email_authentication": True},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def origin_of(url: str) -> list[str]:
    """Return scheme and host of an address, as a content security policy names them; nothing of nothing."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


SINGLE_SIGN_ON_ORIGINS = origin_of(environment.text("OIDC_URL"))
"""Where a sign-in form may lead besides ourselves; browsers hold redirects after a form against `form-action`."""

ACCOUNT_ADAPTER = "asagreed_web.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# An invitation is answered from the mailbox that it was sent to, which proves the address.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# A form that mails whatever address a stranger types would be a mail cannon.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * MINUTE
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * MINUTE
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = None
"""The person is asked; otherwise the session ends with the browser."""
ACCOUNT_SESSION_COOKIE_AGE = 14 * DAY
PASSWORD_RESET_TIMEOUT = HOUR

MFA_ADAPTER = "asagreed_web.people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_FORMS = {"add_webauthn": "asagreed_web.people.passkeys.PasskeyForm"}
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey replaces the password and the second factor, so the device must know its owner.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# Browsers offer passkeys without TLS at «localhost» only, for a look at the demo.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not environment.text("ADDRESS").startswith("https://")
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True

SOCIALACCOUNT_ADAPTER = "asagreed_web.people.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = single_sign_on()
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_AUTO_SIGNUP = False

# Behind a proxy the last address that it added counts; without one, a header counts for nothing.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if environment.flag("BEHIND_PROXY", default=False) else 0

# Attempts are counted for all processes together: each would else allow the full number.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_counted",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
