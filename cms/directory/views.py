"""Public views of the directory."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cms.directory.models import Service
from cms.directory.selectors import live_services, published_services
from cms.related import services_like


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a service (200), say that it has ended and help on (410), or know no such service (404)."""
    shown = live_services().filter(slug=slug).first()
    if shown is not None:
        return render(request, "directory/service.html", {"service": shown, "related": services_like(shown)})
    ended = published_services().filter(status=Service.Status.ENDED)
    return render(
        request, "directory/service_ended.html", {"service": get_object_or_404(ended, slug=slug)}, status=410
    )
