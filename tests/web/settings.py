"""Settings of the tests: a data folder that is thrown away, weak hashing of passwords, mail kept in memory.

The database is a file of SQLite, or with ASAGREED_TEST_DATABASE=postgresql a server that lasts as long as the tests
(a URL there names a server that runs already). Processes that the tests start inherit what is set here.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

from tests.web import postgres

if "ASAGREED_DATA" not in os.environ:
    os.environ["ASAGREED_DATA"] = tempfile.mkdtemp(prefix="asagreed-test-")
    atexit.register(shutil.rmtree, os.environ["ASAGREED_DATA"], ignore_errors=True)
os.environ.setdefault("ASAGREED_ADDRESS", "http://testserver")
os.environ.setdefault("ASAGREED_SECRET_KEY", "a key for tests, long enough for every check that looks at its length")
os.environ.setdefault("ASAGREED_PROVIDER", "Northwind IT")
os.environ.setdefault("ASAGREED_ALSO_KNOWN_AS", "127.0.0.1 localhost")

_DATABASE = os.environ.get("ASAGREED_TEST_DATABASE", "sqlite")
if "ASAGREED_DATABASE_URL" not in os.environ and _DATABASE != "sqlite":
    if _DATABASE == "postgresql":
        _server = postgres.begin(fsync=False)
        atexit.register(postgres.end, _server)
    os.environ["ASAGREED_DATABASE_URL"] = _server.url() if _DATABASE == "postgresql" else _DATABASE

from asagreed_web.config.settings import *  # noqa: E402, F403
from asagreed_web.config.settings import DATA, DATABASES  # noqa: E402

if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file and not the memory, so that threads and processes each have a connection, as in an installation.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# WhiteNoise warns about a folder that is not there.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
