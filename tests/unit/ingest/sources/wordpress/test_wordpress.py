"""A WordPress site is found, read page by page, and its posts become records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import GatherError
from ingest.protocols import Answer, Web
from ingest.records import PressReleaseRecord
from ingest.rendering import body_html, body_text
from ingest.sources.wordpress import WordPressSettings, WordPressSource
from ingest.testing import PlayedWeb, SourcePluginContract
from tests.unit.ingest.sources.harvested import PAYLOADS, Results, assert_safe, harvested, page
from tests.unit.ingest.sources.wordpress.sites import API, ROOT, SITE, answer, front, post, posts_at

LOGIN = "<html><body><form action='/wp-login.php'><input type='password' name='pwd'></form></body></html>"


def site(*posts: dict[str, Any]) -> dict[str, Answer | bytes | str]:
    """Return a site with these posts on one page of its API."""
    return {
        SITE: front(link=f'<{API}>; rel="https://api.w.org/"'),
        API: ROOT,
        posts_at(): answer(posts_at(), list(posts), x_wp_totalpages="1"),
    }


def read(*posts: dict[str, Any], **values: Any) -> Results:
    """Return what the plugin makes of a site."""
    return harvested(WordPressSource(), {"locations": [SITE], **values}, site(*posts))


class TestWordPressSource(SourcePluginContract):
    """Hold the plugin to the contract."""

    plugin = WordPressSource

    def settings_values(self, tmp_path: Path) -> dict[str, Any]:
        """Name the site."""
        return {"locations": [SITE]}

    def web(self) -> Web:
        """Play the site, whenever it is asked since when."""
        since = posts_at(modified_after="2025-03-05T07%3A50%3A00Z")
        return PlayedWeb({**site(post(1), post(2)), since: answer(since, [], x_wp_totalpages="0")})


def test_a_post_fills_every_field_that_it_tells() -> None:
    (record,) = read(post(7)).records
    assert record.external_id == "https://yhdistys.example/?p=7"
    assert record.title == "Leikki – ilo & 7"
    assert record.url == "https://yhdistys.example/uutinen-7/"
    assert record.published_at == date(2025, 3, 4)
    assert record.updated_at is not None
    assert record.updated_at.isoformat() == "2025-03-05T08:00:00+00:00"
    assert record.authors == ("Maija Mallikas",)
    assert record.tags == ("Uutiset & tapahtumat", "perhe")
    assert record.summary == "Tiivistelmä…"
    assert body_html(record) == '<p>Teksti <a href="https://yhdistys.example/x">linkki</a></p>'
    assert [(one.url, one.alt, one.caption) for one in record.images] == [
        ("https://yhdistys.example/iso.jpg", "Lapsia & koira", ""),
        ("https://yhdistys.example/k.jpg", "Kuva", "Pihalla"),
    ]


def test_what_is_protected_or_not_published_is_left_out() -> None:
    protected = {"rendered": "", "protected": True}
    assert len(read(post(1), post(2, content=protected), post(3, status="draft")).records) == 1


def test_a_post_in_the_category_of_press_releases_is_one() -> None:
    terms = {"wp:term": [[{"taxonomy": "category", "name": "Tiedotteet"}]]}
    (record,) = read(post(1, _embedded=terms)).records
    assert isinstance(record, PressReleaseRecord)


def test_pages_are_asked_for_until_the_site_has_no_more() -> None:
    answers = {
        **site(),
        posts_at(): answer(posts_at(), [post(1)], x_wp_totalpages="2"),
        posts_at(2): answer(posts_at(2), [post(2)], x_wp_totalpages="2"),
    }
    assert len(harvested(WordPressSource(), {"locations": [SITE]}, answers).records) == 2


def test_a_site_that_does_not_count_its_pages_is_read_until_a_short_one() -> None:
    full = [post(number) for number in range(1, 51)]
    answers = {**site(), posts_at(): answer(posts_at(), full), posts_at(2): answer(posts_at(2), [post(51)])}
    assert len(harvested(WordPressSource(), {"locations": [SITE]}, answers).records) == 51


def test_a_later_run_asks_only_for_what_was_modified_since() -> None:
    earlier, later = WordPressSource(), WordPressSource()
    since = posts_at(modified_after="2025-03-05T07%3A50%3A00Z")
    web = PlayedWeb({**site(post(1)), since: answer(since, [], x_wp_totalpages="0")})
    earlier.use_web(web)
    later.use_web(web)
    settings = WordPressSettings(locations=(SITE,))
    assert len(list(earlier.gather(settings, None))) == 1
    assert earlier.listed_everything()
    assert list(later.gather(settings, earlier.next_cursor())) == []
    assert not later.listed_everything()
    assert web.asked[-1] == since


@pytest.mark.parametrize(
    "answers",
    [
        {SITE: front(f'<link rel="https://api.w.org/" href="{API}">'), API: ROOT},
        {SITE: front(), API: ROOT},
        {API: ROOT},
    ],
)
def test_the_api_is_found_from_the_sites_address(answers: dict[str, Answer | bytes | str]) -> None:
    location = SITE if SITE in answers else API
    answers = {**answers, posts_at(): answer(posts_at(), [post(1)], x_wp_totalpages="1")}
    assert len(harvested(WordPressSource(), {"locations": [location]}, answers).records) == 1


def test_an_api_behind_a_query_is_found() -> None:
    root = f"{SITE}?rest_route=/"
    posts = f"{SITE}?rest_route=/wp/v2/posts&per_page=50&page=1&orderby=id&order=asc&_embed=1"
    answers = {SITE: front(), root: answer(root, {"namespaces": ["wp/v2"]}), posts: answer(posts, [post(1)])}
    assert len(harvested(WordPressSource(), {"locations": [SITE]}, answers).records) == 1


def test_a_login_page_in_the_place_of_the_api_is_told_as_one() -> None:
    with pytest.raises(GatherError, match="asks to log in") as caught:
        harvested(WordPressSource(), {"locations": [SITE]}, {SITE: front(), API: page(LOGIN, API)})
    assert "REST API" in caught.value.remedy


def test_a_login_page_in_the_place_of_the_posts_is_told_as_one() -> None:
    with pytest.raises(GatherError, match="asks to log in"):
        harvested(WordPressSource(), {"locations": [SITE]}, {**site(), posts_at(): page(LOGIN, posts_at())})


def test_a_site_of_another_kind_is_told() -> None:
    with pytest.raises(GatherError, match="No REST API of WordPress"):
        harvested(WordPressSource(), {"locations": [SITE]}, {SITE: front()})


def test_an_unknown_category_is_told_with_those_that_there_are() -> None:
    categories = posts_at().replace("/posts", "/categories")
    answers = {**site(), categories: answer(categories, [{"id": 3, "name": "Uutiset", "slug": "uutiset"}])}
    with pytest.raises(GatherError, match="no category 'Blogi'") as caught:
        harvested(WordPressSource(), {"locations": [SITE], "categories": ["Blogi"]}, answers)
    assert "uutiset" in caught.value.remedy


def test_a_post_without_a_title_is_told_and_the_others_go_in() -> None:
    results = read(post(1, title={"rendered": ""}), post(2))
    assert len(results.records) == 1
    assert [problem.message for problem in results.problems] == ["The post has no title."]


def test_a_date_that_is_none_is_told_beside_its_record() -> None:
    (record,) = read(post(1, date_gmt="eilen", date="eilen")).records
    assert record.published_at is None
    assert [fault.field for fault in record.faults] == ["published_at"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_unsafe_comes_through(payload: str) -> None:
    content = {"rendered": f"<p>alku</p>{payload}<p>loppu</p>", "protected": False}
    (record,) = read(
        post(1, content=content, title={"rendered": f"Otsikko {payload}"}, excerpt={"rendered": payload})
    ).records
    assert_safe(record)
    assert "alku" in body_text(record)


@pytest.mark.parametrize(("told", "end"), [({"message": "Ei."}, "401: Ei."), ({}, "401."), ([], "401.")])
def test_a_refusal_ends_with_what_the_site_tells_if_it_tells_anything(told: Any, end: str) -> None:
    refusal = replace(answer(posts_at(), told), status=401)
    with pytest.raises(GatherError) as caught:
        harvested(WordPressSource(), {"locations": [SITE]}, {**site(), posts_at(): refusal})
    assert caught.value.message.endswith(f"answered with status {end}")
