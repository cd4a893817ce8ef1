"""The guide for those who write here."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuideConfig(AppConfig):
    """Name the application."""

    name = "cms.guide"
    label = "guide"
    verbose_name = _("Guide")
