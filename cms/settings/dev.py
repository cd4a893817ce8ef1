"""Development: the embedded default on the loopback, with demo content."""

from __future__ import annotations

from cms.settings.base import *  # noqa: F403  the settings' own idiom
from cms.settings.base import ENVIRONMENT, INSTALLED_APPS, STORAGES, VAR
from cms.settings.caches import caches_from
from cms.settings.mail import mail_from
from cms.stack.broker import announced

VAR.mkdir(parents=True, exist_ok=True)
DEBUG = ENVIRONMENT.debug
DEMO_ALLOWED = True
STYLE_PAGE = True
SECRET_KEY = ENVIRONMENT.secret_key or "development-only-and-never-in-production"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *ENVIRONMENT.allowed_hosts]
INTERNAL_IPS = ["127.0.0.1"]
INSTALLED_APPS = [*INSTALLED_APPS, "cms.demo"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
REDIS_URL = ENVIRONMENT.redis_url or announced(VAR)
CELERY_BROKER_URL = REDIS_URL
CACHES = caches_from(REDIS_URL)
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
if ENVIRONMENT.email_url:
    globals().update(mail_from(ENVIRONMENT.email_url))
