"""Production: PostgreSQL, Redis, TLS; refuses to start without its secrets, and knows no demo content."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from cms.settings.base import *  # noqa: F403  the settings' own idiom
from cms.settings.base import CONTENT_SECURITY_POLICY, ENVIRONMENT
from cms.settings.mail import mail_from

_missing = [
    name.upper()
    for name in ("secret_key", "allowed_hosts", "database_url", "redis_url", "email_url")
    if not getattr(ENVIRONMENT, name)
]
if _missing:
    raise ImproperlyConfigured(f"Set these environment variables and start again: {', '.join(_missing)}.")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {**CONTENT_SECURITY_POLICY["DIRECTIVES"], "upgrade-insecure-requests": True}
}

globals().update(mail_from(ENVIRONMENT.email_url))
