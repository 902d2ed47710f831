"""Settings of an installation. What an operator may set is read through `environment`; docs/guide says each."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from csp.constants import NONE, SELF

from asagreed_web.config import environment, sign_in
from asagreed_web.config.mail_settings import *  # noqa: F403 – every setting of that file is one of this installation
from asagreed_web.config.secret import secret_key
from asagreed_web.config.sign_in import *  # noqa: F403 – every setting of that file is one of this installation
from asagreed_web.config.sqlite import use_safe_sqlite

use_safe_sqlite()

DATA = Path(environment.text("DATA", "data")).resolve()

# The address at which customers reach this installation: links in mail, cookies and host checks follow it.
ADDRESS = environment.text("ADDRESS", "http://127.0.0.1:8000").rstrip("/")
IS_SECURE = ADDRESS.startswith("https://")
HOST = ADDRESS.split("://", 1)[1].split("/", 1)[0]
ALLOWED_HOSTS = [HOST.rsplit(":", 1)[0], *environment.words("ALSO_KNOWN_AS")]
CSRF_TRUSTED_ORIGINS = [ADDRESS]

SECRET_KEY = secret_key(DATA)
DEBUG = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "ninja",
    "csp",
    "asagreed_web.kit",
    "asagreed_web.chronicle",
    "asagreed_web.customers",
    "asagreed_web.people",
    "asagreed_web.agreements",
    "asagreed_web.signing",
    "asagreed_web.discovery",
    "asagreed_web.tickets",
    "asagreed_web.clocks",
    "asagreed_web.uptime",
    "asagreed_web.upkeep",
    "asagreed_web.billing",
    "asagreed_web.invoicing",
    "asagreed_web.intake",
    "asagreed_web.monitoring",
    "asagreed_web.status",
    "asagreed_web.reports",
    "asagreed_web.protection",
    "asagreed_web.demo",
    "asagreed_web.doors.desk",
    "asagreed_web.doors.portal",
    "asagreed_web.doors.api",
]

MIDDLEWARE = [
    "asagreed_web.kit.middleware.moment_and_id",
    "asagreed_web.kit.middleware.shared_answers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "asagreed_web.people.wall.wall_for_the_person",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "asagreed_web.config.urls"
WSGI_APPLICATION = "asagreed_web.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            Path(__file__).parent.parent / "kit" / "templates_jinja",
            Path(__file__).parent.parent / "people" / "templates_jinja",
            Path(__file__).parent.parent / "signing" / "templates_jinja",
            Path(__file__).parent.parent / "status" / "templates_jinja",
            Path(__file__).parent.parent / "reports" / "templates_jinja",
            Path(__file__).parent.parent / "doors" / "desk" / "templates_jinja",
            Path(__file__).parent.parent / "doors" / "portal" / "templates_jinja",
        ],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "asagreed_web.kit.jinja.environment",
            "context_processors": ["asagreed_web.people.pages.on_every_page"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent.parent / "kit" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "asagreed_web.people.pages.around_sign_in",
            ]
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASES = {"default": environment.database(environment.text("DATABASE_URL"), data=DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-session" if IS_SECURE else "asagreed-session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "asagreed-csrf"
SESSION_COOKIE_AGE = 14 * 86400
CSRF_FAILURE_VIEW = "asagreed_web.config.start.form_too_old"
SECURE_SSL_REDIRECT = IS_SECURE
SECURE_HSTS_SECONDS = 31536000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if environment.flag("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *sign_in.SINGLE_SIGN_ON_ORIGINS],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
TIME_ZONE = environment.text("ZONE", "UTC")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "attachments"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Mail out leaves through the outbox only; this is what the worker hands it to.
EMAIL_BACKEND = environment.text("MAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
# Only for the backend that writes mail into files, which the demonstration uses.
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_HOST = environment.text("SMTP_HOST", "localhost")
EMAIL_PORT = environment.whole_number("SMTP_PORT", default=25)
EMAIL_HOST_USER = environment.text("SMTP_USER")
EMAIL_HOST_PASSWORD = environment.text("SMTP_PASSWORD")
EMAIL_USE_TLS = environment.flag("SMTP_STARTTLS", default=False)
EMAIL_USE_SSL = environment.flag("SMTP_TLS", default=False)
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("MAIL_FROM", "desk@localhost")

# Answers go to `desk+t-…@domain` unless every address of the domain reaches the desk: then to `t-…@domain`.
REPLIES_BY_PLUS = environment.flag("REPLIES_BY_PLUS", default=True)

# Whether addresses that people enter (web hooks) may lie in private networks; single networks can be named instead.
ALLOW_PRIVATE_TARGETS = environment.flag("ALLOW_PRIVATE_TARGETS", default=False)
ALLOWED_TARGET_NETWORKS = environment.words("ALLOWED_TARGET_NETWORKS")
# Networks that own checks may look at besides: those of the provider and of customers that it reaches.
CHECKED_NETWORKS = environment.words("CHECKED_NETWORKS")
# From where this machine looks; empty: its workers make no checks.
VANTAGE = environment.text("VANTAGE", "here")

# Work that costs more than this, in the currency of the agreement and without tax, is put to the customer first.
APPROVAL_ABOVE = Decimal(environment.whole_number("APPROVAL_ABOVE", default=250))

# How many years the law asks for, by class of records; countries differ. Agreements may ask for more, never for less.
KEPT_BY_LAW = {
    "invoices": environment.whole_number("KEEP_INVOICES_YEARS", default=10),
    "time entries": environment.whole_number("KEEP_TIME_ENTRIES_YEARS", default=0),
}

INVOICE_PREFIX = environment.text("INVOICE_PREFIX", "INV-")
"""What every number of an invoice begins with."""
FIRST_INVOICE = environment.whole_number("FIRST_INVOICE", default=1)
"""The number of the first invoice: one more than the last one that another program gave."""

SEAL_FILE = environment.text("SEAL_FILE")
"""Key and certificate (PKCS #12) by which documents are sealed; without one, a seal is made in the data folder."""
SEAL_PASSPHRASE = environment.text("SEAL_PASSPHRASE")

PROVIDER = environment.text("PROVIDER", "Service desk")
"""The name of the provider, as customers know it."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "WARNING")},
}
