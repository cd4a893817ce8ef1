"""Who works for which organisation."""

from __future__ import annotations

from typing import Any

import factory

from cms.membership.actions import trust
from cms.membership.models import Invitation, Membership
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationPageFactory


class MembershipFactory(factory.django.DjangoModelFactory):
    """Make a new person an organisation's editor; ``trusted=True`` lets the organisation publish itself."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationPageFactory)

    @classmethod
    def _create(
        cls, model_class: type[Membership], *args: Any, trusted: bool = False, **kwargs: Any
    ) -> Membership:
        membership: Membership = super()._create(model_class, *args, **kwargs)
        if trusted:
            trust(organisation=membership.organisation, trusted=True, by=membership.user)
        return membership


class InvitationFactory(factory.django.DjangoModelFactory):
    """Make an invitation without sending it."""

    class Meta:
        model = Invitation

    organisation = factory.SubFactory(OrganisationPageFactory)
    email = factory.Sequence(lambda number: f"kutsuttu-{number}@vslj.example")
