"""Links are claimed, checked, judged over days and recorded."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cms.directory.models import OrganisationPage, Service
from ingest.http import Client
from ingest.linkcheck import checking, crawl, tasks
from ingest.linkcheck.actions import refresh_links
from ingest.linkcheck.checking import check_links
from ingest.linkcheck.claims import claim_links, release_links
from ingest.linkcheck.classes import LinkClass, State
from ingest.linkcheck.evidence import Evidence, Failure
from ingest.linkcheck.models import Check, Link
from ingest.linkcheck.recording import forget_old_checks, record_check, record_checks
from ingest.linkcheck.selectors import link_state
from tests.integration.directory.services import publish_service
from tests.integration.linkcheck.conftest import asked_for
from tests.localworld.server import Server

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
PAGE = "<title>Kohtaamo</title>"
KEYS = {
    *("reference", "url", "class", "status", "final_url", "redirects", "evidence", "problem", "fix"),
}


@pytest.fixture
def links(organisation: OrganisationPage, server: Server) -> list[Link]:
    """Three services whose links lead to the played server."""
    server.pages["/hyva"] = lambda talk: talk.send(200, PAGE)
    server.pages["/siirtynyt"] = lambda talk: talk.redirect("/hyva", 301)
    for name in ("hyva", "siirtynyt", "poissa"):
        publish_service(organisation, name.title(), link=server.url(f"/{name}"))
    refresh_links(at=NOW)
    return list(Link.objects.order_by("url"))


def run(client: Client, at: datetime, **options: object) -> int:
    """Check what is due at a moment."""
    return sum(1 for _ in check_links(client=client, limit=100, clock=lambda: at, **options))  # type: ignore[arg-type]  # its own options


def test_new_links_are_checked_at_once_and_the_results_stored(
    links: list[Link], visitor: Client, server: Server
) -> None:
    assert run(visitor, NOW) == 3
    classes = dict(Link.objects.values_list("url", "link_class"))
    assert classes == {
        server.url("/hyva"): "ok",
        server.url("/siirtynyt"): "moved_permanently",
        server.url("/poissa"): "gone",
    }
    moved = Link.objects.get(url=server.url("/siirtynyt"))
    assert moved.final_url == server.url("/hyva")
    check = Check.objects.get(link=moved)
    assert check.evidence["redirects"][0]["status"] == 301
    assert check.changed


def test_a_site_is_asked_for_a_made_up_address_once_a_run_however_many_rounds_it_has(
    organisation: OrganisationPage, server: Server, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "ROUND", 1)
    for name in ("eka", "toka", "kolmas"):
        server.pages[f"/{name}"] = lambda talk: talk.send(200, PAGE)
        publish_service(organisation, name.title(), link=server.url(f"/{name}"))
    refresh_links(at=NOW)
    assert run(visitor, NOW) == 3
    assert sum("/ei-" in path for path in server.paths()) == 1


def test_what_was_checked_is_not_due_again_at_once(
    links: list[Link], visitor: Client, server: Server
) -> None:
    run(visitor, NOW)
    asked = len(server.requests)
    assert run(visitor, NOW + timedelta(minutes=30)) == 0
    assert len(server.requests) == asked
    assert run(visitor, NOW + timedelta(hours=2)) == 1


def test_a_service_knows_the_state_of_its_own_link(
    links: list[Link], visitor: Client, server: Server
) -> None:
    for day in range(4):
        run(visitor, NOW + day * DAY, only_due=False)
    states = dict(Service.objects.values_list("name", "link_state"))
    assert states == {"Hyva": "ok", "Siirtynyt": "ok", "Poissa": "dead"}
    server.pages["/poissa"] = lambda talk: talk.send(200, PAGE)
    run(visitor, NOW + 5 * DAY, only_due=False)
    assert Service.objects.get(name="Poissa").link_state == "ok"


def test_a_link_dies_over_days_and_comes_back_at_once(
    links: list[Link], visitor: Client, server: Server
) -> None:
    address = server.url("/poissa")
    states = []
    for day in range(4):
        run(visitor, NOW + day * DAY, only_due=False)
        states.append(link_state(address))
    assert states == [State.DOUBTFUL, State.DOUBTFUL, State.DEAD, State.DEAD]
    server.pages["/poissa"] = lambda talk: talk.send(200, PAGE)
    run(visitor, NOW + 5 * DAY, only_due=False)
    assert link_state(address) == State.OK


def test_no_link_is_taken_by_two_workers(links: list[Link]) -> None:
    first = claim_links(at=NOW, limit=2)
    second = claim_links(at=NOW, limit=100)
    assert len(first) == 2
    assert not {link.pk for link in first} & {link.pk for link in second}
    assert claim_links(at=NOW, limit=100) == []


def test_the_claim_of_a_killed_worker_ends_by_itself(links: list[Link]) -> None:
    assert len(claim_links(at=NOW, limit=100)) == 3
    assert len(claim_links(at=NOW + timedelta(hours=1), limit=100)) == 3


def test_a_run_longer_than_a_claim_keeps_what_it_has_not_reached(
    links: list[Link], visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crawl, "BATCH", 1)
    times = iter([NOW, NOW, NOW, *(NOW + timedelta(minutes=45 * number) for number in range(1, 50))])
    checked = check_links(client=visitor, limit=100, clock=lambda: next(times))
    next(checked)
    at = NOW + timedelta(minutes=80)
    assert len(claim_links(at=at, limit=100, unchecked_since=at)) == 1
    assert sum(1 for _ in checked) == 2


def test_a_link_that_is_deleted_or_taken_while_it_is_checked_wrongs_nobody(links: list[Link]) -> None:
    deleted, taken, mine = claim_links(at=NOW, limit=3)
    Link.objects.filter(pk=deleted.pk).delete()
    Link.objects.filter(pk=taken.pk).update(
        claimed_until=NOW + 2 * DAY, strikes=2, strike_days=2, state="doubtful"
    )
    seen = [(link, Evidence(link.url, "GET", 404, link.url)) for link in (deleted, taken, mine)]
    states = record_checks(results=seen, at=NOW + DAY)
    assert states == {taken.pk: State.DEAD, mine.pk: State.DOUBTFUL}
    assert record_checks(results=seen[:1], at=NOW + DAY) == {}


def test_a_run_gives_back_only_its_own_claims(links: list[Link]) -> None:
    first = claim_links(at=NOW, limit=100)
    later = NOW + timedelta(hours=1)
    assert len(claim_links(at=later, limit=100)) == 3
    release_links(links=first)
    assert claim_links(at=later, limit=100) == []


def test_a_clock_that_was_ahead_leaves_no_link_behind(links: list[Link], visitor: Client) -> None:
    ahead = NOW + 3650 * DAY
    claim_links(at=ahead, limit=1)
    assert run(visitor, ahead) == 2
    assert run(visitor, NOW) == 3


def test_a_run_that_is_stopped_gives_back_what_it_did_not_reach(links: list[Link], visitor: Client) -> None:
    checked = check_links(client=visitor, limit=100, clock=lambda: NOW)
    next(checked)
    checked.close()  # type: ignore[attr-defined]  # a generator, as iterators made by yield are
    assert Check.objects.count() >= 1
    assert run(visitor, NOW) == 3 - Check.objects.count() or run(visitor, NOW) == 0
    assert set(Link.objects.values_list("last_checked", flat=True)) == {NOW}


def test_a_host_that_wants_to_be_left_alone_is_not_judged(links: list[Link]) -> None:
    later = NOW + timedelta(hours=3)
    evidence = Evidence(links[0].url, failure=Failure.BUSY, retry_at=later)
    assert record_check(link=links[0], evidence=evidence, at=NOW) is None
    links[0].refresh_from_db()
    assert links[0].state == State.UNKNOWN
    assert later <= links[0].due_at <= later + timedelta(hours=1)


def test_links_that_nobody_uses_any_more_are_not_checked(links: list[Link], visitor: Client) -> None:
    links[0].uses.all().delete()
    assert run(visitor, NOW) == 2


def test_old_checks_go_but_changes_of_class_stay(links: list[Link]) -> None:
    for day, link_class in enumerate([404, 404, 200, 200]):
        evidence = Evidence(links[0].url, "GET", link_class, links[0].url)
        record_check(link=links[0], evidence=evidence, at=NOW + day * DAY)
    assert forget_old_checks(at=NOW + 200 * DAY) == 2
    kept = list(Check.objects.order_by("checked_at").values_list("link_class", flat=True))
    assert kept == [LinkClass.GONE, LinkClass.OK]


def test_the_task_of_the_beat_checks_what_is_due(
    links: list[Link], open_world: Server, django_assert_max_num_queries: Callable[..., object]
) -> None:
    assert tasks.refresh_links() == 3
    assert tasks.check_due_links() == 3
    assert tasks.check_due_links() == 0
    assert Check.objects.count() == 3


def command(*arguments: str) -> tuple[int, str]:
    """Run the command; return its exit status and what it printed."""
    out = StringIO()
    try:
        call_command("check_links", *arguments, stdout=out)
    except SystemExit as stopped:
        return int(str(stopped.code)), out.getvalue()
    return 0, out.getvalue()


def test_the_command_checks_all_content_and_says_where_and_what_to_do(
    links: list[Link], open_world: Server
) -> None:
    status, text = command()
    assert status == 0
    assert "Poissa" in text.replace("\n", "")
    assert Check.objects.count() == 3


def test_the_command_leaves_with_2_when_a_link_of_the_content_is_dead(
    links: list[Link], open_world: Server
) -> None:
    for day in range(3):
        evidence = Evidence(open_world.url("/poissa"), "GET", 404, open_world.url("/poissa"))
        link = Link.objects.get(url=open_world.url("/poissa"))
        record_check(link=link, evidence=evidence, at=NOW + day * DAY)
    assert command()[0] == 2


def test_the_command_prints_json_for_programs(links: list[Link], open_world: Server) -> None:
    _, text = command("--format", "json")
    lines = [json.loads(line) for line in text.splitlines()]
    assert {line["class"] for line in lines} == {"ok", "moved_permanently", "gone"}
    assert all(line.keys() == KEYS for line in lines)
    assert all("Palvelu" in line["evidence"]["where"][0].title() for line in lines)


def test_given_addresses_are_checked_in_one_attempt_without_the_database(open_world: Server) -> None:
    open_world.pages["/hyva"] = lambda talk: talk.send(200, PAGE)
    status, text = command("--url", open_world.url("/hyva"), "--format", "json")
    assert (status, json.loads(text)["class"]) == (0, "ok")
    status, text = command(
        "--url", open_world.url("/hyva"), "--url", open_world.url("/x"), "--format", "json"
    )
    assert status == 2
    assert {json.loads(line)["class"] for line in text.splitlines()} == {"ok", "gone"}


def test_the_links_of_a_page_are_checked_from_its_base(open_world: Server, tmp_path: Path) -> None:
    open_world.pages["/fi/hyva"] = lambda talk: talk.send(200, PAGE)
    page = tmp_path / "page.html"
    page.write_text('<a href="hyva">a</a><a href="./hyva">b</a><a href="http://10.0.0.1/">c</a>')
    status, text = command("--file", str(page), "--base", open_world.url("/fi/"), "--format", "json")
    lines = {line["reference"]: line["class"] for line in map(json.loads, text.splitlines())}
    assert lines == {"hyva": "ok", "./hyva": "ok", "http://10.0.0.1/": "unsafe"}
    assert status == 2
    assert asked_for(open_world) == ["/fi/hyva"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"puuttuu\.txt"):
        command("--file", str(tmp_path / "puuttuu.txt"))
