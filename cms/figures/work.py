"""Key figures that are asked and not sent, as work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.directory.models import OrganisationPage
from cms.figures.models import Answer, Collection
from cms.figures.selectors import asked_organisations, open_collections
from cms.worklist.items import Scope, WorkAction, WorkItem


class UnsentFigures:
    """List the organisations and years of which figures are asked and not sent."""

    name = "figures"
    title = gettext_lazy("Key figures to send")
    advice = gettext_lazy(
        "Fill in the year's figures. You can save a draft, go on later, and send when ready."
    )
    urgency = 35

    def counts(self, scope: Scope) -> Mapping[int | None, int]:
        """Count by organisation."""
        return Counter(page.pk for _collection, page, _begun in _unsent(scope))

    def items(self, scope: Scope, *, limit: int, offset: int = 0) -> Sequence[WorkItem]:
        """List what closes first, first; then by the organisation's name."""
        return [_item(*found) for found in list(_unsent(scope))[offset : offset + limit]]


def _unsent(scope: Scope) -> Iterator[tuple[Collection, OrganisationPage, bool]]:
    """Yield what is not sent, and whether there is a draft; three queries."""
    collections = list(open_collections())
    if not collections:
        return
    years = [collection.year for collection in collections]
    pages = list(scope.narrow(asked_organisations(), "pk"))
    answers = {
        (answer.year, answer.organisation_id): answer
        for answer in scope.narrow(Answer.objects.filter(year__in=years))
    }
    for collection in collections:
        for page in pages:
            answer = answers.get((collection.year, page.pk))
            if answer is None or answer.sent_at is None:
                yield collection, page, answer is not None and answer.state == Answer.State.PART


def _item(collection: Collection, page: OrganisationPage, begun: bool) -> WorkItem:
    left = (collection.closes - localdate()).days
    told = {"date": date_format(collection.closes, "SHORT_DATE_FORMAT"), "days": left}
    asked = ngettext(
        "The collection closes on %(date)s, in %(days)d day.",
        "The collection closes on %(date)s, in %(days)d days.",
        left,
    )
    if not left:
        asked = _("The collection closes today.")
    reason = _("A draft has been saved and not sent.") if begun else _("Nothing has been sent yet.")
    return WorkItem(
        key=f"{collection.year}-{page.pk}",
        organisation=page.pk,
        subject=str(collection),
        reason=f"{reason} {asked % told}",
        since=_midnight(collection.opens),
        actions=(
            WorkAction(
                _("Go on with the figures") if begun else _("Fill in the figures"),
                reverse("answer_figures", args=[page.pk, collection.year]),
            ),
        ),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), get_current_timezone())
