"""How often public pages are read."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadershipConfig(AppConfig):
    """Name the application."""

    name = "cms.readership"
    label = "readership"
    verbose_name = _("Readership")
