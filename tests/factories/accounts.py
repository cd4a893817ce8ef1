"""Accounts."""

from __future__ import annotations

from typing import Any

import factory

from cms.accounts.models import User

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
