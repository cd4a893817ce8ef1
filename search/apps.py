"""Full-text search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Register the system checks, and follow the names."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Import the checks, which register themselves; follow the editors' names."""
        from search import checks  # noqa: F401  registers by import
        from search.names.listening import follow_names

        follow_names()
