"""Safety, as an app."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    """Make uploaded pictures anew."""

    name = "cms.safety"
    label = "safety"

    def ready(self) -> None:
        """Listen for pictures that are about to be stored."""
        from cms.safety import pictures

        pictures.listen()
