"""The site's frame is made once, and then left to the editors."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings
from wagtail.models import (
    Locale,
    Page,
    PageLogEntry,
    Revision,
    Site,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
)

from cms.directory.models import OrganisationIndex, Service
from cms.publishing.models import NewsIndex
from home.actions import prepare_site
from home.models import HomePage, PlainPage
from home.roles import PAGE_PERMISSIONS
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _unprepared(db: None) -> None:
    """Take the database back to what Wagtail's own migrations leave."""
    Workflow.objects.all().delete()
    Task.objects.all().delete()
    Group.objects.filter(name__in=PAGE_PERMISSIONS).delete()
    Page.objects.filter(depth=2).delete()
    root = Page.get_first_root_node()
    welcome = Page(
        title="Welcome to your new Wagtail site!",
        slug="home",
        content_type=ContentType.objects.get_for_model(Page),
        locale=Locale.objects.first(),
    )
    root.add_child(instance=welcome)
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)


def frame() -> list[tuple[str, str, str]]:
    """Return address, title and kind of every page, in tree order."""
    return [
        (page.url_path, page.title, page.specific_class.__name__) for page in Page.objects.order_by("path")
    ]


def test_the_tree_is_made_in_finnish_and_published() -> None:
    prepare_site()
    assert frame()[1:] == [
        ("/etusivu/", "Etusivu", "HomePage"),
        ("/etusivu/jarjestot/", "Järjestöt", "OrganisationIndex"),
        ("/etusivu/uutiset/", "Uutiset", "NewsIndex"),
        ("/etusivu/tapahtumat/", "Tapahtumat", "EventIndex"),
        ("/etusivu/vuosikertomukset/", "Vuosikertomukset", "ReviewIndex"),
        ("/etusivu/hankkeet/", "Hankkeet", "ProjectIndex"),
        ("/etusivu/saavutettavuus/", "Saavutettavuusseloste", "PlainPage"),
        ("/etusivu/uutiskirje/", "Uutiskirje", "NewsletterIndexPage"),
    ]
    assert all(Page.objects.values_list("live", flat=True))
    assert set(Page.objects.exclude(depth=1).values_list("locale__language_code", flat=True)) == {"fi"}


def test_a_second_run_writes_nothing() -> None:
    prepare_site()
    before = frame(), Revision.objects.count(), PageLogEntry.objects.count(), Workflow.objects.count()
    prepare_site()
    assert (
        frame(),
        Revision.objects.count(),
        PageLogEntry.objects.count(),
        Workflow.objects.count(),
    ) == before


def test_what_editors_changed_stays() -> None:
    prepare_site()
    news = NewsIndex.objects.get()
    news.title, news.slug = "Ajankohtaista", "ajankohtaista"
    news.save_revision().publish()
    Page.objects.get(slug="jarjestot").unpublish()
    prepare_site()
    assert NewsIndex.objects.get().title == "Ajankohtaista"
    assert not OrganisationIndex.objects.get().live


@pytest.mark.parametrize(
    ("language", "address", "words"),
    [
        ("sv", "/sv/tillganglighet/", "Tillgänglighetsredogörelse"),
        ("en", "/en/accessibility/", "Accessibility statement"),
    ],
)
def test_where_the_front_page_has_a_version_the_accessibility_statement_has_one(
    client: Client, language: str, address: str, words: str
) -> None:
    front_page = prepare_site()
    version = front_page.copy_for_translation(Locale.objects.get(language_code=language))
    version.save_revision().publish()
    for _time in range(2):
        prepare_site()
    text = client.get(address).content.decode()
    assert f"<h1>{words}</h1>" in text
    assert "Traficom" in text
    assert 'id="palaute"' in text
    assert PlainPage.objects.count() == 2


def test_a_statement_that_an_editor_has_changed_is_left_to_the_editors_in_every_language() -> None:
    front_page = prepare_site()
    editor = UserFactory()
    statement = PlainPage.objects.get()
    statement.save_revision(user=editor).publish()
    front_page.copy_for_translation(Locale.objects.get(language_code="sv")).save_revision().publish()
    prepare_site()
    assert PlainPage.objects.count() == 1


def test_the_default_site_follows_the_public_address(settings: Settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://palvelut.example.org"
    front_page = prepare_site()
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port, site.root_page_id) == ("palvelut.example.org", 443, front_page.pk)
    settings.WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8123"
    prepare_site()
    site.refresh_from_db()
    assert (site.hostname, site.port) == ("127.0.0.1", 8123)


def test_an_edited_welcome_page_is_not_deleted() -> None:
    welcome = Page.objects.get(depth=2, slug="home")
    welcome.title = "Meidän oma etusivu"
    welcome.save_revision()
    prepare_site()
    assert Page.objects.filter(pk=welcome.pk).exists()
    assert Site.objects.get(is_default_site=True).root_page_id == HomePage.objects.get().pk


def test_an_emptied_database_gets_its_frame_too() -> None:
    Site.objects.all().delete()
    Page.objects.all().delete()
    Workflow.objects.all().delete()
    Locale.objects.all().delete()
    call_command("prepare_site", verbosity=0)
    assert len(frame()) == 9
    assert PlainPage.objects.get().locale.language_code == "fi"


def test_pages_and_services_pass_the_moderators() -> None:
    prepare_site()
    root_workflow = WorkflowPage.objects.get(page__depth=1).workflow
    service_workflow = WorkflowContentType.objects.get(content_type__model=Service._meta.model_name).workflow
    assert root_workflow == service_workflow
    (task,) = root_workflow.tasks
    assert [group.name for group in task.specific.groups.all()] == ["Moderators"]
