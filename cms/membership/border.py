"""The border around the admin that an organisation's people don't cross.

Wagtail checks rights view by view, and now and then one of its views asks too little. So each request of
somebody who isn't the umbrella's is first judged here: closed unless a rule opens the view and the objects
that its address names are hers. Views of our own packages answer for themselves (``cms.membership.selectors``
tells them whose is what), and a test visits every one of them as a stranger.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from wagtail.permissions import policy_registry

from cms.membership.border_rules import OPEN_TO_ALL, RULES, Visit, own_instance
from cms.membership.policy import OwnedPolicy
from cms.membership.selectors import organisation_roles, serves_umbrella, umbrella_contact, was_let_in
from cms.membership.tags import known_tags

OUR_PACKAGES = frozenset({"cms", "home", "ingest", "search"})
OPEN_ATTRIBUTE = "open_without_organisation"
"""A view with this attribute also serves accounts that belong nowhere, as an invitation's page does."""

View = Callable[..., HttpResponseBase]


class OrganisationBorder:
    """Judge each request to the admin before its view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, _args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Let the request through (``None``), answer 403 or 404, or say that an account belongs nowhere."""
        if not request.path.startswith(reverse("wagtailadmin_home")) or request.user.is_anonymous:
            return None
        name = request.resolver_match.view_name
        if serves_umbrella(request.user) or name in OPEN_TO_ALL or getattr(view, OPEN_ATTRIBUTE, False):
            return None
        if not organisation_roles(request.user):
            if was_let_in(request.user):
                return None
            contact = umbrella_contact()
            return render(request, "membership/no_organisation.html", {"contact": contact}, status=403)
        if name in {"wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete"}:
            return JsonResponse(known_tags(request.user, request.GET.get("term", "")), safe=False)
        judge(Visit(request, name, kwargs), view)
        return None


def judge(visit: Visit, view: View) -> None:
    """Raise ``PermissionDenied`` if the view is closed, ``Http404`` if the objects are somebody else's."""
    policy = _owned_policy(view)
    rule = RULES.get(visit.name)
    if policy is not None:
        if visit.name.endswith((":create", ":delete")):
            raise PermissionDenied
        theirs = own_instance(visit, policy)
    elif rule is not None:
        theirs = rule(visit)
    elif view.__module__.partition(".")[0] in OUR_PACKAGES:
        theirs = True
    else:
        raise PermissionDenied
    if not theirs:
        raise Http404


def may_open(request: HttpRequest, address: str) -> bool:
    """Tell whether the border would let this person open an address; menus hide the others."""
    try:
        match = resolve(address.partition("?")[0].partition("#")[0])
    except Resolver404:
        return True
    if serves_umbrella(request.user) or not match.view_name:
        return True
    try:
        judge(Visit(request, match.view_name, match.kwargs), match.func)
    except (PermissionDenied, Http404):
        return False
    return True


def _owned_policy(view: View) -> OwnedPolicy | None:
    """Return the policy of the model that a generic view serves, if its rows belong to organisations."""
    model = getattr(view, "view_initkwargs", {}).get("model") or getattr(
        getattr(view, "view_class", None), "model", None
    )
    if isinstance(model, str):
        model = apps.get_model(model)
    policy = policy_registry.get_by_type(model) if isinstance(model, type) else None
    return policy if isinstance(policy, OwnedPolicy) else None
