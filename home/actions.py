"""What makes the site's frame."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import override
from wagtail.models import Locale, Page, Site

from cms.directory.models import OrganisationIndex
from cms.events.models import EventIndex
from cms.newsletters.models import NewsletterIndexPage
from cms.publishing.models import NewsIndex, ProjectIndex, ReviewIndex
from home.models import HomePage, PlainPage
from home.roles import prepare_roles
from home.statement import Statement, statement
from home.workflow import prepare_workflow

FRONT_PAGE_TITLE = "Etusivu"
STATEMENT_SLUG = "saavutettavuus"
CHILDREN: tuple[tuple[type[Page], str, str, bool], ...] = (
    (OrganisationIndex, "Järjestöt", "jarjestot", True),
    (NewsIndex, "Uutiset", "uutiset", True),
    (EventIndex, "Tapahtumat", "tapahtumat", True),
    (ReviewIndex, "Vuosikertomukset", "vuosikertomukset", True),
    (ProjectIndex, "Hankkeet", "hankkeet", True),
    (PlainPage, "Saavutettavuusseloste", STATEMENT_SLUG, False),
    (NewsletterIndexPage, "Uutiskirje", "uutiskirje", False),
)
"""Kind, title, address part, and whether the page stands in the main navigation."""

PORT_OF_SCHEME = {"http": 80, "https": 443}


@transaction.atomic
def prepare_site() -> HomePage:
    """Make the page tree, the default site, the roles and the workflow where they are missing.

    Idempotent: what is there stays as editors left it. Only the default site's address always follows
    ``WAGTAILADMIN_BASE_URL``. Wagtail's welcome page goes if nobody has touched it.
    """
    with override(settings.LANGUAGE_CODE):
        locale, _created = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
        for code, _name in settings.LANGUAGES:
            Locale.objects.get_or_create(language_code=code)
        root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale)
        front_page = HomePage.objects.filter(locale=locale).first() or _publish(
            HomePage(title=FRONT_PAGE_TITLE, slug="etusivu", locale=locale), parent=root
        )
        _serve(front_page)
        _remove_welcome_page()
        for kind, title, slug, in_menu in CHILDREN:
            if not _exists(kind, slug):
                page = kind(title=title, slug=slug, show_in_menus=in_menu, locale=locale)
                _publish(page, parent=front_page)
        _write_statement(front_page)
        prepare_roles(root=Page.objects.get(pk=root.pk))
        prepare_workflow(root=Page.objects.get(pk=root.pk))
    return HomePage.objects.get(pk=front_page.pk)


def _write_statement(front_page: HomePage) -> None:
    """Give the accessibility statement its first text, unless it has one, in each language of a front page.

    A statement that somebody has edited is theirs: they make its versions.
    """
    page = PlainPage.objects.child_of(front_page).filter(slug=STATEMENT_SLUG).first()
    if page is None:
        return
    if not page.body and not page.asks_about_accessibility:
        _fill(page, statement(localdate(), settings.LANGUAGE_CODE))
    if page.revisions.filter(user__isnull=False).exists():
        return
    for translated in front_page.get_translations().live().select_related("locale"):
        if not page.has_translation(translated.locale):
            version = page.copy_for_translation(translated.locale)
            _fill(version, statement(localdate(), translated.locale.language_code))


def _fill(page: PlainPage, words: Statement) -> None:
    page.title, page.slug, page.body = words.title, words.slug, words.body
    page.asks_about_accessibility = True
    page.save_revision().publish()


def _exists(kind: type[Page], slug: str) -> bool:
    existing = kind.objects.all() if getattr(kind, "max_count", None) else kind.objects.filter(slug=slug)
    return bool(existing.exists())


def _publish(page: Any, *, parent: Page) -> Any:
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    return page


def _serve(front_page: HomePage) -> None:
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    wanted = {
        "hostname": address.hostname or "localhost",
        "port": address.port or PORT_OF_SCHEME.get(address.scheme, 80),
        "root_page_id": front_page.pk,
    }
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True, site_name="Palvelupaketti"
    )
    if site.pk and all(getattr(site, name) == value for name, value in wanted.items()):
        return
    for name, value in wanted.items():
        setattr(site, name, value)
    site.site_name = site.site_name or "Palvelupaketti"
    site.save()


def _remove_welcome_page() -> None:
    """Delete the page that Wagtail's own migration made, unless somebody edited it or built below it."""
    welcome = Page.objects.filter(
        depth=2,
        slug="home",
        content_type=ContentType.objects.get_for_model(Page),
        latest_revision=None,
        numchild=0,
    ).first()
    if welcome is not None:
        welcome.delete()
