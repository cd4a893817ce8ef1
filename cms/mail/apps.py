"""Mail to people."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Register the outgoing mail."""

    name = "cms.mail"
    label = "mail"
