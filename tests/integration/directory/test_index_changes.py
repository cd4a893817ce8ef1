"""What changes round a service or an article reaches the index too: its organisation, its tags, its terms."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone, translation
from taggit.models import Tag
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION

from cms.directory.models import Municipality, OrganisationPage, Service, TargetGroup
from home.models import HomePage
from search import index, outbox
from search.engine import get_engine
from search.fields import Facet
from search.models import IndexChange
from search.query import SearchQuery
from tests.factories import NewsFactory, OrganisationPageFactory, ServiceFactory
from tests.integration.directory.services import publish_service

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    """Return the titles that a search finds, after what waits was taken in."""
    outbox.drain()
    return [hit.document.title for hit in get_engine().search(SearchQuery(text=text)).hits]


@pytest.fixture
def service(search_index: None, organisation: OrganisationPage) -> str:
    """Publish a service that can be found, and return its name."""
    publish_service(organisation, "Perhekahvila", municipalities=["turku"], tags=["vauvat"])
    assert found("perhekahvila") == ["Perhekahvila"]
    return "Perhekahvila"


def test_services_of_an_organisation_that_expires_are_not_found(
    service: str, organisation: OrganisationPage
) -> None:
    Page.objects.filter(pk=organisation.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled", verbosity=0)
    assert found(service) == []
    assert not index.verify(repair=False)


def test_services_of_a_private_organisation_are_not_found_until_it_is_public_again(
    service: str, organisation: OrganisationPage
) -> None:
    restriction = PageViewRestriction.objects.create(
        page=organisation.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert found(service) == []
    restriction.delete()
    assert found(service) == [service]


def test_a_renamed_tag_finds_articles_by_its_new_name(search_index: None, site: HomePage) -> None:
    NewsFactory(title="Kerho alkaa", tags=["melonta"])
    assert found("melonta") == ["Kerho alkaa"]
    tag = Tag.objects.get(name="melonta")
    tag.name = "purjehdus"
    tag.save()
    assert found("purjehdus") == ["Kerho alkaa"]


def test_a_deleted_tag_no_longer_finds_articles(search_index: None, site: HomePage) -> None:
    NewsFactory(title="Kerho alkaa", tags=["melonta"])
    assert found("melonta") == ["Kerho alkaa"]
    Tag.objects.get(name="melonta").delete()
    assert found("melonta") == []


def test_an_organisation_follows_the_address_part_of_its_municipality(
    search_index: None, site: HomePage
) -> None:
    turku = Municipality.objects.get(slug="turku")
    OrganisationPageFactory(title="Siskotupa ry", municipalities=[turku])
    outbox.drain()
    turku.slug = "turku-abo"
    turku.save()
    outbox.drain()
    asked = SearchQuery(filters={Facet.MUNICIPALITY: ("turku-abo",)})
    assert [hit.document.title for hit in get_engine().search(asked).hits] == ["Siskotupa ry"]


def test_services_given_to_a_target_group_are_found_by_it(
    service: str, organisation: OrganisationPage, target_group: TargetGroup
) -> None:
    assert found("lapset") == []
    target_group.services.add(organisation.services.get())
    assert found("lapset") == [service]
    target_group.services.clear()
    assert found("lapset") == []


def test_addresses_in_the_index_do_not_depend_on_who_caused_the_change(
    search_index: None, site: HomePage
) -> None:
    ServiceFactory(name="Perhekahvila")
    with translation.override("sv"):
        outbox.drain()
    (hit,) = get_engine().search(SearchQuery(text="perhekahvila")).hits
    assert hit.document.url == "/palvelut/perhekahvila/"
    assert not index.verify(repair=False)


def test_a_private_section_of_many_pages_is_noted_in_few_queries(
    site: HomePage, django_assert_max_num_queries: object
) -> None:
    first = NewsFactory()
    for _round in range(9):
        NewsFactory()
    IndexChange.objects.all().delete()
    with django_assert_max_num_queries(9):  # type: ignore[operator]  # the fixture's own type is private
        PageViewRestriction.objects.create(
            page=first.get_parent(), restriction_type=PageViewRestriction.LOGIN
        )
    assert IndexChange.objects.count() == 10


def test_a_service_is_found_once_its_hour_has_come_and_no_longer_when_it_is_over(
    search_index: None, organisation: OrganisationPage
) -> None:
    service = ServiceFactory(name="Sirkuskoulu", organisation=organisation, publish=False)
    service.go_live_at = timezone.now() + timedelta(hours=1)
    service.save_revision().publish()
    assert found("sirkuskoulu") == []
    planned = Service.objects.get(pk=service.pk).scheduled_revision
    planned.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    planned.content["go_live_at"] = planned.approved_go_live_at.isoformat()
    planned.save()
    call_command("publish_scheduled", verbosity=0)
    assert found("sirkuskoulu") == ["Sirkuskoulu"]
    Service.objects.filter(pk=service.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled", verbosity=0)
    assert found("sirkuskoulu") == []


def test_a_worker_learns_of_an_address_that_another_process_changed(
    search_index: None, site: HomePage
) -> None:
    NewsFactory(title="Kerho alkaa", slug="kerho")
    known_elsewhere = Site.get_site_root_paths()
    site.slug = "koti"
    site.save()
    cache.set(SITE_ROOT_PATHS_CACHE_KEY, known_elsewhere, version=SITE_ROOT_PATHS_CACHE_VERSION)
    outbox.drain()
    (hit,) = get_engine().search(SearchQuery(text="kerho")).hits
    assert hit.document.url == "/uutiset/kerho/"
