"""``load_demo``: everything once, nothing twice, and never over what somebody edited."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from cms.accounts.models import User
from cms.demo import catalogue, loading
from cms.demo.accounts import demo_accounts
from cms.demo.actions import load_demo
from cms.demo.models import LoadedItem
from cms.directory.actions import save_service_draft
from cms.directory.models import OrganisationPage, Service
from cms.directory.selectors import live_services
from cms.publishing.models import AnnualReview, News, PressRelease
from home.models import HomePage, SiteSettings

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


def test_everything_is_published(demo: int) -> None:
    assert demo == LoadedItem.objects.count()
    assert OrganisationPage.objects.live().count() == len(catalogue.organisations())
    assert Service.objects.filter(live=True).count() == len(list(catalogue.services()))
    assert live_services().count() == Service.objects.count() - 1, "one has ended"
    finnish, swedish = (News.objects.live().filter(locale__language_code=code) for code in ("fi", "sv"))
    assert (finnish.count(), swedish.count()) == (len(catalogue.news()), 1)
    assert PressRelease.objects.live().count() == 2
    review = AnnualReview.objects.live().get(year=2024)
    assert {figure.value for figure in review.figures.all()} >= {"42", "760", "190", "8 200", "1 046"}


def test_a_service_has_all_that_its_file_says(demo: int) -> None:
    service = Service.objects.get(slug="kaksi-kotia-yksi-mina")
    assert service.organisation.title == "Kahden kodin silta ry"
    assert {group.slug for group in service.target_groups.all()} == {"lapset", "eroperheet"}
    assert {challenge.slug for challenge in service.challenges.all()} == {"ero", "suru-ja-menetys"}
    assert {place.name_fi for place in service.municipalities.all()} == {
        "Turku", "Salo", "Naantali", "Uusikaupunki", "Loimaa",
    }  # fmt: skip
    assert {tag.name for tag in service.tags.all()} == {"vertaistuki", "lapsen ryhmä", "kaksi kotia"}
    assert (service.age_from, service.age_to, service.is_free) == (7, 12, True)
    assert service.confirmed_at == localdate() - timedelta(days=22)
    assert service.link == "https://kahdenkodinsilta.example/palvelut#lasten-ryhmat"


def test_every_loaded_object_keeps_its_models_rules(demo: int) -> None:
    for service in Service.objects.all():
        service.full_clean()
    for page in Page.objects.type(OrganisationPage, News, PressRelease, AnnualReview).specific():
        page.full_clean()


def test_the_front_page_and_the_footer_say_whose_site_it_is(demo: int) -> None:
    page = HomePage.objects.get(locale__language_code="fi")
    assert page.introduction
    assert page.figures.count() == 4
    assert SiteSettings.objects.get().organisation_name == "Varsinais-Suomen Lastensuojelujärjestöt ry"


def test_some_pages_have_a_swedish_version_in_the_readers_tree(demo: int, client: Client) -> None:
    swedish = client.get("/sv/").content.decode()
    assert "Sök hjälp för barn" in swedish
    assert "Så hittar du stöd" in swedish
    about = client.get("/tietoa/").content.decode()
    assert 'href="/sv/om-tjansten/"' in about
    assert "Om tjänsten" in client.get("/sv/om-tjansten/").content.decode()
    assert client.get("/sv/nyheter/ny-katalog/").status_code == 200


def test_a_second_run_only_looks_and_writes_nothing(
    demo: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1) as queries:
        assert load_demo() == 0
    assert isinstance(queries, CaptureQueriesContext)
    assert queries[0]["sql"].startswith("SELECT")


def test_what_somebody_edited_stays_as_edited(demo: int) -> None:
    service = Service.objects.get(slug="linkki")
    save_service_draft(service=service, values={"summary": "Uusi tiivistelmä."}, publish=True)
    load_demo()
    assert Service.objects.get(slug="linkki").summary == "Uusi tiivistelmä."


def test_what_somebody_deleted_stays_deleted(demo: int) -> None:
    Service.objects.get(slug="pajailta").delete()
    load_demo()
    assert not Service.objects.filter(slug="pajailta").exists()


def test_what_is_missing_is_loaded_beside_the_rest(demo: int) -> None:
    Service.objects.get(slug="pajailta").delete()
    LoadedItem.objects.filter(key="service:pajailta").delete()
    lines: list[str] = []
    assert load_demo(report=lines.append) == 1
    assert lines == ["Services: 1"]
    assert Service.objects.get(slug="pajailta").live


@pytest.mark.parametrize("account", demo_accounts(), ids=lambda account: account.key)
def test_each_account_can_log_in_and_enter_the_admin(demo: int, account: loading.DemoAccount) -> None:
    user = authenticate(username=account.username, password=account.password)
    assert isinstance(user, User)
    assert user.is_superuser == account.superuser
    assert user.get_full_name() == f"{account.first_name} {account.last_name}".strip()
    assert user.has_perm("wagtailadmin.access_admin")
