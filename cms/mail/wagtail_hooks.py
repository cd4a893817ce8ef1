"""Mail in the admin: the letters, for administrators to read, and everybody's own choices."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab
from wagtail_modeladmin.options import ModelAdmin, modeladmin_register

from cms.mail.delivery import ATTEMPTS
from cms.mail.forms import MailChoicesForm
from cms.mail.models import Letter
from cms.mail.topics import topics
from cms.permissions import ReadOnly

GONE = Q(sent_at__isnull=False)
GIVEN_UP = Q(sent_at=None, attempts__gte=ATTEMPTS)
STANDINGS = {
    "waits": (gettext_lazy("waits"), ~GONE & ~GIVEN_UP),
    "sent": (gettext_lazy("sent"), GONE),
    "given-up": (gettext_lazy("given up"), GIVEN_UP),
}


class StandingFilter(SimpleListFilter):
    """Filter by whether a letter went."""

    title = gettext_lazy("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002  Django's signature
        """Offer the three standings."""
        return [(name, title) for name, (title, _which) in STANDINGS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:  # noqa: ARG002  Django's signature
        """Narrow to the chosen one."""
        chosen = STANDINGS.get(self.value() or "")
        return queryset.filter(chosen[1]) if chosen else queryset


class LetterAdmin(ModelAdmin):
    """List the letters, the newest first, without what they say: their links act for the recipient."""

    model = Letter
    base_url_path = "mail/letters"
    menu_label = gettext_lazy("Sent mail")
    menu_icon = "mail"
    add_to_settings_menu = True
    permission_helper_class = ReadOnly
    inspect_view_enabled = True
    list_per_page = 50
    list_display = ("subject", "recipient", "standing", "written_at", "attempts", "error")
    list_filter = (StandingFilter, "kind")
    search_fields = ("recipient", "subject")
    inspect_view_fields = (
        "kind", "recipient", "subject", "written_at", "due_at", "sent_at", "attempts", "error",
    )  # fmt: skip

    def standing(self, letter: Letter) -> str:
        """Say whether the letter went."""
        if letter.sent_at:
            return _("sent")
        return _("given up") if letter.attempts >= ATTEMPTS else _("waits")

    standing.short_description = gettext_lazy("standing")  # type: ignore[attr-defined]  # the admin's own idiom


modeladmin_register(LetterAdmin)


@hooks.register("register_account_settings_panel")
class MailPanel(BaseSettingsPanel):
    """Let a person choose her mails, beside Wagtail's own notifications."""

    name = "mail"
    title = gettext_lazy("Mail to me")
    tab = notifications_tab
    order = 50
    form_class = MailChoicesForm
    form_object = "user"

    def is_active(self) -> bool:
        """Show the panel where there is something to choose."""
        return bool(topics())
