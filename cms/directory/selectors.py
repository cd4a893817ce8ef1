"""What reads the directory."""

from __future__ import annotations

from django.db.models import QuerySet

from cms.directory.models import OrganisationPage, Service


def live_services() -> QuerySet[Service]:
    """Return the services that the public may see: published, not ended, of a live organisation."""
    return (
        Service.objects.filter(live=True, organisation__live=True)
        .exclude(status=Service.Status.ENDED)
        .select_related("organisation")
        .prefetch_related("target_groups", "challenges", "municipalities", "tags")
    )


def live_services_of(organisation: OrganisationPage) -> QuerySet[Service]:
    """Return the live services of one organisation by name."""
    return live_services().filter(organisation=organisation)


def searchable_services() -> QuerySet[Service]:
    """Return the services that the search may find: live and active, of a live organisation."""
    return Service.objects.filter(live=True, organisation__live=True, status=Service.Status.ACTIVE)
