"""Generated services in the database, many at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import islice

from django.db import models, transaction
from django.utils import timezone
from taggit.models import Tag

from cms.demo.actions import require_demo_settings
from cms.demo.generator import PlausibleService, plausible_services
from cms.directory.indexing import SERVICE
from cms.directory.models import (
    Challenge,
    Municipality,
    OrganisationPage,
    Service,
    ServiceTag,
    TargetGroup,
)
from search.outbox import record_changes

BATCH = 1000


class NoOrganisations(RuntimeError):
    """Report that there is no organisation to which services could belong."""


def generate_services(*, n: int, seed: int = 0, report: Callable[[str], None] = lambda _line: None) -> int:
    """Publish those of ``plausible_services(n, seed)`` that are not there yet; return how many that was.

    They belong by turns to the organisations that are there. Each batch of a thousand is a transaction
    with its index changes, so that a run that was stopped goes on where it ended when it is repeated.
    They have no revisions, until somebody edits them.
    """
    require_demo_settings()
    organisations = list(OrganisationPage.objects.live().order_by("pk"))
    if not organisations:
        raise NoOrganisations("There is no organisation yet. Run 'palvelupaketti load_demo' first.")
    references = _References()
    made = 0
    for batch in _batches(plausible_services(n, seed)):
        with transaction.atomic():
            known = Service.objects.filter(slug__in=[entry.slug for entry in batch])
            taken = set(known.values_list("slug", flat=True))
            wanted = [entry for entry in batch if entry.slug not in taken]
            _publish(wanted, organisations, references)
        made += len(wanted)
        report(f"{batch[-1].number} of {n}")
    return made


class _References:
    """Know the keys of the terms and tags that services refer to; tags are made when first asked for."""

    def __init__(self) -> None:
        self.target_groups = _keys_by_slug(TargetGroup)
        self.challenges = _keys_by_slug(Challenge)
        self.municipalities = _keys_by_slug(Municipality)
        self._tags: dict[str, int] = {}

    def tag(self, name: str) -> int:
        """Return the key of the tag called ``name``."""
        if name not in self._tags:
            existing = Tag.objects.filter(name__iexact=name).first()
            self._tags[name] = (existing or Tag.objects.create(name=name)).pk
        return self._tags[name]


def _publish(
    entries: Sequence[PlausibleService], organisations: Sequence[OrganisationPage], references: _References
) -> None:
    services = Service.objects.bulk_create(
        [_service(entry, organisations[entry.number % len(organisations)]) for entry in entries],
        batch_size=BATCH,
    )
    pairs = list(zip(services, entries, strict=True))
    for field in ("target_groups", "challenges", "municipalities"):
        through = getattr(Service, field).through
        column = f"{Service._meta.get_field(field).related_model._meta.model_name}_id"
        known = getattr(references, field)
        through.objects.bulk_create(
            (
                through(service_id=service.pk, **{column: known[slug]})
                for service, entry in pairs
                for slug in getattr(entry, field)
                if slug in known
            ),
            batch_size=BATCH,
        )
    ServiceTag.objects.bulk_create(
        (
            ServiceTag(content_object_id=service.pk, tag_id=references.tag(tag))
            for service, entry in pairs
            for tag in entry.tags
        ),
        batch_size=BATCH,
    )
    record_changes(SERVICE, [service.pk for service in services])


def _service(entry: PlausibleService, organisation: OrganisationPage) -> Service:
    now = timezone.now()
    link = f"{(organisation.website or 'https://palvelu.example').rstrip('/')}/palvelut#{entry.slug}"
    return Service(
        organisation=organisation,
        name=entry.name,
        slug=entry.slug,
        summary=entry.summary,
        description=entry.description,
        whole_county=entry.whole_county,
        digital=entry.digital,
        channels=list(entry.channels),
        opening_hours=entry.opening_hours,
        is_free=not entry.price,
        price=entry.price,
        anonymous=entry.anonymous,
        languages=list(entry.languages),
        age_from=entry.age_from,
        age_to=entry.age_to,
        link=link,
        confirmed_at=timezone.localdate() - timedelta(days=entry.confirmed_days_ago),
        live=True,
        first_published_at=now,
        last_published_at=now,
    )


def _keys_by_slug(model: type[models.Model]) -> dict[str, int]:
    return dict(model._default_manager.values_list("slug", "pk"))


def _batches(entries: Iterator[PlausibleService]) -> Iterator[list[PlausibleService]]:
    while batch := list(islice(entries, BATCH)):
        yield batch
