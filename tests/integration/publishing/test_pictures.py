"""Editors describe each picture in words, and no page shows one of its own that nobody described."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.publishing.models import News, NewsIndex
from home.models import HomePage
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def publish_with(client: Client, image: object, action: str) -> Page | None:
    """Send the form of a new news item with a picture; return the page if it was taken."""
    client.force_login(UserFactory(is_superuser=True))
    address = reverse("wagtailadmin_pages:add", args=("publishing", "news", NewsIndex.objects.get().pk))
    form = {
        "title": "Avajaiset",
        "slug": "avajaiset",
        "date": "2026-01-02",
        "image": image.pk,
        "body": streamfield([]),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        action: "1",
    }
    client.post(address, nested_form_data(form))
    return News.objects.filter(slug="avajaiset").first()


@pytest.mark.parametrize(
    ("description", "action", "taken"),
    [("", "action-publish", False), ("", "action-save", True), ("Ovi aukeaa.", "action-publish", True)],
)
def test_a_page_is_published_only_once_its_picture_has_a_description(
    site: HomePage, client: Client, description: str, action: str, taken: bool
) -> None:
    image = get_image_model().objects.create(
        title="DSC_0001", file=get_test_image_file(), description=description
    )
    page = publish_with(client, image, action)
    assert (page is not None) is taken
    assert page is None or page.live is (action == "action-publish")


def test_a_picture_is_added_with_a_description_alone() -> None:
    form = get_image_form(get_image_model())({"title": "DSC_0001"}, {"file": get_test_image_file()})
    assert set(form.errors) >= {"description"}
