"""Checklists of new and leaving members."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChecklistsConfig(AppConfig):
    """Name the application."""

    name = "cms.checklists"
    label = "checklists"
    verbose_name = _("Checklists")
