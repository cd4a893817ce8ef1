"""Key figures."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    """Name the application."""

    name = "cms.figures"
    label = "figures"
    verbose_name = _("Key figures")
