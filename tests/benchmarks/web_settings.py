"""Settings of the server whose pages are measured: production's, but on SQLite and without TLS."""

from __future__ import annotations

from cms.settings.base import STORAGES as PRODUCTION_STORAGES
from tests.benchmarks.http_settings import *  # noqa: F403  the settings' own idiom

ROOT_URLCONF = "tests.benchmarks.web_urls"
STORAGES = PRODUCTION_STORAGES
