"""The mapping in the admin: a list with what is undecided first, and a form for each term."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from ingest.mapping.actions import read_again
from ingest.mapping.models import TermRule

WAITING_FIRST = Case(
    When(decision=TermRule.Decision.WAITING, then=Value(0)), default=Value(1), output_field=IntegerField()
)


class RuleIndexView(IndexView):
    """List what waits for a decision first, the most seen before the others."""

    default_ordering = None

    def get_base_queryset(self) -> QuerySet[TermRule]:
        """Fetch what the columns show with the rules."""
        rules: QuerySet[TermRule] = super().get_base_queryset()
        rules = rules.prefetch_related("target_groups", "challenges", "municipalities")
        return rules.order_by(WAITING_FIRST, "-times_seen", "label", "pk")


class RuleEditView(EditView):
    """Decide on a term; the sources that have it are read in full at their next run."""

    def save_instance(self) -> Any:
        """Save, and have the term's sources read again."""
        rule = super().save_instance()
        read_again(rule)
        return rule


class RuleCreateView(CreateView):
    """Write a rule for a term that has not been seen yet."""


class TermRuleViewSet(SnippetViewSet):
    """List and decide on terms."""

    model = TermRule
    icon = "tag"
    menu_label = _("Mapping of terms")
    menu_order = 720
    add_to_admin_menu = False
    add_to_settings_menu = True
    list_display: ClassVar[list[Any]] = [
        "__str__",
        "vocabulary",
        Column("facet", label=_("List"), accessor="get_facet_display"),
        Column("here", label=_("Here"), accessor="entries_in_words"),
        Column("times_seen", label=_("Times seen"), sort_key="times_seen"),
        Column("seen_in", label=_("Seen in"), accessor="sources_in_words"),
    ]
    list_filter: ClassVar[list[str]] = ["decision", "facet", "vocabulary"]
    search_fields: ClassVar[list[str]] = ["label", "code"]
    search_backend_name = None
    list_per_page = 50
    index_view_class = RuleIndexView
    edit_view_class = RuleEditView
    add_view_class = RuleCreateView
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[TermRule] | None:
        """Return all rules."""
        del request
        return TermRule.objects.all()
