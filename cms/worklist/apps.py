"""The work list."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorklistConfig(AppConfig):
    """Register the kinds of work that nobody else knows of, and the digest that people may stop."""

    name = "cms.worklist"
    label = "worklist"

    def ready(self) -> None:
        """Tell the registries."""
        from cms.mail.topics import Topic, register_topic
        from cms.worklist.digest import TOPIC
        from cms.worklist.missing import MissingPieces
        from cms.worklist.registry import register_source
        from cms.worklist.unmet import UnmetSearches

        register_source(MissingPieces())
        register_source(UnmetSearches())
        register_topic(
            Topic(TOPIC, _("The week's work list"), _("Once a week, and only if something waits for you."))
        )
