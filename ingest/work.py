"""What the ingestion asks of people: conflicts, possible duplicates, sources in trouble, wordless images."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.worklist.items import WorkAction, WorkItem
from ingest.alarms import silent_since, silent_sources
from ingest.models import AdoptionOffer, FieldConflict, HarvestedImage, Run, Source
from ingest.umbrella_work import UmbrellaWork
from ingest.wording import field_label


def _conflicts() -> QuerySet[FieldConflict]:
    return FieldConflict.objects.filter(settled_at=None).select_related(
        "record__source", "record__content_type"
    )


def _conflict_items(limit: int, offset: int) -> list[WorkItem]:
    return [
        WorkItem(
            key=f"conflict-{row.pk}",
            organisation=None,
            subject=row.record.title,
            reason=_("The source %(source)s and a person both changed: %(field)s.")
            % {"source": row.record.source, "field": field_label(row)},
            since=row.found_at,
            actions=(WorkAction(_("Compare and settle"), reverse("ingest_conflict", args=[row.pk])),),
        )
        for row in _conflicts()[offset : offset + limit]
    ]


def _offers() -> QuerySet[AdoptionOffer]:
    return AdoptionOffer.objects.filter(decision="").select_related("source")


def _offer_items(limit: int, offset: int) -> list[WorkItem]:
    return [
        WorkItem(
            key=f"offer-{row.pk}",
            organisation=None,
            subject=row.title,
            reason=_("The source %(source)s brings something that seems to be here already.")
            % {"source": row.source},
            since=row.found_at,
            actions=(WorkAction(_("Compare"), f"{reverse('ingest_offers')}#offer-{row.pk}"),),
        )
        for row in _offers()[offset : offset + limit]
    ]


def _troubled() -> list[WorkItem]:
    """Return the sources that fail, wait for a decision, have errors or are silent."""
    items = [
        _source_item("held", run.source, _("It has shrunk. Is what is missing really gone?"), run.started_at)
        for run in Run.objects.filter(state=Run.State.HELD).select_related("source")
    ]
    failing = Source.objects.filter(kept=True, failures__gt=0)
    items += [
        _source_item("failing", source, _("It could not be read."), source.completed_at) for source in failing
    ]
    items += [
        _source_item(
            "silent", source, _("It has brought nothing for longer than expected."), silent_since(source)
        )
        for source in silent_sources()
    ]
    open_errors = Count("errors", filter=Q(errors__settled_at=None))
    since = Min("errors__first_at", filter=Q(errors__settled_at=None))
    with_errors = Source.objects.filter(kept=True).annotate(number=open_errors, since=since)
    items += [
        _source_item(
            "errors",
            source,
            _("%(number)s things could not be brought in.") % {"number": source.number},
            source.since,
        )
        for source in with_errors.filter(number__gt=0).order_by("since")
    ]
    return items


def _source_item(kind: str, source: Source, reason: str, since: datetime | None) -> WorkItem:
    return WorkItem(
        key=f"source-{kind}-{source.pk}",
        organisation=None,
        subject=source.name,
        reason=reason,
        since=since,
        actions=(WorkAction(_("Look at the source"), reverse("ingest_source", args=[source.pk])),),
    )


def _wordless_images() -> QuerySet[HarvestedImage]:
    return HarvestedImage.objects.filter(image__description="").select_related("image").order_by("pk")


def _image_items(limit: int, offset: int) -> list[WorkItem]:
    return [
        WorkItem(
            key=f"image-{row.pk}",
            organisation=None,
            subject=row.image.title,
            reason=_("The image came without a description for those who can't see it."),
            since=row.fetched_at,
            actions=(WorkAction(_("Describe"), reverse("wagtailimages:edit", args=[row.image_id])),),
        )
        for row in _wordless_images()[offset : offset + limit]
    ]


CONFLICTS = UmbrellaWork(
    "conflicts",
    gettext_lazy("Conflicts with sources"),
    gettext_lazy("Take the source's value, keep your own, or merge both."),
    45,
    lambda: _conflicts().count(),
    _conflict_items,
)
DUPLICATES = UmbrellaWork(
    "duplicates",
    gettext_lazy("Possible duplicates"),
    gettext_lazy("Say whether what a source brings is here already."),
    46,
    lambda: _offers().count(),
    _offer_items,
)
TROUBLE = UmbrellaWork(
    "source-trouble",
    gettext_lazy("Sources in trouble"),
    gettext_lazy("Look at what is wrong and correct the settings, or tell those who keep the source."),
    47,
    lambda: len(_troubled()),
    lambda limit, offset: _troubled()[offset : offset + limit],
)
WORDLESS_IMAGES = UmbrellaWork(
    "image-descriptions",
    gettext_lazy("Images without a description"),
    gettext_lazy("Say in a sentence what the image shows."),
    80,
    lambda: _wordless_images().count(),
    _image_items,
)
ALL = (CONFLICTS, DUPLICATES, TROUBLE, WORDLESS_IMAGES)
