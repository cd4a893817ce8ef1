"""Saved searches."""

from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class SavedSearchesConfig(AppConfig):
    """Register saved searches as something that anybody may subscribe to."""

    name = "cms.saved_searches"
    label = "saved_searches"

    def ready(self) -> None:
        """Tell the registry."""
        from cms.saved_searches.actions import begin
        from cms.saved_searches.searches import KIND, in_words
        from cms.subscriptions.kinds import Kind, register_kind

        register_kind(
            Kind(
                KIND,
                _("What is new in a search"),
                in_words,
                lasts=lambda: timedelta(days=settings.SAVED_SEARCH_MONTHS * 365 // 12),
                begun=begin,
            )
        )
