"""Events."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Tell the search and the descriptions for search engines about our pages."""

    name = "cms.events"
    label = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        """Register the source of search documents, and what an event is in schema.org."""
        from cms.events import describing, indexing

        describing.register()
        indexing.register()
