"""Moderation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """Write our own mail about moderation, and list its work.

    Installed after ``wagtail.admin``, whose own letters it stops.
    """

    name = "cms.moderation"
    label = "moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        """Follow the workflow, and register the kinds of work."""
        from cms.moderation import letters, work
        from cms.worklist.registry import register_source

        letters.listen()
        register_source(work.Waiting())
        register_source(work.Returned())
