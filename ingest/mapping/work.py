"""Terms that nobody has decided on, as the umbrella organisation's work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.worklist.items import Scope, WorkAction, WorkItem
from ingest.mapping.models import TermRule


class UnmappedTerms:
    """List the terms of sources that are nothing here yet, those seen most often first."""

    name = "unmapped-terms"
    title: str | Promise = gettext_lazy("Words of sources without a mapping")
    advice: str | Promise = gettext_lazy(
        "Choose what each word is here, or leave it out. It applies at the next run."
    )
    urgency = 70

    def counts(self, scope: Scope) -> Mapping[int | None, int]:
        """Count them as the umbrella organisation's own."""
        number = _waiting().count() if scope.includes(None) else 0
        return {None: number} if number else {}

    def items(self, scope: Scope, *, limit: int, offset: int = 0) -> Sequence[WorkItem]:
        """List them with where they were seen."""
        if not scope.includes(None):
            return []
        return [_item(rule) for rule in _waiting()[offset : offset + limit]]


def _waiting() -> QuerySet[TermRule]:
    waiting = TermRule.objects.filter(decision=TermRule.Decision.WAITING, times_seen__gt=0)
    return waiting.order_by("-times_seen", "pk")


def _item(rule: TermRule) -> WorkItem:
    times = ngettext("seen %(count)d time", "seen %(count)d times", rule.times_seen)
    seen = times % {"count": rule.times_seen}
    reason = _("%(list)s, %(vocabulary)s: %(seen)s in %(sources)s") % {
        "list": rule.get_facet_display(),
        "vocabulary": rule.vocabulary or "-",
        "seen": seen,
        "sources": rule.sources_in_words() or "-",
    }
    edit = reverse("wagtailsnippets_term_mapping_termrule:edit", args=[rule.pk])
    return WorkItem(
        key=str(rule.pk),
        organisation=None,
        subject=str(rule),
        reason=reason,
        since=rule.first_seen,
        actions=(WorkAction(_("Decide"), edit),),
    )
