"""What loads the demo content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from cms.demo import catalogue, figures, loading, pages
from cms.demo.accounts import demo_accounts
from cms.demo.models import LoadedItem
from search.synonyms.actions import load_basic_synonyms

Entry = TypeVar("Entry")


class DemoRefused(RuntimeError):
    """Report that these settings must not get demo content."""


@dataclass(frozen=True, slots=True)
class DemoItem:
    """One thing to load once; ``load`` makes it, or leaves alone what is there under the same name."""

    key: str
    load: Callable[[], None]


def require_demo_settings() -> None:
    """Raise ``DemoRefused`` unless ``DEMO_ALLOWED`` is set, as development and test settings do."""
    if not getattr(settings, "DEMO_ALLOWED", False):
        raise DemoRefused(
            "Demo content belongs to development only. Run with DJANGO_SETTINGS_MODULE=cms.settings.dev."
        )


def load_demo(*, report: Callable[[str], None] = lambda _line: None) -> int:
    """Load what has never been loaded into this database, and return how many items that was.

    All or nothing. What somebody edited or deleted since it was loaded stays as it is, and so does what
    was there before under the same name. ``report`` is called with a line of progress per kind.
    """
    require_demo_settings()
    loaded = set(LoadedItem.objects.values_list("key", flat=True))
    missing = [
        (title, wanted)
        for title, items in _demo_items()
        if (wanted := [item for item in items if item.key not in loaded])
    ]
    if not missing:
        return 0
    with transaction.atomic():
        call_command("prepare_site", verbosity=0)
        for title, wanted in missing:
            report(f"{title}: {len(wanted)}")
            for item in wanted:
                item.load()
            LoadedItem.objects.bulk_create(LoadedItem(key=item.key) for item in wanted)
        call_command("prepare_site", verbosity=0)  # for the front pages in other languages
    return sum(len(wanted) for _title, wanted in missing)


def _load_synonyms() -> None:
    load_basic_synonyms()


def _demo_items() -> Iterator[tuple[str, list[DemoItem]]]:
    """Yield the kinds of content, each with its items, in an order in which references are there first."""
    organisations = catalogue.organisations()
    yield "Accounts", _items("account", loading.load_account, demo_accounts(), "key")
    yield "Target groups", _items("target_group", loading.load_target_group, catalogue.target_groups())
    yield "Challenges", _items("challenge", loading.load_challenge, catalogue.challenges())
    yield "Organisations", _items("organisation", loading.load_organisation, organisations)
    members = [account for account in demo_accounts() if account.organisation]
    yield "Memberships", _items("membership", loading.load_membership, members, "key")
    offered = [service for organisation in organisations for service in organisation.services]
    yield "Services", _items("service", loading.load_service, offered)
    yield "Key figures", _items("key_figure", figures.load_key_figure, figures.key_figures())
    yield "Collections", _items("collection", figures.load_collection, figures.collections())
    yield "News", _items("news", loading.load_news, catalogue.news())
    yield "Press releases", _items("press_release", loading.load_press_release, catalogue.press_releases())
    yield "Annual reviews", _items("annual_review", loading.load_annual_review, catalogue.annual_reviews())
    yield "Events", _items("event", loading.load_event, catalogue.events())
    yield "Newsletter", [DemoItem("newsletter", loading.load_newsletter)]
    yield "Issues", _items("issue", loading.load_issue, catalogue.issues())
    yield "Synonyms", [DemoItem("synonyms", _load_synonyms)]
    yield "Front page", [DemoItem("front_page", loading.load_front_page)]
    yield "Plain pages", _items("plain_page", pages.load_plain_page, pages.plain_pages())
    yield "Projects", _items("project", pages.load_project, pages.projects())
    yield "Versions in other languages", _items("version", pages.load_version, pages.versions())


def _items(
    kind: str, load: Callable[[Entry], None], entries: Iterable[Entry], name: str = "slug"
) -> list[DemoItem]:
    return [DemoItem(f"{kind}:{getattr(entry, name)}", partial(load, entry)) for entry in entries]
