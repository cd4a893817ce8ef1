"""Links are replaced by rights, suggested from sitemaps, decided about, and shown to those whose they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import User
from cms.directory.models import OrganisationPage, Service
from cms.membership.models import Membership
from cms.publishing.models import News, NewsIndex
from cms.worklist.items import Scope
from home.models import HomePage
from ingest.http import Client
from ingest.linkcheck.actions import refresh_links
from ingest.linkcheck.classes import LinkClass, Ruling, State, Treatment
from ingest.linkcheck.evidence import Evidence
from ingest.linkcheck.history import weeks_of
from ingest.linkcheck.mending import UnusableAddress, plan_replacement, replace_link, usable_address
from ingest.linkcheck.models import Change, HostRule, Link
from ingest.linkcheck.recording import record_check
from ingest.linkcheck.rulings import NoReason, end_rulings, rule_on
from ingest.linkcheck.selectors import visible_links
from ingest.linkcheck.suggesting import suggest_pages
from ingest.linkcheck.work import TroubledLinks
from tests.integration.directory.services import publish_service
from tests.localworld.server import Server

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OLD, NEW = "https://siskotupa.example/vanha", "https://siskotupa.example/uusi"


def kill(address: str, *, days: int = 3) -> Link:
    """Let a link be gone on several days."""
    link = Link.objects.get(url=address)
    for day in range(days):
        record_check(link=link, evidence=Evidence(address, "GET", 404, address), at=NOW + day * DAY)
    link.refresh_from_db()
    return link


@pytest.fixture
def umbrella(db: None) -> User:
    """One of the umbrella's own people."""
    return User.objects.create_superuser("yllapito", "yllapito@katto.example", "salasana")


@pytest.fixture
def member(organisation: OrganisationPage) -> User:
    """Somebody who works for the organisation."""
    user = User.objects.create_user("jasen", "jasen@siskotupa.example", "salasana")
    Membership.objects.create(user=user, organisation=organisation)
    return user


@pytest.fixture
def service(organisation: OrganisationPage) -> Service:
    """A service whose link is dead."""
    service = publish_service(organisation, "Kohtaamo", link=OLD)
    refresh_links(at=NOW)
    return service


def news(site: HomePage, body: str) -> News:
    """Publish a news page with one paragraph."""
    page = News(title="Uutinen", date=date(2026, 11, 1)) if hasattr(News, "date") else News(title="Uutinen")
    page.body = [("paragraph", body)]
    NewsIndex.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return News.objects.get(pk=page.pk)


def test_a_link_is_replaced_everywhere_and_published_by_one_who_may(
    site: HomePage, service: Service, umbrella: User
) -> None:
    page = news(site, f'<p>Lue <a href="{OLD}">lisää</a> ja <a href="https://muu.example/">muuta</a>.</p>')
    refresh_links(at=NOW)
    link = kill(OLD)
    edits = plan_replacement(link=link, new=NEW, user=umbrella)
    assert {edit.title for edit in edits} == {"Kohtaamo", "Uutinen"}
    assert Service.objects.get().link == OLD
    outcome = replace_link(link=link, new=NEW, user=umbrella, publish=True, at=NOW)
    assert sorted(outcome.publish) == ["Kohtaamo", "Uutinen"]
    assert Service.objects.get().link == NEW
    body = str(News.objects.get(pk=page.pk).body)
    assert NEW in body
    assert OLD not in body
    assert "https://muu.example/" in body
    assert not link.uses.exists()
    assert Link.objects.get(url=NEW).uses.count() == 2


def test_what_a_member_replaces_is_sent_for_review_and_no_more(
    site: HomePage, service: Service, member: User
) -> None:
    news(site, f'<p><a href="{OLD}">lisää</a></p>')
    refresh_links(at=NOW)
    outcome = replace_link(link=kill(OLD), new=NEW, user=member, publish=True, at=NOW)
    assert outcome.refused == ["Uutinen"]
    assert outcome.submit + outcome.draft == ["Kohtaamo"]
    service.refresh_from_db()
    assert service.link == OLD
    assert service.get_latest_revision_as_object().link == NEW


def test_other_unpublished_changes_are_never_published_along(service: Service, umbrella: User) -> None:
    service.summary = "Kesken jäänyt muutos."
    service.save_revision()
    outcome = replace_link(link=kill(OLD), new=NEW, user=umbrella, publish=True, at=NOW)
    assert outcome.draft == ["Kohtaamo"]
    service.refresh_from_db()
    assert service.link == OLD
    newest = service.get_latest_revision_as_object()
    assert (newest.link, newest.summary) == (NEW, "Kesken jäänyt muutos.")


@pytest.mark.parametrize("text", ["javascript:alert(1)", "data:text/html,x", "ei osoite", "", "//x"])
def test_nothing_dangerous_is_put_in_a_links_place(text: str) -> None:
    with pytest.raises(UnusableAddress):
        usable_address(text)


def test_the_difference_is_shown_before_anything_is_replaced(
    service: Service, umbrella: User, client: Browser
) -> None:
    link = kill(OLD)
    client.force_login(umbrella)
    page = client.get(reverse("linkcheck_replace", args=[link.pk]), {"new": NEW}).content.decode()
    assert OLD in page
    assert NEW in page
    assert Service.objects.get().link == OLD
    answer = client.post(reverse("linkcheck_replace", args=[link.pk]), {"new": NEW, "publish": "yes"})
    assert answer.status_code == 200
    assert Service.objects.get().link == NEW


def test_a_link_is_shown_only_to_those_in_whose_content_it_stands(
    service: Service, member: User, client: Browser
) -> None:
    link = kill(OLD)
    stranger = User.objects.create_user("muu", "muu@muu.example", "salasana")
    assert list(visible_links(member)) == [link]
    assert not visible_links(stranger).exists()
    client.force_login(member)
    assert client.get(reverse("linkcheck_link", args=[link.pk])).status_code == 200
    client.force_login(stranger)
    for name in ("linkcheck_link", "linkcheck_replace"):
        assert client.get(reverse(name, args=[link.pk])).status_code in {302, 403, 404}
    assert client.post(reverse("linkcheck_recheck", args=[link.pk])).status_code in {302, 403, 404}


def test_a_decision_needs_a_reason_and_ends_by_itself(service: Service, umbrella: User) -> None:
    link = kill(OLD)
    assert Service.objects.get().link_state == "dead"
    with pytest.raises(NoReason):
        rule_on(link=link, ruling=Ruling.WORKING, reason=" ", until=None, user=umbrella, at=NOW)
    until = (NOW + 5 * DAY).date()
    rule_on(link=link, ruling=Ruling.WORKING, reason="Avautuu selaimella", until=until, user=umbrella, at=NOW)
    assert Service.objects.get().link_state == "ok"
    kill(OLD, days=1)
    assert Service.objects.get().link_state == "ok"
    assert end_rulings(at=NOW + 5 * DAY) == 0
    assert end_rulings(at=NOW + 7 * DAY) == 1
    assert Service.objects.get().link_state == "dead"


def test_what_is_decided_leaves_the_work_list(service: Service, umbrella: User) -> None:
    link = kill(OLD)
    everything = Scope(None)
    assert sum(TroubledLinks().counts(everything).values()) == 1
    rule_on(link=link, ruling=Ruling.IGNORED, reason="Sivusto uudistuu", until=None, user=umbrella, at=NOW)
    assert sum(TroubledLinks().counts(everything).values()) == 0


def test_the_newly_broken_stand_first_in_the_work_list(
    organisation: OrganisationPage, umbrella: User
) -> None:
    for name, begun in (("Vanha", 0), ("Uusi", 10)):
        address = f"https://siskotupa.example/{name.lower()}"
        publish_service(organisation, name, link=address)
        refresh_links(at=NOW)
        link = Link.objects.get(url=address)
        for day in range(begun, begun + 3):
            record_check(link=link, evidence=Evidence(address, "GET", 404, address), at=NOW + day * DAY)
    items = TroubledLinks().items(Scope(frozenset({organisation.pk})), limit=5)
    assert [item.subject for item in items] == ["Uusi", "Vanha"]


@pytest.mark.parametrize(
    ("treatment", "state"), [(Treatment.DOUBTFUL, State.DOUBTFUL), (Treatment.WORKING, State.OK)]
)
def test_a_rule_for_a_host_is_kept(service: Service, treatment: Treatment, state: State) -> None:
    HostRule.objects.create(host="siskotupa.example", treatment=treatment, reason="Palomuuri")
    assert kill(OLD).state == state


def test_the_right_page_is_found_in_the_sitemap(site: HomePage, server: Server, visitor: Client) -> None:
    pages = {
        "/palvelut/perhekahvila-turku": "Perhekahvila Turussa",
        "/palvelut/velkaneuvonta": "Velkaneuvonta",
    }
    listed = "".join(
        f"<url><loc>{server.url(path)}</loc></url>" for path in [*pages, "/puuttuu/perhekahvila"]
    )
    server.pages["/robots.txt"] = lambda talk: talk.send(200, f"Sitemap: {server.url('/kartta.xml')}")
    server.pages["/kartta.xml"] = lambda talk: talk.send(200, f"<urlset>{listed}</urlset>")
    for path, title in pages.items():
        server.pages[path] = lambda talk, title=title: talk.send(200, f"<title>{title}</title>")
    found = suggest_pages(server.url("/vanhat/perhekahvila.html"), titles=["Perhekahvila"], client=visitor)
    assert [suggestion.title for suggestion in found] == ["Perhekahvila Turussa"]


def test_the_chart_counts_what_broke_and_what_was_mended(service: Service) -> None:
    link = kill(OLD)
    record_check(link=link, evidence=Evidence(OLD, "GET", 200, OLD), at=NOW + 8 * DAY)
    chart = weeks_of(at=NOW + 8 * DAY, weeks=2)
    assert [(week.broken, week.mended) for week in chart.weeks] == [(1, 0), (0, 1)]
    assert chart.dead_now == 0
    assert Change.objects.filter(became=State.DEAD).count() == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_report_is_exported(service: Service, admin_client: Browser, kind: str) -> None:
    kill(OLD)
    answer = admin_client.get(
        reverse("linkcheck_links_modeladmin_index"), {"export": kind, "link_class": LinkClass.GONE.value}
    )
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200
    if kind == "xlsx":
        assert content.startswith(b"PK")
    else:
        heading, row = content.decode().splitlines()
        assert heading.startswith("Linkki,Osoite,Palvelin,Luokka,Tila,Tila alkaen,")
        assert row.startswith(f"{OLD},")


@pytest.mark.parametrize("filters", [{"owner": "umbrella"}, {"host": "muu.example"}, {"certificate": "soon"}])
def test_the_report_is_narrowed(service: Service, admin_client: Browser, filters: dict[str, str]) -> None:
    page = admin_client.get(reverse("linkcheck_links_modeladmin_index"), filters)
    assert page.status_code == 200
    assert OLD not in page.content.decode()


def test_each_page_about_a_link_opens(
    service: Service, admin_client: Browser, django_assert_max_num_queries: Callable[..., object]
) -> None:
    link = kill(OLD)
    for address in (reverse("linkcheck_link", args=[link.pk]), reverse("linkcheck_history")):
        assert admin_client.get(address).status_code == 200
    rule = {"ruling": "ignored", "reason": "Odottaa", "until": ""}
    assert admin_client.post(reverse("linkcheck_rule", args=[link.pk]), rule).status_code == 302
    assert admin_client.post(reverse("linkcheck_rule", args=[link.pk]), {}).status_code == 422
    assert admin_client.post(reverse("linkcheck_withdraw", args=[link.pk])).status_code == 302
    state = admin_client.get(reverse("linkcheck_state"), {"url": OLD}).json()
    assert state["state"] == "dead"


def test_the_chart_is_drawn_with_its_scale_and_dates(service: Service, admin_client: Browser) -> None:
    kill(OLD)
    Change.objects.update(at=timezone.now())
    page = admin_client.get(reverse("linkcheck_history")).content.decode()
    assert re.findall(r"<text[^>]*>([^<]+)</text>", page)[:2] == ["1", "0"]
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    assert f">{monday.day}.{monday.month}.</text>" in page
