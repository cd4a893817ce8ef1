"""What a page leads on to; shown by ``_related.html``."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q

from cms.directory.models import Service
from cms.directory.selectors import live_services

MOST = 3


@dataclass(frozen=True, slots=True)
class Related:
    """Be one page that is led on to; ``language`` is the text's, where it may differ from the reader's."""

    title: str
    url: str
    kicker: str = ""
    summary: str = ""
    language: str = ""


def services_like(service: Service, limit: int = MOST) -> list[Related]:
    """Return the services for the same challenges, and before others those for the same people.

    What shares no challenge is not like it, whoever it is for.
    """
    challenges = [challenge.pk for challenge in service.challenges.all()]
    groups = [group.pk for group in service.target_groups.all()]
    found = (
        live_services()
        .filter(status=Service.Status.ACTIVE, challenges__in=challenges)
        .exclude(pk=service.pk)
        .annotate(
            same_challenges=Count("challenges", filter=Q(challenges__in=challenges), distinct=True),
            same_groups=Count("target_groups", filter=Q(target_groups__in=groups), distinct=True),
        )
        .order_by((F("same_challenges") + F("same_groups")).desc(), "-same_challenges", "name", "pk")
    )
    return [
        Related(
            title=other.name,
            url=other.get_absolute_url(),
            kicker=other.organisation.title,
            summary=other.summary_here,
            language=other.summary_language,
        )
        for other in found.prefetch_related(None)[:limit]
    ]
