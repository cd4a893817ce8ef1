"""The directory of organisations and services."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Tell the search about our content."""

    name = "cms.directory"
    label = "directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        """Register the sources of search documents and the facets' labels."""
        from cms.directory import confirmation, indexing

        indexing.register()
        confirmation.listen()
