"""The memberships of people in organisations."""

from django.apps import AppConfig


class MembershipConfig(AppConfig):
    """Register the memberships."""

    name = "cms.membership"
    label = "membership"
