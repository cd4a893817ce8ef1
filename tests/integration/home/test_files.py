"""Pictures and attachments stand in a page with what a reader needs to know of them."""

from __future__ import annotations

from contextlib import closing

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from home.models import HomePage
from tests.factories import NewsFactory, OrganisationPageFactory

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the buffer of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]


@pytest.fixture
def picture(db: None) -> Image:
    """Make a picture that is wider than the column of text."""
    return Image.objects.create(title="Kuva", file=get_test_image_file(size=(1200, 800)))


def body_of(client: Client, **values: object) -> BeautifulSoup:
    """Publish a news item and return its page."""
    response = client.get(NewsFactory(**values).url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


@pytest.mark.parametrize(
    ("value", "expected"),
    [({"alt_text": "Lapset leikkivät pihalla", "decorative": False}, "Lapset leikkivät pihalla"),
     ({"alt_text": "", "decorative": True}, "")],
)  # fmt: skip
def test_a_picture_in_the_text_has_its_alternative_text(
    site: HomePage, client: Client, picture: Image, value: dict[str, object], expected: str
) -> None:
    soup = body_of(client, body=[{"type": "image", "value": {"image": picture.pk, **value}}])
    image = soup.select_one("main figure img")
    assert image["alt"] == expected
    assert "480w" in image["srcset"]
    assert int(image["width"]) > 0


def test_the_picture_of_a_news_item_comes_in_several_widths(
    site: HomePage, client: Client, picture: Image
) -> None:
    soup = body_of(client, image=picture)
    assert "960w" in soup.select_one("main figure img")["srcset"]
    kinds = [source["type"] for source in soup.select("main figure source")]
    assert kinds == ["image/avif", "image/webp"]


def test_the_logo_of_an_organisation_is_shown(site: HomePage, client: Client, picture: Image) -> None:
    page = OrganisationPageFactory(logo=picture)
    assert BeautifulSoup(client.get(page.url).content, "lxml").select_one(".logo img") is not None


def test_an_attachment_tells_its_name_kind_and_size(site: HomePage, client: Client) -> None:
    document = Document.objects.create(
        title="Toimintasuunnitelma", file=ContentFile(b"x" * 2048, "suunnitelma.pdf")
    )
    soup = body_of(client, body=[{"type": "attachment", "value": {"document": document.pk, "title": ""}}])
    words = " ".join(soup.select_one(".attachment").get_text(" ", strip=True).split())
    assert words.startswith("Toimintasuunnitelma (PDF, 2,0")
    with closing(client.get(soup.select_one(".attachment a")["href"])) as response:
        assert response.status_code == 200
