"""The state of a link beside the field in which somebody writes it: what is known, and one try on request."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cms.accounts.models import User
from cms.directory.links import LinkTrial, state_words, try_link
from ingest.linkcheck.selectors import link_state
from search.fields import LinkState

LONGEST = 2000
"""Characters of an address that is tried on request."""


@require_GET
def link_state_here(request: HttpRequest) -> JsonResponse:
    """Say what is known of an address; nothing is asked of anybody."""
    _check_right(request.user)
    state = LinkState(link_state(request.GET.get("url", "")[:LONGEST]))
    return _answer(LinkTrial(state, state_words(state)))


@require_POST
@transaction.non_atomic_requests
def try_link_here(request: HttpRequest) -> JsonResponse:
    """Try an address now, without recording anything."""
    _check_right(request.user)
    address = request.POST.get("url", "").strip()
    if not address or len(address) > LONGEST:
        return _answer(LinkTrial(LinkState.UNKNOWN, _("Write an address first.")))
    return _answer(try_link(address))


def _check_right(user: User | AnonymousUser) -> None:
    if not user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied


def _answer(trial: LinkTrial) -> JsonResponse:
    return JsonResponse({"state": trial.state.value, "words": trial.words, "advice": trial.advice})
