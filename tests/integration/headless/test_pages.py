"""Pages for other sites: bodies as typed JSON and HTML, pictures in sizes, what is related; and drafts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from pytest_django import Settings
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction

from cms.directory.actions import save_service_draft
from cms.directory.models import Service
from cms.headless.models import ApiToken
from cms.headless.page_shapes import page_kinds
from cms.headless.previews import SALT, preview_token
from cms.publishing.actions import save_page_draft
from home.models import HomePage
from tests.factories import (
    AnnualReviewFactory,
    MembershipFactory,
    NewsFactory,
    OrganisationPageFactory,
    ServiceFactory,
    UserFactory,
)
from tests.factories.headless import bearer

pytestmark = pytest.mark.django_db


def read(client: Client, path: str, **headers: str) -> Any:
    """Return an answer of 200."""
    response = client.get(path, headers=headers)
    assert response.status_code == 200, response.content
    return response.json()


def test_pages_of_a_kind_are_found_by_all_of_the_tags_that_are_named(site: HomePage, client: Client) -> None:
    NewsFactory(title="Avajaiset", tags=["perhe", "Vauvan aika"])
    NewsFactory(title="Kevätretki", tags=["perhe"])

    def found(tags: str) -> set[str]:
        answer = read(client, f"/api/v2/pages/?type=publishing.News&tags={tags}")
        return {item["title"] for item in answer["items"]}

    assert found("perhe") == {"Avajaiset", "Kevätretki"}
    assert found("perhe,Vauvan aika") == found("vauvan-aika") == {"Avajaiset"}
    assert found("nosuch") == found("") == set()


def test_a_list_of_all_kinds_says_of_each_page_which_it_is(site: HomePage, client: Client) -> None:
    NewsFactory(title="Avajaiset")
    kinds = {each["title"]: each["meta"]["type"] for each in read(client, "/api/v2/pages/")["items"]}
    assert kinds["Avajaiset"] == "publishing.News"
    assert "wagtailcore.Page" not in kinds.values()


def test_a_body_is_typed_json_and_html_with_whole_addresses(site: HomePage, client: Client) -> None:
    organisation = OrganisationPageFactory(title="Siskotupa ry", slug="siskotupa")
    shown, hidden = ServiceFactory(name="Kahvila", organisation=organisation), ServiceFactory(publish=False)
    image = get_image_model().objects.create(title="Tupa", file=get_test_image_file(size=(1000, 500)))
    news = NewsFactory(
        title="Avajaiset",
        tags=["perhe"],
        body=[
            {"type": "paragraph", "value": '<p>Tule <a href="/haku/">hakuun</a>, <a href="#a">alas</a></p>'},
            {"type": "heading", "value": {"text": "Miten?", "level": "3"}},
            {"type": "list", "value": {"ordered": True, "items": ["<b>Tule</b>"]}},
            {"type": "image", "value": {"image": image.pk, "alt_text": "Tuvan ovi", "decorative": False}},
            {"type": "service_card", "value": shown.pk},
            {"type": "service_card", "value": hidden.pk},
            {"type": "organisation_card", "value": organisation.pk},
        ],
    )
    page = read(client, f"/api/v2/pages/{news.pk}/")
    blocks = page["body"]
    assert [block["type"] for block in blocks][:4] == ["paragraph", "heading", "list", "image"]
    assert '<a href="http://testserver/haku/">' in blocks[0]["value"]
    assert 'href="#a"' in blocks[0]["html"]
    assert blocks[1]["value"] == {"text": "Miten?", "level": 3}
    assert blocks[1]["html"] == '<h3 id="otsikko-miten">Miten?</h3>'
    assert blocks[2]["value"] == {"ordered": True, "items": ["<b>Tule</b>"]}
    assert blocks[3]["value"]["alt"] == "Tuvan ovi"
    assert blocks[4]["value"]["name"] == "Kahvila"
    assert blocks[4]["value"]["detail_url"] == f"http://testserver/api/services/{shown.pk}"
    assert blocks[5]["value"] is None
    assert blocks[6]["value"]["title"] == "Siskotupa ry"
    assert page["tags"] == [{"value": "perhe", "label": "perhe"}]
    assert not re.findall(r'(?:href|src)="/', str([block["html"] for block in blocks]))


def test_a_picture_comes_in_widths_and_formats_that_can_be_fetched(site: HomePage, client: Client) -> None:
    image = get_image_model().objects.create(title="Tupa", file=get_test_image_file(size=(700, 350)))
    page = read(client, f"/api/v2/pages/{NewsFactory(image=image).pk}/")
    picture = page["image"]
    made = [(each["format"], each["width"], each["height"]) for each in picture["renditions"]]
    assert made == [
        (form, width, width // 2) for form in ("avif", "webp", "png") for width in (320, 640, 700)
    ]
    webp = next(each for each in picture["renditions"] if each["format"] == "webp")
    led = client.get(webp["url"])
    assert (led.status_code, led["Location"].rpartition(".")[2]) == (302, "webp")
    assert client.get(webp["url"].replace("width-320", "width-321")).status_code == 403
    listed = read(client, "/api/v2/images/?fields=renditions,alt")["items"][0]
    assert (listed["alt"], len(listed["renditions"])) == ("Tupa", 9)


def test_what_belongs_to_a_page_and_what_it_relates_to_is_shown(site: HomePage, client: Client) -> None:
    review = AnnualReviewFactory(year=2024, figures=[{"value": "27", "label": "kuntaa"}])
    shown = read(client, f"/api/v2/pages/{review.pk}/")
    assert [(each["value"], each["label"]) for each in shown["figures"]] == [("27", "kuntaa")]
    organisation = OrganisationPageFactory()
    organisation.municipalities.add(*organisation.municipalities.model.objects.filter(slug="turku"))
    organisation.save_revision().publish()
    path = f"/api/v2/pages/{organisation.pk}/"
    assert read(client, path)["municipalities"] == [{"value": "turku", "label": "Turku"}]
    swedish = read(client, path, **{"Accept-Language": "sv"})["municipalities"]
    assert swedish == [{"value": "turku", "label": "Åbo"}]


def test_every_kind_of_page_shows_the_introduction_that_people_read(site: HomePage, client: Client) -> None:
    kinds = [kind for kind in page_kinds().values() if hasattr(kind, "introduction")]
    assert len(kinds) > 5
    schemas = client.get("/api/openapi.json").json()["components"]["schemas"]
    for kind in kinds:
        assert "introduction" in schemas[kind.__name__]["properties"], kind


def test_drafts_are_for_tokens_of_that_scope_alone(site: HomePage, client: Client) -> None:
    news = NewsFactory(title="Julkaistu")
    save_page_draft(page=news, model=type(news), values={"title": "Tuleva"})
    unseen = NewsFactory(title="Luonnos", publish=False)
    service = ServiceFactory(name="Kahvila")
    save_service_draft(service=service, values={"name": "Aamukahvila"})
    paths = ("/api/v2/pages/", f"/api/v2/pages/{news.pk}/", "/api/services", f"/api/services/{service.pk}")
    for path in paths:
        asked = f"{path}?version=draft"
        assert client.get(asked).status_code == 403
        assert client.get(asked, headers=bearer(ApiToken.Scope.PUBLISHED)).status_code == 403
    header = bearer()
    titles = {each["title"] for each in read(client, "/api/v2/pages/?version=draft", **header)["items"]}
    assert {"Tuleva", "Luonnos"} <= titles
    assert read(client, f"/api/v2/pages/{news.pk}/?version=draft", **header)["title"] == "Tuleva"
    draft = read(client, f"/api/v2/pages/{unseen.pk}/?version=draft", **header)
    assert (draft["meta"]["live"], draft["title"]) == (False, "Luonnos")
    assert read(client, f"/api/services/{service.pk}?version=draft", **header)["name"] == "Aamukahvila"
    assert read(client, "/api/services?version=draft", **header)["results"][0]["name"] == "Aamukahvila"
    assert read(client, f"/api/v2/pages/{news.pk}/", **header)["title"] == "Julkaistu"
    PageViewRestriction.objects.create(page=unseen, restriction_type=PageViewRestriction.LOGIN)
    refused = client.get(f"/api/v2/pages/{unseen.pk}/?version=draft", headers=header)
    assert refused.status_code == 404


def test_a_previews_token_shows_one_draft_for_a_while(
    site: HomePage, client: Client, settings: Settings
) -> None:
    news = NewsFactory(title="Luonnos", publish=False)
    service: Service = ServiceFactory(name="Kahvila", publish=False)
    shown = client.get("/api/preview", {"token": preview_token("page", news.pk)})
    assert shown.json()["content"]["title"] == "Luonnos"
    assert shown["Cache-Control"] == "private, no-store"
    other = client.get("/api/preview", {"token": preview_token("service", service.pk)})
    assert other.json()["content"]["name"] == "Kahvila"
    assert client.get("/api/preview", {"token": preview_token("page", 4242)}).status_code == 404
    assert client.get("/api/preview", {"token": signing.dumps(["page", news.pk])}).status_code == 403
    assert client.get("/api/preview").status_code == 400
    settings.PREVIEW_MINUTES = 0
    assert (
        client.get("/api/preview", {"token": signing.dumps(["page", news.pk], salt=SALT)}).status_code == 410
    )


def test_an_editor_is_led_to_the_other_site_with_a_token(
    site: HomePage, client: Client, settings: Settings
) -> None:
    news = NewsFactory(title="Luonnos", publish=False)
    settings.FRONT_END_PREVIEW_URL = "https://sivusto.example/esikatselu?t={token}"
    path = f"/hallinta/esikatselu/page/{news.pk}/"
    client.force_login(UserFactory(is_superuser=True))
    assert path in client.get(f"/hallinta/pages/{news.pk}/edit/").content.decode()
    led = client.get(path)
    assert led.status_code == 302
    token = led["Location"].removeprefix("https://sivusto.example/esikatselu?t=")
    assert client.get("/api/preview", {"token": token}).json()["content"]["title"] == "Luonnos"
    client.force_login(MembershipFactory().user)
    assert client.get(path).status_code == 404
