"""Pages in several languages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    """Name the application."""

    name = "cms.translation"
    label = "translation"
    verbose_name = _("Translation")
