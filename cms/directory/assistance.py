"""What helps while a service is written: hints on its summary, and a try of its link."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.permissions import policy_registry

from cms.accounts.models import User
from cms.accounts.throttling import within_rate
from cms.directory.hints import summary_hints
from cms.directory.links import LinkTrial, try_link
from cms.directory.models import OrganisationPage, Service
from search.fields import LinkState

TRIES_A_MINUTE = 20
"""Nobody writes more links; a stolen account must not make this server a scanner."""


def may_write_services(user: User) -> bool:
    """Tell whether somebody edits services at all."""
    policy = policy_registry.get_by_type(Service)
    return bool(policy.user_has_any_permission(user, {"add", "change"}))


@require_POST
def hints(request: HttpRequest) -> JsonResponse:
    """Answer with hints on the posted summary of an organisation's service."""
    if not may_write_services(request.user):
        raise PermissionDenied
    key = request.POST.get("organisation", "")
    organisation = OrganisationPage.objects.filter(pk=key).first() if key.isdecimal() else None
    found = summary_hints(
        summary=request.POST.get("summary", "")[:500], organisation=organisation.title if organisation else ""
    )
    return JsonResponse({"hints": found})


@require_POST
@transaction.non_atomic_requests
def trial(request: HttpRequest) -> JsonResponse:
    """Answer with what came of trying the posted link; outside any transaction, for it may take seconds."""
    if not may_write_services(request.user):
        raise PermissionDenied
    if not within_rate(f"link-tries.{request.user.pk}", limit=TRIES_A_MINUTE, seconds=60):
        tried = LinkTrial(LinkState.UNKNOWN, _("So many links at once: wait a minute before the next one."))
    else:
        tried = try_link(request.POST.get("link", "").strip()[:1000])
    return JsonResponse({"state": tried.state.value, "words": tried.words, "advice": tried.advice})


def tell_hints(request: HttpRequest, service: object) -> None:
    """Tell, after a save by hand, what could be better in a service's summary."""
    if isinstance(service, Service) and request.accepts("text/html"):
        for hint in summary_hints(summary=service.summary, organisation=service.organisation.title):
            messages.info(request, _("A hint for the summary: %(hint)s") % {"hint": hint})
