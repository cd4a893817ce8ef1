"""The memberships of people in organisations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembershipConfig(AppConfig):
    """Register the memberships."""

    name = "cms.membership"
    label = "membership"
    verbose_name = _("Memberships")

    def ready(self) -> None:
        """Keep groups in step, and let services be judged by who owns them."""
        from wagtail.permissions import register_permission_policy

        from cms.directory.models import Service
        from cms.membership import grants
        from cms.membership.policy import OwnedPolicy

        grants.listen()
        register_permission_policy(Service, OwnedPolicy(Service))
