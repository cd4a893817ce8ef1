"""Mail that anybody may ask for."""

from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    """Register the subscriptions."""

    name = "cms.subscriptions"
    label = "subscriptions"
