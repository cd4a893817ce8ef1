"""Feedback on services."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    """Register feedback as work, and its mail as one that people may stop."""

    name = "cms.feedback"
    label = "feedback"

    def ready(self) -> None:
        """Tell the registries."""
        from cms.feedback.actions import TOPIC
        from cms.feedback.work import OpenFeedback
        from cms.mail.topics import Topic, register_topic
        from cms.worklist.registry import register_source

        register_source(OpenFeedback())
        register_topic(
            Topic(
                TOPIC,
                _("Feedback from professionals"),
                _("At once when somebody writes about one of your services. It stands on the work list too."),
            )
        )
