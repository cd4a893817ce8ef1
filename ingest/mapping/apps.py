"""The mapping of terms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MappingConfig(AppConfig):
    """Name the application, map the terms of all sources, and list what has no mapping as work."""

    name = "ingest.mapping"
    label = "term_mapping"
    verbose_name = _("Mapping of terms")

    def ready(self) -> None:
        """Register the mapping with the ingestion, and its work with the work list."""
        from cms.worklist.registry import register_source
        from ingest.mapping.table import KeptMapping
        from ingest.mapping.work import UNMAPPED_TERMS
        from ingest.terms import register_mapping

        register_mapping(KeptMapping())
        register_source(UNMAPPED_TERMS)
