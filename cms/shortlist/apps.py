"""Services that a professional picks."""

from django.apps import AppConfig


class ShortlistConfig(AppConfig):
    """Register the shortlist."""

    name = "cms.shortlist"
    label = "shortlist"
