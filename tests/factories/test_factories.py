"""The factories make objects that the product's own rules accept."""

from __future__ import annotations

import pytest

from cms.directory.models import OrganisationPage
from home.actions import prepare_site
from tests.factories import (
    AnnualReviewFactory,
    ChallengeFactory,
    NewsFactory,
    OrganisationPageFactory,
    PressReleaseFactory,
    ProjectFactory,
    ServiceFactory,
    TargetGroupFactory,
    UserFactory,
)
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "factory",
    [AnnualReviewFactory, NewsFactory, OrganisationPageFactory, PressReleaseFactory, ProjectFactory],
)
def test_a_page_is_valid_and_published_unless_it_is_to_be_a_draft(factory: type) -> None:
    prepare_site()
    page, draft = factory(), factory(publish=False)
    page.full_clean()
    assert (page.live, draft.live) == (True, False)


def test_a_service_comes_with_an_organisation_and_is_offered_where_it_is_said() -> None:
    prepare_site()
    group, challenge = TargetGroupFactory(), ChallengeFactory()
    service = ServiceFactory(
        target_groups=[group], challenges=[challenge], municipalities=["salo"], tags=["vertaistuki"]
    )
    assert service.live
    assert OrganisationPage.objects.get() == service.organisation
    assert [place.slug for place in service.municipalities.all()] == ["salo"]
    assert not service.whole_county
    assert not service.open_to_all
    assert list(service.target_groups.all()) == [group]


def test_an_account_has_the_password_that_tests_know() -> None:
    assert UserFactory().check_password(PASSWORD)
