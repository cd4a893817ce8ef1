"""Who may see what is not published yet: a program with a token for drafts, and a preview's bearer."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cms.headless.models import ApiToken

Version = Literal["live", "draft"]


class DraftsRefused(PermissionError):
    """Report that drafts were asked for without a token that opens them."""

    def __init__(self) -> None:
        super().__init__(_("Drafts need a token whose scope is drafts."))


def require_drafts(request: HttpRequest) -> None:
    """Raise ``DraftsRefused`` unless the request bears a token that opens drafts."""
    token: ApiToken | None = getattr(request, "api_token", None)
    if token is None or token.scope != ApiToken.Scope.DRAFTS:
        raise DraftsRefused


def newest(thing: Any) -> Any:
    """Return a page or a service in its newest version, with what the query added to it."""
    draft = thing.get_latest_revision_as_object()
    if hasattr(thing, "changed"):
        draft.changed = thing.changed
    return draft
