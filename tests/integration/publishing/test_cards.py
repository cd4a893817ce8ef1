"""Cards in a page body show only what the public may see."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.directory.models import OrganisationPage
from cms.publishing.actions import save_page_draft
from cms.publishing.models import News, NewsIndex
from tests.integration.directory.services import publish_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_with_cards(organisation: OrganisationPage) -> News:
    """Publish a news item with a card of an organisation and one of its services."""
    service = publish_service(organisation, "Perhekahvila")
    body = [
        {"type": "service_card", "value": service.pk},
        {"type": "organisation_card", "value": organisation.pk},
    ]
    page = save_page_draft(
        model=News, parent=NewsIndex.objects.get(), values={"title": "Kortit", "body": body}, publish=True
    )
    assert isinstance(page, News)
    return page


def shown(client: Client, page: News) -> tuple[bool, bool]:
    """Return whether the page shows the service and the organisation."""
    html = client.get(page.url).content.decode()
    return "Perhekahvila" in html, "Siskotupa ry" in html


def test_cards_of_public_content_are_shown(client: Client, page_with_cards: News) -> None:
    assert shown(client, page_with_cards) == (True, True)


def test_cards_of_a_private_organisation_are_left_out(
    client: Client, page_with_cards: News, organisation: OrganisationPage
) -> None:
    PageViewRestriction.objects.create(page=organisation, restriction_type=PageViewRestriction.LOGIN)
    assert shown(client, page_with_cards) == (False, False)


def test_cards_of_an_unpublished_organisation_are_left_out(
    client: Client, page_with_cards: News, organisation: OrganisationPage
) -> None:
    organisation.unpublish()
    assert shown(client, page_with_cards) == (False, False)
