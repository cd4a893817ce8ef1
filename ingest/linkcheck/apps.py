"""Link checking."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinkcheckConfig(AppConfig):
    """Name the application, and let the directory try links."""

    name = "ingest.linkcheck"
    label = "linkcheck"
    verbose_name = _("Link checking")

    def ready(self) -> None:
        """Register how a link is tried, and links in trouble as work."""
        from cms.directory.links import register_trial
        from cms.worklist.registry import register_source
        from ingest.linkcheck import signals
        from ingest.linkcheck.trial import try_link
        from ingest.linkcheck.work import TroubledLinks

        register_trial(try_link)
        signals.connect()
        register_source(TroubledLinks())  # type: ignore[arg-type]  # its texts are lazy ones
