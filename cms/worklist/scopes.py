"""Whose work a person sees."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from cms.accounts.models import User
from cms.membership.selectors import organisations_of, serves_umbrella
from cms.worklist.items import Scope

UMBRELLA = "umbrella"
"""What stands in an address for the work that belongs to no organisation."""


def scope_of(user: User | AnonymousUser) -> Scope:
    """Return all that a person may see: her organisations' work, or as one of the umbrella's everybody's."""
    if serves_umbrella(user):
        return Scope(None)
    return Scope(frozenset(organisations_of(user).values_list("pk", flat=True)))


def scope_within(user: User | AnonymousUser, organisation: str) -> Scope:
    """Return the part of a person's scope that an address asks for; an empty one asks for all.

    Raises:
        django.http.Http404: the organisation is none of hers, or there is no such.
    """
    whole = scope_of(user)
    if not organisation:
        return whole
    if not (organisation.isascii() and organisation.isdigit()) or not whole.includes(int(organisation)):
        raise Http404
    return Scope(frozenset({int(organisation)}))
