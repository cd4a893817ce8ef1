"""What a person sees beside her work: her own drafts, and for the umbrella what is read and searched most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail.models import Page

from cms.accounts.models import User
from cms.directory.models import Service
from cms.moderation.subjects import edit_address
from cms.readership.selectors import MostRead, most_read
from search.log.selectors import frequent_queries

SHOWN = 5


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """Be something that the person has written and not published yet."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Glance:
    """Hold what stands beside the work."""

    drafts: list[OwnDraft]
    read: list[MostRead]
    searched: list[dict[str, Any]]

    def __bool__(self) -> bool:
        return bool(self.drafts or self.read or self.searched)


def glance(user: User, *, today: date, umbrella: bool) -> Glance:
    """Return what the person sees beside her work, in a constant number of queries."""
    searched = list(frequent_queries()[:SHOWN]) if umbrella else []
    return Glance(own_drafts(user), most_read(today=today, limit=SHOWN) if umbrella else [], searched)


def own_drafts(user: User) -> list[OwnDraft]:
    """Return what the person changed last and has not published, the latest first."""
    wanted = {"has_unpublished_changes": True, "latest_revision__user": user}
    services = Service.objects.filter(**wanted).order_by("-latest_revision__created_at")[:SHOWN]
    pages = Page.objects.filter(**wanted).order_by("-latest_revision__created_at")[:SHOWN]
    found = [
        (
            service.latest_revision.created_at,
            OwnDraft(service.latest_revision.object_str, edit_address(service)),
        )
        for service in services.select_related("latest_revision")
    ]
    found += [
        (
            page.latest_revision_created_at,
            OwnDraft(page.draft_title, edit_address(page)),
        )
        for page in pages
    ]
    return [draft for _when, draft in sorted(found, key=lambda one: one[0], reverse=True)[:SHOWN]]
