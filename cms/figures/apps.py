"""Key figures."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    """Register what is asked and not sent as work, the reminders that may be stopped, and published pages."""

    name = "cms.figures"
    label = "figures"
    verbose_name = _("Key figures")

    def ready(self) -> None:
        """Tell the registries, and listen."""
        from cms.figures import freezing
        from cms.figures.reminding import TOPIC
        from cms.figures.work import UnsentFigures
        from cms.mail.topics import register_topic
        from cms.worklist.registry import register_source

        register_source(UnsentFigures())
        register_topic(TOPIC)
        freezing.listen()
