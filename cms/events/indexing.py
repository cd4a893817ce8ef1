"""Events as search documents, and when they change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from wagtail.models import Site

from cms.directory.indexing import DIGITAL, LOCAL
from cms.directory.models import Municipality, OrganisationPage, TargetGroup
from cms.directory.selectors import public_organisations
from cms.events.models import EventPage
from cms.publishing.blocks import plain_text
from cms.publishing.indexing import page_changed, published_ids
from cms.publishing.page_changes import follow_pages
from search.documents import Availability, SearchDocument
from search.fields import Facet, Kind, Language
from search.outbox import record_changes
from search.registry import ContentSource, document_id, register_source

SOURCE = Kind.EVENT.value


def register() -> None:
    """Tell the search of our pages, and listen for changes."""
    register_source(ContentSource(SOURCE, partial(published_ids, EventPage), event_documents))
    for signal in (post_save, post_delete):
        signal.connect(partial(page_changed, SOURCE), sender=EventPage, weak=False)
    follow_pages(EventPage, partial(record_changes, SOURCE))
    follow_pages(OrganisationPage, _organisations_changed)
    for signal in (post_save, pre_delete):  # once deleted, nothing tells any more whose event it was
        signal.connect(_organisation_changed, sender=OrganisationPage)
        for model in (TargetGroup, Municipality):
            signal.connect(_term_changed, sender=model)


def event_documents(keys: Sequence[int]) -> Iterator[SearchDocument]:
    """Yield the documents of those of the events that can be found.

    An event fades from its day on, as news do from theirs.
    """
    pages = EventPage.objects.live().public().filter(pk__in=keys)
    seen = set(public_organisations().values_list("pk", flat=True))
    everywhere = tuple(Municipality.objects.order_by("slug").values_list("slug", flat=True))
    Site.clear_site_root_paths_cache()  # another process may have changed them since
    for page in pages.select_related("locale", "municipality", "organisation").prefetch_related(
        "target_groups"
    ):
        language = page.locale.language_code[:2]
        groups = sorted(page.target_groups.all(), key=lambda group: (group.sort_order, group.name_fi))
        local = (page.municipality.slug,) if page.municipality else ()
        online = bool(page.online_url)
        organiser = page.organisation if page.organisation_id in seen else None
        yield SearchDocument(
            id=document_id(SOURCE, page.pk),
            kind=Kind.EVENT,
            title=page.title,
            language=Language(language),
            summary=page.summary,
            body="\n".join(text for text in (plain_text(page.body), page.where) if text),
            keywords=tuple(dict.fromkeys(name for group in groups for name in group.names)),
            organisation=organiser.title if organiser else "",
            url=page.url or "",
            facets={
                Facet.KIND: (Kind.EVENT.value,),
                Facet.LANGUAGE: (language,),
                Facet.TARGET_GROUP: tuple(group.slug for group in groups),
                Facet.MUNICIPALITY: everywhere if online else local,
                Facet.MUNICIPALITY_LOCAL: local,
                Facet.AVAILABILITY: (*((LOCAL,) if local else ()), *((DIGITAL,) if online else ())),
                Facet.ORGANISATION: (organiser.slug,) if organiser else (),
                Facet.FREE: () if page.price else ("true",),
            },
            availability=Availability(whole_county=False, digital=online, municipalities=local),
            published=timezone.localdate(page.starts_at),
            updated=page.last_published_at,
        )


def _organisation_changed(instance: OrganisationPage, **_kwargs: Any) -> None:
    _organisations_changed([instance.pk])


def _organisations_changed(keys: Sequence[int]) -> None:
    record_changes(SOURCE, EventPage.objects.filter(organisation__in=keys).values_list("pk", flat=True))


def _term_changed(instance: TargetGroup | Municipality, **_kwargs: Any) -> None:
    """Reindex what has the term; what is online is offered in every municipality."""
    if isinstance(instance, TargetGroup):
        affected = EventPage.objects.filter(target_groups=instance)
    else:
        affected = EventPage.objects.filter(Q(municipality=instance) | ~Q(online_url=""))
    record_changes(SOURCE, affected.values_list("pk", flat=True))
