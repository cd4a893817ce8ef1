"""Terms that nobody has decided on, as the umbrella organisation's work."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.worklist.items import WorkAction, WorkItem
from ingest.mapping.models import TermRule
from ingest.umbrella_work import UmbrellaWork


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


UNMAPPED_TERMS = UmbrellaWork(
    "unmapped-terms",
    gettext_lazy("Words of sources without a mapping"),
    gettext_lazy("Choose what each word is here, or leave it out. It applies at the next run."),
    70,
    lambda: _waiting().count(),
    lambda limit, offset: [_item(rule) for rule in _waiting()[offset : offset + limit]],
)
