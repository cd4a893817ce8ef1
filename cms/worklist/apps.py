"""The work list."""

from django.apps import AppConfig


class WorklistConfig(AppConfig):
    """Register the work list."""

    name = "cms.worklist"
    label = "worklist"
