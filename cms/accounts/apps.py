"""The user accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Register the user model."""

    name = "cms.accounts"
    label = "accounts"
