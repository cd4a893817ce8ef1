"""Accounts."""

from __future__ import annotations

from typing import Any

import factory
from django.contrib.auth.models import Group, Permission

from cms.accounts.models import User
from home.roles import UMBRELLA_EDITORS

PASSWORD = "a-password-for-tests"


class UserFactory(factory.django.DjangoModelFactory):
    """Make an account whose password is ``PASSWORD``."""

    class Meta:
        model = User

    username = factory.Sequence(lambda number: f"account-{number}@vslj.example")
    email = factory.SelfAttribute("username")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(*args, **{"password": PASSWORD, **kwargs})


def umbrella_person(*codenames: str) -> User:
    """Make an account of the umbrella organisation that may enter the admin and has only these permissions.

    Its role loses all rights of its own for the length of the test.
    """
    person: User = UserFactory()
    group, _created = Group.objects.get_or_create(name=UMBRELLA_EDITORS)
    group.permissions.clear()
    person.groups.add(group)
    person.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    return person
