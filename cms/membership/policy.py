"""Judge what belongs to an organisation by who works for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from cms.accounts.models import User
from cms.membership.models import Membership
from cms.membership.selectors import organisation_roles, serves_umbrella, trusted_organisations

MEMBERS_ACTIONS = frozenset({"add", "change", "view", "choose"})
"""What an organisation's people do with what is theirs; publishing is for trusted organisations besides."""


class OwnedPolicy(ModelPermissionPolicy):
    """Let an organisation's people work on its own, and all others as their groups allow.

    ``field`` names the model's foreign key to the organisation. Members delete, lock and unlock nothing.
    Model-wide questions ("may she publish at all?") are answered for the organisations together, so whoever
    asks them must ask about the instance too; ``cms.membership.border`` does.
    """

    def __init__(self, model: type[Model], *, field: str = "organisation") -> None:
        super().__init__(model)
        self.key = f"{field}_id"
        self.field = field

    def user_has_permission(self, user: User, action: str) -> bool:
        """Answer for some or all instances."""
        if organisation_roles(user) and not serves_umbrella(user):
            return bool(self._own(user, action))
        return bool(super().user_has_permission(user, action))

    def user_has_permission_for_instance(self, user: User, action: str, instance: Any) -> bool:
        """Answer for one instance by the organisation that it names."""
        if organisation_roles(user) and not serves_umbrella(user):
            return getattr(instance, self.key) in self._own(user, action)
        return bool(super().user_has_permission(user, action))

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet[Model]:
        """Return what a person may do any of the actions with."""
        if organisation_roles(user) and not serves_umbrella(user):
            keys = {key for action in actions for key in self._own(user, action)}
            return self.model._default_manager.filter(**{f"{self.key}__in": keys})
        return super().instances_user_has_any_permission_for(user, actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        """Return the umbrella's people with the right, and the members of any organisation with it."""
        return self._people(set(actions), Membership.objects.all())

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Any) -> QuerySet[User]:
        """Return the umbrella's people with the right, and the members of the instance's organisation."""
        own = Membership.objects.filter(organisation=getattr(instance, self.key))
        return self._people(set(actions), own)

    def _people(self, actions: set[str], memberships: QuerySet[Membership]) -> QuerySet[User]:
        if actions.isdisjoint(MEMBERS_ACTIONS):
            trusted = memberships.filter(organisation__terms__trusted=True)
            memberships = trusted if "publish" in actions else memberships.none()
        umbrella = self._get_users_with_any_permission_codenames_filter(
            self._get_permission_codenames(actions)
        )
        members = Q(is_active=True, pk__in=memberships.values("user"))
        return User.objects.filter(umbrella | members).distinct()

    def _own(self, user: User, action: str) -> Iterable[int]:
        if action in MEMBERS_ACTIONS:
            return organisation_roles(user).keys()
        return trusted_organisations(user) if action == "publish" else ()
