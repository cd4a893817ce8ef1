"""The front page, plain pages, navigation and site settings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Name the application; its label is also in the names of its tables."""

    name = "home"
    label = "home"
    verbose_name = _("Site")
