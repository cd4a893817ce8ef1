"""A search asks the database as often for many hits and filters as for few."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from cms.directory.models import Municipality
from home.models import HomePage
from search import outbox
from search.labels import forget_labels
from tests.factories import NewsFactory, OrganisationPageFactory, ServiceFactory, TargetGroupFactory

pytestmark = pytest.mark.django_db


def queries(client: Client, path: str) -> list[str]:
    """Return the queries of one request, once the caches that outlive a request are warm.

    All but the labels', which go by the clock: those are read each time.
    """
    client.get(path)
    forget_labels()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in captured]


@pytest.mark.parametrize("address", ["/haku/", "/api/search"])
def test_queries_do_not_grow_with_hits_and_filters(
    search_index: None, site: HomePage, client: Client, address: str
) -> None:
    organisation = OrganisationPageFactory()
    groups = [TargetGroupFactory() for _round in range(4)]
    for number in range(12):
        ServiceFactory(
            name=f"Perhekahvila {number}",
            organisation=organisation,
            target_groups=groups,
            municipalities=["turku", "salo"],
        )
    outbox.drain()
    few = queries(client, f"{address}?q=perhekahvila&page_size=1&municipality=turku")
    codes = "".join(f"&municipality={code}" for code in Municipality.objects.values_list("code", flat=True))
    chosen = "".join(f"&target_group={group.slug}" for group in groups)
    many = queries(client, f"{address}?q=perhekahvila&page_size=12{codes}{chosen}")
    assert len(many) <= len(few) + 1, "\n".join(many)


def test_a_drain_reads_many_pages_in_as_many_queries_as_few(search_index: None, site: HomePage) -> None:
    assert Locale.objects.exists()
    counts = []
    for number in (2, 20):
        organisation = OrganisationPageFactory()
        for _round in range(number):
            NewsFactory(tags=["yhteinen"])
            ServiceFactory(organisation=organisation, municipalities=["turku"], tags=["yhteinen"])
            OrganisationPageFactory()
        with CaptureQueriesContext(connection) as captured:
            outbox.drain()
        counts.append(len(captured))
    assert counts[1] <= counts[0] + 2, counts
