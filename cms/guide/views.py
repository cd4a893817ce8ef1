"""The guide as one page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cms.guide.chapters import chapters
from cms.membership.selectors import serves_umbrella
from cms.overview.pages import AdminPage


class GuideView(AdminPage, TemplateView):
    """Show all chapters that concern the reader on one page: its browser finds every word of them."""

    template_name = "guide/guide.html"
    page_title = _("Guide")
    header_icon = "help"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the reader's ``chapters``."""
        shown = chapters(umbrella=serves_umbrella(self.request.user))
        return super().get_context_data(chapters=shown, **kwargs)
