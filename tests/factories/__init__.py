"""Objects for tests, one ``<Model>Factory`` per model, with what the model's rules need and no more."""

from tests.factories.accounts import UserFactory, umbrella_person
from tests.factories.directory import (
    ChallengeFactory,
    OrganisationPageFactory,
    ServiceFactory,
    TargetGroupFactory,
)
from tests.factories.membership import InvitationFactory, MembershipFactory
from tests.factories.publishing import (
    AnnualReviewFactory,
    NewsFactory,
    PressReleaseFactory,
    ProjectFactory,
)

__all__ = [
    "AnnualReviewFactory",
    "ChallengeFactory",
    "InvitationFactory",
    "MembershipFactory",
    "NewsFactory",
    "OrganisationPageFactory",
    "PressReleaseFactory",
    "ProjectFactory",
    "ServiceFactory",
    "TargetGroupFactory",
    "UserFactory",
    "umbrella_person",
]
