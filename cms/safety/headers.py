"""Tell browsers what a page may do: one policy for readers, a looser one for Wagtail's admin.

A view that others may show in a frame says so itself, with ``framed_anywhere``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt


class SafetyHeaders(CSPMiddleware):
    """Set ``Content-Security-Policy``, ``Permissions-Policy``, and in the admin ``X-Frame-Options``.

    Everywhere else ``X-Frame-Options`` is Django's own, which forbids frames.
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Return the policy for the answer to a request."""
        parts = super().get_policy_parts(request, response, report_only)
        if parts.config is None and not report_only and in_admin(request):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        if is_preview(request):
            parts.replace = {"frame-ancestors": [SELF], **(parts.replace or {})}
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add the headers that the view has not set itself."""
        response = super().process_response(request, response)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        if in_admin(request) or is_preview(request):
            response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")  # previews stand in frames
        return response


def in_admin(request: HttpRequest) -> bool:
    """Tell whether a request asks for a page of the admin."""
    return request.path.startswith(reverse("wagtailadmin_home"))


def is_preview(request: HttpRequest) -> bool:
    """Tell whether a request is one that Wagtail makes up to preview a public page within the admin."""
    return bool(getattr(request, "is_dummy", False))


def framed_anywhere(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let any site show the answers of ``view`` in a frame."""

    @wraps(view)
    def framed(*args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(*args, **kwargs)

    return xframe_options_exempt(csp_replace({"frame-ancestors": ["*"]})(framed))
