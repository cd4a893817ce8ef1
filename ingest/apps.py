"""Content from elsewhere: source plugins, a pipeline, provenance."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IngestConfig(AppConfig):
    """Register the ingestion's tables."""

    name = "ingest"
    verbose_name = _("Ingestion")
