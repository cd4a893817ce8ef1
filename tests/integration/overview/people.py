"""People of organisations."""

from __future__ import annotations

from typing import Any

from cms.accounts.models import User
from cms.directory.models import OrganisationPage
from tests.factories import MembershipFactory, UserFactory


def person_of(organisation: OrganisationPage, **values: Any) -> User:
    """Make an editor of an organisation."""
    person: User = MembershipFactory(organisation=organisation, user=UserFactory(**values)).user
    return person
