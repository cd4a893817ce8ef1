"""Who may do what with the operational tables."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from cms.membership.selectors import serves_umbrella

View: TypeAlias = Callable[..., HttpResponse]


def umbrella_only(view: View) -> View:
    """Open a view to the umbrella organisation's own people alone."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_keep_sources(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def may_keep_sources(user: Any) -> bool:
    """Tell whether a person may look at sources, run them and decide on what they bring."""
    return bool(user.is_authenticated and serves_umbrella(user))
