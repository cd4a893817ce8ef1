"""What nobody has confirmed for long, as work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, time

from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.directory.models import OrganisationPage, Service
from cms.freshness.periods import first_reminded, months_between
from cms.freshness.selectors import aging, aging_profiles, aging_services
from cms.freshness.subjects import Subject
from cms.worklist.items import Scope, WorkAction, WorkItem
from cms.worklist.pages import Chain


class StaleContent:
    """List services and profiles that are due for confirmation."""

    name = "stale"
    title = gettext_lazy("To be confirmed")
    advice = gettext_lazy("Read each as the public does. If everything still holds, say so with one press.")
    urgency = 40

    def counts(self, scope: Scope) -> Mapping[int | None, int]:
        """Count by organisation."""
        by = first_reminded(localdate())
        services = aging_services(scope=scope, by=by).order_by().values_list("organisation")
        totals: Counter[int | None] = Counter(dict(services.annotate(number=Count("pk"))))
        totals.update(aging_profiles(scope=scope, by=by).values_list("pk", flat=True))
        return totals

    def items(self, scope: Scope, *, limit: int, offset: int = 0) -> Sequence[WorkItem]:
        """List profiles, then services, the longest unconfirmed first."""
        lines = Chain([(rows, _item) for rows in aging(scope=scope)])
        return lines[offset : offset + limit]


def _item(row: Service | OrganisationPage) -> WorkItem:
    subject = Subject.of(row)
    months = months_between(subject.fresh_since, localdate())
    reason = ngettext(
        "Nobody has confirmed this for %(months)s month.",
        "Nobody has confirmed this for %(months)s months.",
        months,
    ) % {"months": months}
    address = reverse("confirm_subject", args=[subject.kind, subject.item.pk])
    return WorkItem(
        key=f"{subject.kind}-{subject.item.pk}",
        organisation=subject.organisation_id,
        subject=subject.name,
        reason=reason,
        since=datetime.combine(subject.fresh_since, time(), get_current_timezone()),
        actions=(
            WorkAction(_("Everything still holds"), address, posts=True),
            WorkAction(_("Edit"), subject.edit_path),
            WorkAction(_("Read"), subject.public_path),
        ),
    )
