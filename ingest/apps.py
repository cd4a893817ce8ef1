"""Content from elsewhere: source plugins, a pipeline, provenance."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IngestConfig(AppConfig):
    """Register the ingestion's tables and the checks of its outbound client."""

    name = "ingest"
    verbose_name = _("Ingestion")

    def ready(self) -> None:
        """Import the checks, which register themselves; register kinds of work, and the way to webhooks."""
        from cms.headless.sending import register_sender
        from cms.worklist.registry import register_source
        from ingest import posting, work
        from ingest.http import checks  # noqa: F401  registers by import

        register_sender(posting.send)
        for kind in work.ALL:
            register_source(kind)
