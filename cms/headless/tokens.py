"""Tokens by which programs are known: made, found, revoked."""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.http import HttpRequest
from django.utils.timezone import now

from cms.accounts.models import User
from cms.accounts.throttling import within_rate
from cms.headless.models import ApiToken

MARK = "pp_"
"""What every token begins with, so that one that lies about is known for what it is."""
SEEN_EVERY_SECONDS = 60
"""No use of a token is noted more often."""


class UnknownToken(PermissionError):
    """Report a token that nobody made, or that was revoked."""


def issue_token(*, name: str, scope: str, by: User | None) -> tuple[ApiToken, str]:
    """Make a token; return it and its secret, which nobody can read again."""
    secret = MARK + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        name=name, scope=scope, beginning=secret[:8], digest=_digest(secret), created_by=by
    )
    return token, secret


def revoke_token(*, token: ApiToken) -> None:
    """Let a token be worth nothing from now on."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now())


def token_of(request: HttpRequest) -> ApiToken | None:
    """Return the token that a request bears (RFC 6750), ``None`` if it bears none. Raise ``UnknownToken``."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    token = ApiToken.objects.filter(digest=_digest(secret.strip()), revoked_at=None).first()
    if token is None:
        raise UnknownToken
    if within_rate(f"token-seen.{token.pk}", limit=1, seconds=SEEN_EVERY_SECONDS):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now())
    return token


def _digest(secret: str) -> str:
    """Digest a secret: being random and long, it needs no slow function."""
    return sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
