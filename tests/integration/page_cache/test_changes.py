"""Whatever changes, whoever writes it and however: no page is older than that."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from cms.directory.actions import confirm_service, record_link_state, save_service_draft
from cms.directory.models import OrganisationPage, Service, TargetGroup
from cms.page_cache import triggers
from cms.page_cache.changes import LATEST_KEPT, current_state, forget_old_changes
from cms.page_cache.models import Change
from cms.page_cache.watched import UNSEEN_MODELS, watched_tables
from cms.publishing.models import News
from home.models import HomePage, PlainPage, SiteSettings
from search.fields import LinkState
from search.models import SearchLogEntry
from tests.factories import ChallengeFactory, NewsFactory, ServiceFactory, TargetGroupFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_pages")]


@pytest.fixture
def service(organisation: OrganisationPage) -> Service:
    """Publish a service with all that its page shows, and a news item."""
    NewsFactory(title="Avajaiset", slug="avajaiset")
    return ServiceFactory(
        organisation=organisation,
        name="Perhekahvila",
        target_groups=[TargetGroupFactory(name_fi="Vanhemmat")],
        challenges=[ChallengeFactory(name_fi="Yksinäisyys")],
        link="https://siskotupa.example/kahvila",
        confirmed_at=date(2020, 1, 31),
    )


def publish_another_name(service: Service) -> None:
    save_service_draft(service=service, values={"name": "Iltakahvila"}, publish=True)


def confirm(service: Service) -> None:
    confirm_service(service=service, user=UserFactory())


def find_its_link_dead(service: Service) -> None:
    record_link_state(keys=[service.pk], state=LinkState.DEAD)


def rename_its_target_group(service: Service) -> None:
    group = TargetGroup.objects.get()
    group.name_fi = "Äidit ja isät"
    group.save()


def take_its_challenge_away(service: Service) -> None:
    Service.challenges.through.objects.all().delete()


def rename_its_organisation(service: Service) -> None:
    page = OrganisationPage.objects.get()
    page.title = "Veljestupa ry"
    page.save_revision().publish()


def end_it_by_hand(service: Service) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directory_service SET status = %s WHERE id = %s", ["ended", service.pk])


def unpublish(service: Service) -> None:
    service.unpublish()


def rename_the_site(service: Service) -> None:
    SiteSettings.objects.update(organisation_name="Järjestöt yhdessä ry")


def add_to_the_menu(service: Service) -> None:
    page = HomePage.objects.get().add_child(instance=PlainPage(title="Yhteystiedot", show_in_menus=True))
    page.save_revision().publish()


def restrict_its_organisation(service: Service) -> None:
    PageViewRestriction.objects.create(page=service.organisation, restriction_type=PageViewRestriction.LOGIN)


CHANGES_OF_A_SERVICES_PAGE = [
    publish_another_name, confirm, find_its_link_dead, rename_its_target_group, take_its_challenge_away,
    rename_its_organisation, end_it_by_hand, unpublish, rename_the_site, add_to_the_menu,
    restrict_its_organisation,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES_OF_A_SERVICES_PAGE)
def test_the_page_of_a_service_shows_a_change_at_once(
    service: Service, client: Client, change: Callable[[Service], None]
) -> None:
    path = service.get_absolute_url()
    before = client.get(path)
    assert client.get(path)["ETag"] == before["ETag"]
    change(service)
    after = client.get(path)
    assert (after.status_code, after.get("ETag")) != (200, before["ETag"])


def write_news(page: News) -> None:
    NewsFactory(title="Uutta")


def schedule_an_end(page: News) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
    call_command("publish_scheduled", verbosity=0)


def move(page: News) -> None:
    Page.objects.get(pk=page.pk).move(HomePage.objects.get(), pos="last-child")


def delete(page: News) -> None:
    page.delete()


@pytest.mark.parametrize("change", [write_news, schedule_an_end, move, delete])
def test_the_front_page_shows_a_change_of_news_at_once(
    service: Service, client: Client, change: Callable[[News], None]
) -> None:
    before = client.get("/")["ETag"]
    assert client.get("/")["ETag"] == before
    change(News.objects.get(slug="avajaiset"))
    assert client.get("/")["ETag"] != before


def test_an_address_that_is_led_on_leads_on_at_once(service: Service, client: Client) -> None:
    client.get("/uutiset/avajaiset/")
    page = News.objects.get(slug="avajaiset")
    page.slug = "avajaispaiva"
    page.save_revision().publish()
    Redirect.objects.get_or_create(old_path="/uutiset/avajaiset", defaults={"redirect_link": page.url})
    assert client.get("/uutiset/avajaiset/").status_code == 301


def test_a_draft_and_a_noted_search_leave_the_pages_as_they_are(service: Service, client: Client) -> None:
    before = current_state()
    SearchLogEntry.objects.create(text="perhe", hits=1, created=timezone.now())
    assert current_state() == before


def test_a_change_that_is_taken_back_was_none(service: Service) -> None:
    before = current_state()
    with transaction.atomic():
        Service.objects.update(name="Ei kahvila")
        assert current_state() != before
        transaction.set_rollback(True)
    assert current_state() == before


def test_every_table_that_pages_are_made_of_is_watched() -> None:
    events = 1 if connection.vendor == "postgresql" else 3
    known = triggers._known(connection)
    assert sorted(table for _name, table in known) == sorted([*watched_tables()] * events)
    names = {model._meta.label_lower for model in (Service, OrganisationPage, News, Page, Redirect)}
    assert not names & UNSEEN_MODELS


def test_the_triggers_give_way_to_migrations_and_come_back(service: Service) -> None:
    triggers.before_migrations(using="default")
    assert triggers._known(connection) == []
    before = current_state()
    Service.objects.update(name="Ei kahvila")
    assert current_state() == before
    triggers.after_migrations(using="default")
    Service.objects.update(name="Kahvila")
    assert current_state() != before


def test_only_the_latest_changes_are_remembered(db: None) -> None:
    Change.objects.all().delete()
    Change.objects.bulk_create(Change(number=number) for number in range(1, LATEST_KEPT + 11))
    assert forget_old_changes() == 10
    assert Change.objects.count() == LATEST_KEPT
    assert forget_old_changes() == 0


@pytest.mark.django_db(transaction=True)
def test_what_another_process_commits_shows_at_once(service: Service, client: Client) -> None:
    path = service.get_absolute_url()
    client.get(path)

    def elsewhere() -> None:
        Service.objects.filter(pk=service.pk).update(name="Iltakahvila")
        connection.close()

    other = threading.Thread(target=elsewhere)
    other.start()
    other.join()
    assert "Iltakahvila" in client.get(path).content.decode()


def test_a_transaction_that_was_overtaken_is_noticed(service: Service) -> None:
    latest = Change.objects.latest("number").number
    Change.objects.create(number=latest + 2)
    quick = current_state()
    Change.objects.create(number=latest + 1)
    assert current_state() != quick
