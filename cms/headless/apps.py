"""The headless side, as an app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HeadlessConfig(AppConfig):
    """Announce to webhooks what happens to content."""

    name = "cms.headless"
    label = "headless"
    verbose_name = _("Interfaces")

    def ready(self) -> None:
        """Listen for what is published, changed and withdrawn."""
        from cms.headless import happenings

        happenings.listen()
