"""A page asks the database as often for much content as for little."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.models import HomePage
from tests.factories import (
    ChallengeFactory,
    NewsFactory,
    OrganisationPageFactory,
    PressReleaseFactory,
    ServiceFactory,
    TargetGroupFactory,
)

pytestmark = pytest.mark.django_db


def queries(client: Client, path: str) -> list[str]:
    """Return the queries of reading a page, once the caches that outlive a request are warm."""
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in captured]


def publish(number: int) -> None:
    """Publish ``number`` services of one organisation, organisations and news items."""
    organisation = OrganisationPageFactory(slug=f"siskotupa-{number}")
    for _round in range(number):
        ServiceFactory(
            organisation=organisation,
            target_groups=[TargetGroupFactory()],
            challenges=[ChallengeFactory()],
            municipalities=["turku", "salo"],
        )
        OrganisationPageFactory()
        NewsFactory()
        PressReleaseFactory()


@pytest.mark.parametrize("path", ["/", "/jarjestot/", "/jarjestot/siskotupa-{}/", "/uutiset/"])
def test_queries_do_not_grow_with_the_content(site: HomePage, client: Client, path: str) -> None:
    publish(2)
    few = queries(client, path.format(2))
    publish(5)
    many = queries(client, path.format(5))
    assert len(many) <= len(few), "\n".join(many)
    assert len(many) < 40
