"""Broken and doubtful links, as work of those whose content they stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    Min,
    Model,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from cms.worklist.items import Scope, WorkAction, WorkItem
from ingest.linkcheck.classes import LinkClass, State
from ingest.linkcheck.models import Link, LinkUse
from ingest.linkcheck.naming import names_of_addresses, reader_addresses
from ingest.linkcheck.selectors import not_ruled
from ingest.linkcheck.verdicts import verdict_on

SHOWN_CHARACTERS = 90
DEAD_FIRST = Case(When(link__state=State.DEAD, then=Value(0)), default=Value(1))


class TroubledLinks:
    """List published places of links that are dead or doubtful, each object and link once."""

    name = "links"
    title = gettext_lazy("Links that do not work")
    advice = gettext_lazy(
        "Look at the link: replace it everywhere, let the right page be suggested, or mark it as working."
    )
    urgency = 30

    def counts(self, scope: Scope) -> Mapping[int | None, int]:
        """Count by organisation."""
        rows = _places(scope).values_list("organisation")
        return dict(rows.annotate(number=Count(_place(), distinct=True)))

    def items(self, scope: Scope, *, limit: int, offset: int = 0) -> Sequence[WorkItem]:
        """List the dead before the doubtful, the newly broken first: so they stand on top of the digest."""
        places = _places(scope).values("link", "content_type", "object_id", "organisation")
        rows = places.annotate(dead=Min(DEAD_FIRST), since=Min("link__state_since")).order_by(
            "dead", "-since", "link", "content_type", "object_id"
        )[offset : offset + limit]
        found: list[dict[str, Any]] = [dict(row) for row in rows]
        links = Link.objects.in_bulk([row["link"] for row in found])
        objects = _objects(found)
        addresses = [link.url for link in links.values()]
        names, opened = names_of_addresses(addresses), reader_addresses(addresses)
        return [
            _item(
                row,
                links[row["link"]],
                objects.get((row["content_type"], row["object_id"])),
                name=names[links[row["link"]].url],
                opened=opened[links[row["link"]].url],
            )
            for row in found
        ]


def _places(scope: Scope) -> QuerySet[LinkUse]:
    """Return the places in trouble about which nobody has decided, as published."""
    uses = LinkUse.objects.filter(
        not_ruled(now(), "link__"),
        version=LinkUse.Version.LIVE,
        link__state__in=(State.DEAD, State.DOUBTFUL),
    ).order_by()
    return scope.narrow(uses)


def _place() -> Any:
    """Return what tells one object and link from another."""
    slash = Value("/")
    return Concat(
        Cast("link", CharField()),
        slash,
        Cast(F("content_type"), CharField()),
        slash,
        "object_id",
        output_field=CharField(),
    )


def _objects(rows: list[dict[str, Any]]) -> dict[tuple[int, str], Model]:
    """Return the objects that the places stand in: a query for the pages, and one a kind of snippet."""
    keys: dict[type[Model], list[tuple[int, str]]] = {}
    for row in rows:
        model = ContentType.objects.get_for_id(row["content_type"]).model_class()
        if model is not None:
            base = Page if issubclass(model, Page) else model
            keys.setdefault(base, []).append((row["content_type"], row["object_id"]))
    found: dict[tuple[int, str], Model] = {}
    for base, places in keys.items():
        objects = base._default_manager.in_bulk([object_id for _type, object_id in places])
        by_key = {str(key): instance for key, instance in objects.items()}
        found |= {place: by_key[place[1]] for place in places if place[1] in by_key}
    return found


def _item(row: dict[str, Any], link: Link, instance: Model | None, *, name: str, opened: str) -> WorkItem:
    verdict = verdict_on(LinkClass(link.link_class), link.url) if link.link_class else None
    address = name if len(name) <= SHOWN_CHARACTERS else f"{name[: SHOWN_CHARACTERS - 1]}…"
    words = " ".join(str(part) for part in (verdict.problem, verdict.fix) if part) if verdict else ""
    return WorkItem(
        key=f"{link.pk}-{row['content_type']}-{row['object_id']}",
        organisation=row["organisation"],
        subject=str(instance) if instance is not None else f"#{row['object_id']}",
        reason=f"{address}: {link.get_state_display()}. {words}".strip(),
        since=link.first_failed or link.state_since,
        actions=tuple(_actions(instance, link, opened)),
    )


def _actions(instance: Model | None, link: Link, opened: str) -> list[WorkAction]:
    actions = [WorkAction(_("Look and mend"), reverse("linkcheck_link", args=[link.pk]))]
    if instance is not None and (edit := AdminURLFinder().get_edit_url(instance)):
        actions.append(WorkAction(_("Correct the link"), edit))
    if opened:
        actions.append(WorkAction(_("Try the link"), opened))
    return actions
