"""Settings of the server that is measured: production's, but on SQLite, on the loopback, without TLS.

Demo content is allowed, as the services are generated.
"""

from __future__ import annotations

from cms.settings.base import *  # noqa: F403  the settings' own idiom
from cms.settings.base import INSTALLED_APPS, STORAGES

DEMO_ALLOWED = True
SECRET_KEY = "for-measuring-only"
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
INSTALLED_APPS = [*INSTALLED_APPS, "cms.demo"]
ROOT_URLCONF = "tests.benchmarks.http_urls"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
