"""The freshness of the directory."""

from django.apps import AppConfig


class FreshnessConfig(AppConfig):
    """Register what has not been confirmed for long as work."""

    name = "cms.freshness"
    label = "freshness"

    def ready(self) -> None:
        """Tell the work list."""
        from cms.freshness.work import StaleContent
        from cms.worklist.registry import register_source

        register_source(StaleContent())
