"""Every answer tells browsers what the page may do, and none leaves a cookie with a reader."""

from __future__ import annotations

from contextlib import closing

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from cms.safety.headers import SafetyHeaders, framed_anywhere
from home.models import HomePage
from tests.factories import ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db

PUBLIC = ("/", "/sv/", "/haku/", "/ei-ole/", "/jarjestot/", "/healthz", "/api/services", "/poiminnat/")


def policy_of(response: HttpResponse) -> dict[str, list[str]]:
    """Return the directives of an answer's policy."""
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {part[0]: part[1:] for part in parts if part}


@pytest.mark.parametrize("path", PUBLIC)
def test_public_answers_run_nothing_inline_and_stand_in_nobodys_frame(
    site: HomePage, client: Client, path: str
) -> None:
    response = client.get(path)
    policy = policy_of(response)
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert not [source for sources in policy.values() for source in sources if "unsafe" in source]
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", [*PUBLIC, "/hallinta/login/"])
def test_every_answer_has_the_headers_that_hold_for_all(site: HomePage, client: Client, path: str) -> None:
    response = client.get(path)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]


def test_files_of_our_own_run_nothing_and_stand_in_nobodys_frame(client: Client) -> None:
    with closing(client.get("/static/img/family.svg")) as response:
        assert b"<svg" in b"".join(response.streaming_content)
    assert policy_of(response)["script-src"] == policy_of(response)["frame-ancestors"] == ["'none'"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=()" in response["Permissions-Policy"]


def test_the_admin_may_show_its_own_previews_and_nobody_elses_pages(site: HomePage, client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True))
    response = client.get("/hallinta/")
    policy = policy_of(response)
    assert policy["default-src"] == policy["frame-ancestors"] == ["'self'"]
    assert "'unsafe-eval'" not in policy["script-src"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_a_view_may_be_framed_anywhere_only_if_it_says_so(rf: RequestFactory) -> None:
    @framed_anywhere
    def embed(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("upotus")

    response = SafetyHeaders(embed)(rf.get("/upotus/"))
    assert policy_of(response)["frame-ancestors"] == ["*"]
    assert policy_of(response)["script-src"] == ["'self'"]
    assert response.xframe_options_exempt


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_readers_get_no_cookie_whatever_their_language(
    site: HomePage, client: Client, path: str, language: str
) -> None:
    assert not client.get(path, headers={"accept-language": language}).cookies


def test_neither_the_language_switch_nor_feedback_leaves_a_cookie(site: HomePage, client: Client) -> None:
    service = ServiceFactory()
    for path in (service.get_absolute_url(), f"/en{service.get_absolute_url()}"):
        assert not client.get(path).cookies
    feedback = f"{service.get_absolute_url()}palaute/"
    assert not client.get(feedback).cookies
    assert not client.post(feedback, {"kind": "wrong", "message": ""}).cookies


@pytest.mark.parametrize("path", ["/hallinta/login/", "/hallinta/password_reset/"])
def test_forms_of_the_admin_refuse_what_another_site_sends(site: HomePage, client: Client, path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path, {"username": "x", "password": "y", "email": "x@example.org"}).status_code == 403
