"""The work list asks the database as often for much work as for little."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from cms.directory.models import OrganisationPage
from cms.feedback.actions import give_feedback
from cms.membership.models import Membership
from cms.worklist.models import UnmetSearch
from home.models import HomePage
from ingest.linkcheck.actions import refresh_links
from ingest.linkcheck.models import Link
from tests.factories import OrganisationPageFactory, ServiceFactory, UserFactory
from tests.integration.directory.test_confirming import member_of

pytestmark = pytest.mark.django_db
LONG_AGO = localdate() - timedelta(days=220)
ADDRESSES = (
    "/hallinta/",
    "/hallinta/tyolista/?kind=stale",
    "/hallinta/tyolista/?kind=missing",
    "/hallinta/tyolista/?kind=links",
    "/hallinta/tyolista/?kind=feedback",
    "/hallinta/tyolista/?kind=unmet",
    "/hallinta/vahvistus/",
    "/hallinta/palaute/",
    "/hallinta/account/",
)


def pile_up(organisation: OrganisationPage, number: int) -> None:
    """Make work of every kind for an organisation, and as much for one that is new."""
    for owner in (organisation, OrganisationPageFactory()):
        for count in range(number):
            service = ServiceFactory(
                organisation=owner,
                confirmed_at=LONG_AGO,
                link=f"https://a.example/{owner.pk}/{number}/{count}",
                tags=["vertaistuki"],
                municipalities=["turku"],
            )
            give_feedback(service=service, kind="wrong", message="Väärin.")
            UnmetSearch.objects.create(
                text=f"haku {number} {count}", language="fi", organisation=owner, searches=1,
                first_at=datetime.now(UTC), latest_at=datetime.now(UTC),
            )  # fmt: skip
    OrganisationPage.objects.update(first_published_at="2020-01-01T12:00Z")
    refresh_links(at=datetime.now(UTC))
    Link.objects.update(state="dead", link_class="gone", state_since=datetime.now(UTC))


def queries(client: Client, address: str) -> list[str]:
    """Return the queries of reading a page whose process is warm but whose counts are not kept."""
    client.get(address)
    caches["shared"].clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]


@pytest.mark.parametrize("who", ["umbrella", "organisation"])
def test_queries_do_not_grow_with_the_work(site: HomePage, who: str) -> None:
    organisation = OrganisationPageFactory()
    person = member_of("Umbrella editors")
    if who == "organisation":
        person = UserFactory()
        person.user_permissions.add(Permission.objects.get(codename="access_admin"))
        Membership.objects.create(user=person, organisation=organisation)
    client = Client()
    client.force_login(person)
    pile_up(organisation, 6)  # more than a page shows of each kind
    few = {address: queries(client, address) for address in ADDRESSES}
    pile_up(organisation, 3)
    many = {address: queries(client, address) for address in ADDRESSES}
    for address in ADDRESSES:
        assert len(many[address]) == len(few[address]), "\n".join(many[address])
        assert len(many[address]) < 75, "\n".join(many[address])
