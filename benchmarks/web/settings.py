"""Settings of the measured installation: those of any other, and one page more to compare with."""

from __future__ import annotations

from asagreed_web.config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.web.urls"
