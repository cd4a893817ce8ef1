"""The form in which a service is edited."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.directory.links import state_words
from cms.directory.rules import service_problems
from cms.membership.owned_form import OwnedForm
from cms.moderation.concurrency import VersionedForm
from search.fields import LinkState

SEARCH_CARD = "search-card"
"""The name of the preview among the results of a search."""


class ServiceForm(VersionedForm, OwnedForm, WagtailAdminModelForm):
    """Hold the rules that concern several fields at once, and offer people their own organisations."""

    class Media:
        js = ("js/service-form.js",)
        css = {"all": ("css/service-form.css",)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "organisation" in self.fields:
            self._offer_organisations()
        if "summary" in self.fields:
            self.fields["summary"].widget.attrs |= {
                "data-hints-from": reverse("summary_hints"),
                "data-preview-mode": SEARCH_CARD,
                "data-preview-words": _("See it as professionals see it in the search"),
            }
        if "link" in self.fields:
            self.fields["link"].widget.attrs["data-tried-at"] = reverse("try_link")
            self.fields["link"].widget.attrs["data-trying"] = _("The link is being tried …")
            self.fields["link"].help_text = format_html(
                "{} <span data-known-state>{}</span>", self.fields["link"].help_text, self._state()
            )

    def _offer_organisations(self) -> None:
        """Offer those that the person works for, and choose the only one."""
        from cms.membership.selectors import organisations_of

        field = self.fields["organisation"]
        if self.for_user is not None:
            field.queryset = organisations_of(self.for_user).order_by("title")
        only = list(field.queryset[:2])
        if len(only) != 1:
            return
        if self.member is not None:
            field.empty_label = None
        if not self.instance.organisation_id:
            self.initial.setdefault("organisation", only[0].pk)

    def _state(self) -> str:
        if not (self.instance.pk and self.instance.link):
            return ""
        return state_words(LinkState(self.instance.link_state))

    def clean(self) -> dict[str, Any]:
        """Refuse what is offered nowhere, to nobody, or at no price."""
        cleaned: dict[str, Any] = super().clean()
        for name in ("summary", "summary_sv"):  # one line each, however it was pasted
            if isinstance(cleaned.get(name), str):
                cleaned[name] = " ".join(cleaned[name].split())
        for name in ("description", "opening_hours"):  # browsers send CR LF, which would look like a change
            if isinstance(cleaned.get(name), str):
                cleaned[name] = cleaned[name].replace("\r\n", "\n")
        for field, error in service_problems({"is_free": False, **cleaned}):
            self.add_error(field, error)
        return cleaned
