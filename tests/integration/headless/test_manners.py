"""What holds for every address below /api/."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import Settings
from wagtail.documents import get_document_model
from wagtail.documents.models import Document
from wagtail.documents.tests.utils import get_test_document_file
from wagtail.images import get_image_model
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from cms.headless.models import ApiToken
from home.models import HomePage
from tests.factories import NewsFactory, OrganisationPageFactory, ServiceFactory
from tests.factories.headless import bearer

pytestmark = pytest.mark.django_db

PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v2/pages/?search=%00", 400),
        ("/api/services?tag=%00", 400),
        ("/api/v2/pages/?type=nosuch.Page", 400),
        ("/api/v2/pages/?type=publishing.News&date=yesterday", 400),
        ("/api/v2/pages/?type=publishing.News&body=x", 400),
        ("/api/v2/pages/?type=publishing.News&order=tags", 400),
        ("/api/v2/pages/?tags=perhe", 400),
        ("/api/v2/pages/?offset=99999999999999999999", 400),
        ("/api/v2/pages/?search=a&search_operator=maybe", 400),
        ("/api/v2/pages/?version=old", 400),
        ("/api/v2/pages/find/?id=abc", 400),
        ("/api/v2/pages/99999999999999999999/", 404),
        ("/api/v2/pages/4242/", 404),
        ("/api/v2/nosuch/", 404),
        ("/api/nosuch", 404),
        ("/api/services/nosuch", 404),
        ("/api/services?nosuch=1", 400),
        ("/api/services?updated_after=0.5", 400),
        ("/api/services?updated_after=2026", 400),
        ("/api/services?updated_after=", 400),
        ("/api/services?version=", 400),
        ("/api/hsds/services?modified_after=1700000000", 400),
        ("/api/hsds/services?modified_after=", 400),
        ("/api/hsds/services?taxonomy_id=", 400),
        ("/api/hsds/services?page=%20", 400),
        ("/api/hsds/services?full=", 400),
        ("/api/hsds/taxonomies?format=", 400),
        ("/api/figures?year=", 400),
        ("/api/figures?figure=", 400),
        ("/api/v2/pages/?type=", 400),
    ],
)
def test_every_refusal_is_a_problem_and_none_a_failure_of_ours(
    site: HomePage, client: Client, path: str, status: int
) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert response["Content-Type"] == PROBLEM
    assert response.json()["status"] == status
    assert response.json()["title"]


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/api/", "/api/docs"),
        ("/api/docs/", "/api/docs"),
        ("/api/services/?page=2", "/api/services?page=2"),
        ("/api/hsds", "/api/hsds/"),
        ("/api/services/%0D%0A%25/", "/api/services/%0D%0A%25"),
    ],
)
def test_an_address_is_led_on_when_only_its_last_slash_is_wrong(
    site: HomePage, client: Client, path: str, meant: str
) -> None:
    response = client.get(path)
    assert (response.status_code in {301, 302}, response["Location"]) == (True, meant)


@pytest.mark.parametrize("path", ["/api/nosuch", "/api/v2"])
def test_an_address_that_there_is_not_says_where_all_are_named(
    site: HomePage, client: Client, path: str
) -> None:
    response = client.get(path)
    assert (response.status_code, "/api/docs" in response.json()["detail"]) == (404, True)


@pytest.mark.parametrize("path", ["/api/nosuch", "/api/hsds"])
def test_what_is_sent_to_a_wrong_address_is_led_nowhere(site: HomePage, path: str) -> None:
    assert Client(enforce_csrf_checks=True).post(path).status_code == 404


@pytest.mark.parametrize("path", ["/api/v2/pages/", "/api/v2/images/", "/api/v2/pages/{}/"])
def test_fields_within_fields_beyond_reason_are_refused_in_words(
    site: HomePage, client: Client, path: str
) -> None:
    fields = "a(" * 1200 + "b" + ")" * 1200
    answer = client.get(path.format(site.pk), {"fields": fields})
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert "20" in answer.json()["detail"]


def test_a_page_of_too_many_tags_is_refused_in_words(site: HomePage, client: Client) -> None:
    tags = ",".join(map(str, range(30)))
    response = client.get(f"/api/v2/pages/?type=publishing.News&tags={tags}")
    assert (response.status_code, "20" in response.json()["detail"]) == (400, True)
    repeated = client.get(f"/api/v2/pages/?type=publishing.News&tags={','.join(['a'] * 990)}")
    assert repeated.json()["meta"]["total_count"] == 0


@pytest.mark.parametrize("asked", ["", "%20", "%09", "-"])
def test_a_search_of_pages_for_no_word_finds_nothing(site: HomePage, client: Client, asked: str) -> None:
    Image.objects.create(title="Kuva", file=get_test_image_file())
    Document.objects.create(title="Asiakirja", file=ContentFile(b"sisus", "asiakirja.txt"))
    for kind in ("pages", "images", "documents"):
        assert client.get(f"/api/v2/{kind}/").json()["meta"]["total_count"] > 0
        assert client.get(f"/api/v2/{kind}/?search={asked}").json()["meta"]["total_count"] == 0


@pytest.mark.parametrize("path", ["/haku/", "/robots.txt", "/sitemap.xml", "/"])
def test_what_people_read_is_not_sent_again_either(
    search_index: None, site: HomePage, client: Client, path: str
) -> None:
    first, head = client.get(path), client.head(path)
    assert (head.status_code, head["ETag"]) == (200, first["ETag"])
    for ask in (client.get, client.head):
        again = ask(path, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/api/services", "/api/v2/pages/", "/api/hsds/", "/api/openapi.json"])
def test_an_unchanged_answer_is_not_sent_again(site: HomePage, client: Client, path: str) -> None:
    first = client.get(path)
    assert first["Cache-Control"] == "no-cache, public"
    for condition in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = client.get(path, headers=condition)
        assert again.status_code == 304
        assert again.content == b""
        assert again["ETag"] == first["ETag"]


def test_a_change_is_sent_though_it_comes_within_the_second(site: HomePage, client: Client) -> None:
    news = NewsFactory(title="Avajaiset")
    first = client.get(f"/api/v2/pages/{news.pk}/")
    news.title = "Lopettajaiset"
    news.save_revision().publish()
    for condition in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = client.get(f"/api/v2/pages/{news.pk}/", headers=condition)
        assert again.status_code == 200
        assert again.json()["title"] == "Lopettajaiset"


def test_a_search_that_only_took_longer_is_unchanged(
    search_index: None, site: HomePage, client: Client
) -> None:
    first = client.get("/api/search?q=kahvila")
    again = client.get("/api/search?q=kahvila", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/api/services", "/api/v2/pages/", "/api/taxonomies"])
def test_head_answers_the_headers_alone(site: HomePage, client: Client, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == got["ETag"]
    assert head["Content-Length"] == str(len(got.content))


@pytest.mark.parametrize("path", ["/api/openapi.json", "/api/docs", "/api/services", "/haku/syote.json"])
def test_who_may_only_read_is_told_so_though_no_form_of_ours_was_sent(site: HomePage, path: str) -> None:
    assert Client(enforce_csrf_checks=True).post(path).status_code == 405


@pytest.mark.parametrize("path", ["/api/services", "/api/v2/pages/"])
def test_other_methods_are_refused_and_the_right_ones_named(
    site: HomePage, client: Client, path: str
) -> None:
    assert client.options(path).status_code == 204
    assert client.options(path)["Allow"] == "GET, HEAD, OPTIONS"
    refused = client.post(path)
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert refused["Content-Type"] == PROBLEM


def test_a_browser_may_ask_from_the_origins_of_the_settings(
    site: HomePage, client: Client, settings: Settings
) -> None:
    origin = {"Origin": "https://sivusto.example"}
    assert client.get("/api/services", headers=origin)["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/haku/", headers=origin)
    feed = client.get("/haku/syote.json?nosuch=1", headers=origin)
    assert feed["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in feed
    asked = {
        **origin,
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
    }
    preflight = client.options("/api/services", headers=asked)
    assert preflight.status_code == 200
    assert "authorization" in preflight["Access-Control-Allow-Headers"]
    settings.CORS_ALLOW_ALL_ORIGINS = False
    settings.CORS_ALLOWED_ORIGINS = ["https://toinen.example"]
    assert "Access-Control-Allow-Origin" not in client.get("/api/services", headers=origin)


def test_who_asks_too_often_is_told_when_to_go_on(site: HomePage, client: Client, settings: Settings) -> None:
    settings.API_RATE_PER_MINUTE, settings.API_TOKEN_RATE_PER_MINUTE = 2, 5
    caches["shared"].clear()
    here = {"REMOTE_ADDR": "192.0.2.7"}
    answers = [client.get("/api/taxonomies", **here) for _ in range(5)]
    kept = [answer for answer in answers if answer.status_code == 200]
    assert len(kept) in {2, 3, 4}  # more only when the minute turns meanwhile
    assert answers[0]["RateLimit-Limit"] == "2"
    assert answers[0]["RateLimit-Remaining"] == "1"
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused["Content-Type"] == PROBLEM
    assert refused["Retry-After"] == refused["RateLimit-Reset"]
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert client.get("/api/taxonomies", REMOTE_ADDR="192.0.2.8").status_code == 200
    known = client.get("/api/taxonomies", headers=bearer(ApiToken.Scope.PUBLISHED), **here)
    assert (known.status_code, known["RateLimit-Limit"]) == (200, "5")
    caches["shared"].clear()


def test_a_token_is_known_until_it_is_revoked(site: HomePage, client: Client) -> None:
    header = bearer()
    assert client.get("/api/services", headers=header)["Cache-Control"] == "no-cache, private"
    token = ApiToken.objects.get()
    assert token.last_used_at is not None
    assert header["Authorization"].removeprefix("Bearer ") not in str(vars(token))
    ApiToken.objects.update(revoked_at=token.created_at)
    refused = client.get("/api/services", headers=header)
    assert refused.status_code == 401
    assert refused["WWW-Authenticate"].startswith("Bearer")
    assert client.get("/api/services", headers={"Authorization": "Bearer arvaus"}).status_code == 401


def test_lists_take_the_same_number_of_queries_for_one_and_for_many(
    site: HomePage, client: Client, django_assert_max_num_queries: object
) -> None:
    organisation = OrganisationPageFactory()
    ServiceFactory(organisation=organisation)
    path = "/api/v2/pages/?type=publishing.News&fields=*"

    def queries() -> int:
        client.get(path)
        with django_assert_max_num_queries(100) as counted:  # type: ignore[operator]  # a fixture's own call
            assert client.get(path).status_code == 200
        return len(counted)

    NewsFactory(tags=["perhe"])
    one = queries()
    for _ in range(3):
        NewsFactory(tags=["perhe"])
    assert queries() == one


@pytest.mark.parametrize(
    "asked",
    ['"tori', 'tori"', '"', "to'ri", "(tori", "tori*", "tori OR", "^tori", "-tori:", "{to}", "tori " * 1500],
)
@pytest.mark.parametrize("kind", ["pages", "images", "documents"])
def test_a_search_takes_whatever_somebody_types(
    site: HomePage, client: Client, asked: str, kind: str
) -> None:
    assert client.get(f"/api/v2/{kind}/", {"search": asked}).status_code == 200


def test_a_search_form_may_leave_its_filters_empty(
    site: HomePage, search_index: None, client: Client
) -> None:
    for path in ("/api/search", "/api/services"):
        answer = client.get(f"{path}?municipality=&age=&page=&channel=")
        assert answer.status_code == 200
    allowed = client.get("/api/openapi.json").json()["paths"]["/api/search"]["get"]["parameters"]
    assert all(each.get("allowEmptyValue") for each in allowed if each["in"] == "query")


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_files_are_found_by_their_tags(site: HomePage, client: Client, kind: str) -> None:
    model = get_image_model() if kind == "images" else get_document_model()
    file = get_test_image_file() if kind == "images" else get_test_document_file()
    tagged = model.objects.create(title="Tupa", file=file)
    model.objects.create(title="Talo", file=file)
    tagged.tags.add("perhe")
    found = client.get(f"/api/v2/{kind}/", {"tags": "perhe"}).json()["items"]
    assert [each["title"] for each in found] == ["Tupa"]
