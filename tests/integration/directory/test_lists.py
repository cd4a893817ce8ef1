"""In the admin's lists one searches, filters and sorts at the same time."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cms.directory.models import Service
from home.models import HomePage
from tests.factories import MembershipFactory, ServiceFactory, TargetGroupFactory
from tests.factories.figures import KeyFigureFactory

pytestmark = pytest.mark.django_db
SERVICES = "/hallinta/snippets/directory/service/"


def names(client: Client, address: str, **asked: object) -> list[str]:
    """Return what a list shows."""
    answer = client.get(address, asked)
    assert answer.status_code == 200, asked
    return [str(row) for row in answer.context["object_list"]]


def test_services_are_searched_filtered_and_sorted_at_once(site: HomePage, client: Client) -> None:
    group = TargetGroupFactory(name_fi="Nuoret")
    own = MembershipFactory()
    mine = {
        "organisation": own.organisation,
        "target_groups": [group],
        "municipalities": ["turku"],
        "summary": "Ryhmä auttaa.",
    }
    ServiceFactory(name="Äitien ryhmä", **mine)
    ServiceFactory(name="Isien ryhmä", **mine)
    ServiceFactory(name="Nuorten kahvila", organisation=own.organisation, summary="Kahvia on tarjolla.")
    ServiceFactory(name="Muiden ryhmä")
    client.force_login(own.user)
    place = Service.objects.get(name="Isien ryhmä").municipalities.get()
    for narrowed in (
        {"target_groups": group.pk}, {"municipalities": place.pk}, {"live": "true"},
        {"digital": "false"}, {"status": "active"}, {"organisation": own.organisation.pk},
    ):  # fmt: skip
        assert names(client, SERVICES, q="ryhm", **narrowed) == ["Isien ryhmä", "Äitien ryhmä"], narrowed
    assert names(client, SERVICES, q="ryhm", ordering="-name") == ["Äitien ryhmä", "Isien ryhmä"]
    for column in ("organisation", "status", "confirmed_at"):
        assert len(names(client, SERVICES, q="ryhm", ordering=column)) == 2, column
    assert names(client, SERVICES, q="ryhm", live="false") == []
    assert names(client, SERVICES, q="äitien") == ["Äitien ryhmä"]


def test_terms_and_key_figures_are_searched_and_sorted_at_once(site: HomePage, admin_client: Client) -> None:
    TargetGroupFactory(name_fi="Nuoret")
    KeyFigureFactory(name_fi="Nuoria kerhossa")
    at = "/hallinta/snippets"
    assert names(admin_client, f"{at}/directory/targetgroup/", q="nuor", ordering="sort_order") == ["Nuoret"]
    figures = f"{at}/figures/keyfigure/"
    assert names(admin_client, figures, q="nuor", in_use="true", ordering="unit") == ["Nuoria kerhossa"]


def test_only_those_who_may_delete_services_are_offered_to_delete_several(
    site: HomePage, client: Client, admin_client: Client
) -> None:
    own = MembershipFactory()
    ServiceFactory(organisation=own.organisation)
    client.force_login(own.user)
    deletion = reverse("wagtail_bulk_action", args=["directory", "service", "delete"])
    ending = reverse("wagtail_bulk_action", args=["directory", "service", "end"])
    for reader, offered in ((client, False), (admin_client, True)):
        text = reader.get(SERVICES).content.decode()
        assert (deletion in text) is offered
        assert ending in text
