"""The umbrella's view of the whole."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """Remember to whom things belonged that are deleted."""

    name = "cms.overview"
    label = "overview"

    def ready(self) -> None:
        """Listen for deletions."""
        from cms.overview import belonging

        belonging.listen()
