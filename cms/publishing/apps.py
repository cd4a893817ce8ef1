"""News, press releases, annual reviews, projects."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    """Tell the search about our pages."""

    name = "cms.publishing"
    label = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        """Register the sources of search documents."""
        from cms.publishing import indexing

        indexing.register()
