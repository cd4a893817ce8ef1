"""Link checking."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinkcheckConfig(AppConfig):
    """Name the application."""

    name = "ingest.linkcheck"
    label = "linkcheck"
    verbose_name = _("Link checking")
