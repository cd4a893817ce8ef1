"""What reads the directory."""

from __future__ import annotations

from django.db.models import QuerySet
from wagtail.query import PageQuerySet

from cms.directory.models import OrganisationPage, Service


def public_organisations() -> PageQuerySet:
    """Return the organisations that the public may see: live, and neither they nor a page above private."""
    return OrganisationPage.objects.live().public()


def published_services() -> QuerySet[Service]:
    """Return the published services of public organisations, whatever their status."""
    return Service.objects.filter(live=True, organisation__in=public_organisations())


def live_services() -> QuerySet[Service]:
    """Return the services that the public may see: published, not ended, of a public organisation."""
    return (
        published_services()
        .exclude(status=Service.Status.ENDED)
        .select_related("organisation")
        .prefetch_related("target_groups", "challenges", "municipalities", "tags")
    )


def services_of_members() -> QuerySet[Service]:
    """Return every service of a public organisation, also what nobody has published."""
    related = ("target_groups", "challenges", "municipalities", "tags")
    services = Service.objects.filter(organisation__in=public_organisations())
    return services.select_related("organisation", "latest_revision").prefetch_related(*related)


def live_services_of(organisation: OrganisationPage) -> QuerySet[Service]:
    """Return the live services of one organisation by name."""
    return live_services().filter(organisation=organisation)


def searchable_services() -> QuerySet[Service]:
    """Return the services that the search may find: published and active, of a public organisation."""
    return published_services().filter(status=Service.Status.ACTIVE)
