"""Tests: everything of its own, nothing that outlives the run."""

from __future__ import annotations

import tempfile
from pathlib import Path

from cms.settings.base import *  # noqa: F403  the settings' own idiom
from cms.settings.base import ENVIRONMENT, INSTALLED_APPS, SEARCH, STORAGES
from cms.settings.caches import caches_from
from cms.settings.database import database_from

VAR = Path(tempfile.mkdtemp(prefix="palvelupaketti-test-"))
DEMO_ALLOWED = True
STYLE_PAGE = True
SECRET_KEY = "for-tests-only"  # noqa: S105  not a secret
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
INSTALLED_APPS = [*INSTALLED_APPS, "cms.demo"]
DATABASES = {"default": database_from(ENVIRONMENT.database_url, VAR / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = VAR / "media"
STATIC_ROOT = VAR / "static"
SEARCH = {**SEARCH, "directory": VAR / "search"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://"
CACHES = {**caches_from(""), "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
API_RATE_PER_MINUTE = API_TOKEN_RATE_PER_MINUTE = 0  # all tests of a process are one client
