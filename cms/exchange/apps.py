"""The export and the import of the directory."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Register the uploaded files."""

    name = "cms.exchange"
    label = "exchange"
