"""How much one client may ask in a minute, and how the answer tells."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cms.accounts.throttling import client_address, counted
from cms.headless.models import ApiToken

WINDOW_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """Tell how a client stands: ``asked`` of ``limit`` requests, and in how many seconds it starts anew."""

    limit: int
    asked: int
    reset: int

    @property
    def over(self) -> bool:
        """Tell whether this request is one too many."""
        return self.asked > self.limit

    def tell(self, response: HttpResponseBase) -> None:
        """Write the standing into an answer's headers (draft-ietf-httpapi-ratelimit-headers-07)."""
        response["RateLimit-Policy"] = f"{self.limit};w={WINDOW_SECONDS}"
        response["RateLimit-Limit"] = str(self.limit)
        response["RateLimit-Remaining"] = str(max(0, self.limit - self.asked))
        response["RateLimit-Reset"] = str(self.reset)
        if self.over:
            response["Retry-After"] = str(self.reset)


def standing_of(request: HttpRequest, token: ApiToken | None) -> Standing | None:
    """Count a request of a token or else of an address; ``None`` where the settings set no limit."""
    limit = settings.API_RATE_PER_MINUTE if token is None else settings.API_TOKEN_RATE_PER_MINUTE
    if not limit:
        return None
    client = client_address(request) if token is None else f"token-{token.pk}"
    window, passed = divmod(int(time.time()), WINDOW_SECONDS)
    asked = counted(f"api.{client}.{window}", seconds=WINDOW_SECONDS)
    return Standing(limit, asked, WINDOW_SECONDS - passed)
