"""The coverage of the directory."""

from django.apps import AppConfig


class CoverageConfig(AppConfig):
    """Register the public page."""

    name = "cms.coverage"
    label = "coverage"
