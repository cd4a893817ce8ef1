"""The search page answers as somebody types, and the address holds its state."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE, PublicSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Opened = Callable[..., Page]


def test_results_come_while_typing_and_are_announced(public_site: PublicSite, opened: Opened) -> None:
    page = opened(public_site.address("search"))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.locator("#q").press_sequentially("perhekahvilassa")
    expect(page.locator(".result h3 a")).to_have_text(["Perhekahvila"])
    assert not [words for words in complaints if "Content Security Policy" in words]
    expect(page.locator("#search-status")).to_have_text(page.locator("#results-title").inner_text())
    expect(page.locator("#q")).to_be_focused()
    assert parse_qs(urlsplit(page.url).query)["q"] == ["perhekahvilassa"]


def test_a_chosen_filter_keeps_focus_and_open_groups(public_site: PublicSite, opened: Opened) -> None:
    page = opened(public_site.address("search"))
    page.locator("#facet-channel > summary").click()
    page.locator("#facet-municipality > summary").click()
    page.locator("#channel-chat").check()
    expect(page.locator(".result h3 a")).to_have_text(["Vanhempien chat"])
    expect(page.locator("#channel-chat")).to_be_focused()
    assert page.locator("#facet-municipality").get_attribute("open") is not None
    assert urlsplit(page.url).query == "channel=chat"


def test_grey_bars_stand_for_the_results_while_an_answer_is_late(
    public_site: PublicSite, opened: Opened
) -> None:
    page = opened(public_site.address("search"))
    late: list[Route] = []
    page.route("**/haku/?*", lambda route: late.append(route))  # noqa: PLW0108  Playwright marks what it calls
    height = page.locator("#answer").bounding_box()["height"]
    page.locator("#sort").select_option("name")
    expect(page.locator("#answer")).to_have_attribute("aria-busy", "true")
    page.evaluate(
        """() => new Promise((done) => {
            const look = () => getComputedStyle(document.querySelector(".result"), "::after").opacity === "1"
                ? done() : requestAnimationFrame(look);
            look();
        })"""
    )
    assert page.locator("#answer").bounding_box()["height"] == height
    late[0].continue_()
    expect(page.locator("#answer")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator("#sort")).to_have_value("name")


def test_back_returns_to_the_search_before(public_site: PublicSite, opened: Opened) -> None:
    page = opened(public_site.address("search"))
    before = page.locator("#results-title").inner_text()
    page.locator("#facet-channel > summary").click()
    page.locator("#channel-chat").check()
    expect(page.locator(".result h3 a")).to_have_text(["Vanhempien chat"])
    page.go_back()
    expect(page.locator("#results-title")).to_have_text(before)
    expect(page.locator(".site-header")).to_be_visible()
    expect(page.locator("#channel-chat")).not_to_be_checked()


def test_the_address_alone_brings_the_same_results(public_site: PublicSite, opened: Opened) -> None:
    page = opened(public_site.address("search"))
    page.locator("#q").press_sequentially("vertaistuki")
    expect(page.locator(".result h3 a")).to_have_text(["Perhekahvila"])
    other = opened(page.url)
    expect(other.locator(".result h3 a")).to_have_text(["Perhekahvila"])
    assert other.locator("#q").input_value() == "vertaistuki"


def test_nothing_found_helps_on(public_site: PublicSite, opened: Opened) -> None:
    page = opened(public_site.address("search without hits"), width=PHONE)
    expect(page.locator(".result")).to_have_count(0)
    expect(page.locator(".results .panel a[href='/haku/?kind=service']")).to_be_visible()


def test_what_matched_is_marked(public_site: PublicSite, opened: Opened) -> None:
    page = opened(public_site.address("search with hits"))
    expect(page.locator(".result mark").first).to_have_text("Vertaistukea")


def test_filters_are_open_on_a_desk_and_closed_on_a_phone(public_site: PublicSite, opened: Opened) -> None:
    expect(opened(public_site.address("search")).locator("#sort")).to_be_visible()
    expect(opened(public_site.address("search"), width=PHONE).locator("#sort")).to_be_hidden()


def test_an_opened_result_is_reported_with_its_rank(public_site: PublicSite, opened: Opened) -> None:
    page = opened(public_site.address("search with hits"))
    with page.expect_request("**/haku/osuma/") as reported:
        page.locator(".result h3 a").first.click()
    form = {name: values[0] for name, values in parse_qs(reported.value.post_data).items()}
    assert form["rank"] == "1"
    assert page.request.post(reported.value.url, form=form).status == 204


def test_a_typed_search_is_reported_when_the_reader_stays_with_it(
    public_site: PublicSite, opened: Opened
) -> None:
    page = opened(public_site.address("search"))
    with page.expect_request("**/haku/osuma/") as reported:
        page.locator("#q").press_sequentially("perhekahvila")
    form = {name: values[0] for name, values in parse_qs(reported.value.post_data).items()}
    assert "rank" not in form
    assert page.request.post(reported.value.url, form=form).status == 204


def test_back_from_a_result_shows_the_whole_page_that_was_typed_for(
    public_site: PublicSite, opened: Opened
) -> None:
    page = opened(public_site.address("search"))
    page.locator("#q").press_sequentially("perhekahvila")
    expect(page.locator(".result h3 a")).to_have_text(["Perhekahvila"])
    page.locator(".result h3 a").click()
    expect(page.locator("h1")).to_have_text("Perhekahvila")
    page.go_back()
    expect(page.locator(".site-header")).to_be_visible()
    expect(page.locator(".result h3 a")).to_have_text(["Perhekahvila"])
