"""The admin's own pages for the directory."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cms.directory.models import Service
from cms.freshness.actions import confirm as record_confirmation
from cms.freshness.subjects import Subject
from cms.moderation.subjects import may


def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a published service for confirmation; a press of the button records it."""
    service = get_object_or_404(Service, pk=pk, live=True)
    if not may(request.user, service, "change"):
        raise PermissionDenied
    if request.method == "POST":
        record_confirmation(subjects=[Subject(service, localdate())], user=request.user)
        messages.success(request, _("%(service)s is confirmed as of today.") % {"service": service.name})
        return redirect("wagtailsnippets_directory_service:list")
    return render(request, "directory/admin/confirm_service.html", {"service": service})
