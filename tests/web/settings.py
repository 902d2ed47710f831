"""Settings of the tests: a data folder that is thrown away, weak hashing of passwords, mail kept in memory."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("ASAGREED_DATA", tempfile.mkdtemp(prefix="asagreed-test-"))
os.environ.setdefault("ASAGREED_ADDRESS", "http://testserver")
os.environ.setdefault("ASAGREED_SECRET_KEY", "a key for tests, long enough for every check that looks at its length")
os.environ.setdefault("ASAGREED_PROVIDER", "Northwind IT")
os.environ.setdefault("ASAGREED_ALSO_KNOWN_AS", "127.0.0.1 localhost")

from asagreed_web.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
