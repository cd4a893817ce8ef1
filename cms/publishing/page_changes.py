"""Note for the index what becomes of pages, whatever class they are saved as and whatever stands above them.

Wagtail saves a page that is moved, or unpublished by the clock, as a plain ``Page``; a new address and a
restriction concern everything below. The signals of the pages' own classes tell of none of this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction

_followers: dict[type[Page], list[Callable[[Sequence[int]], None]]] = defaultdict(list)


def follow_pages(model: type[Page], record: Callable[[Sequence[int]], None]) -> None:
    """Have ``record`` called with the keys of the pages of ``model`` that change; called from ``ready``."""
    _followers[model].append(record)


def listen_to_pages() -> None:
    """Listen for what happens to pages; called from ``ready``."""
    post_save.connect(_page_saved)
    for signal in (post_save, post_delete):
        signal.connect(_restriction_changed, sender=PageViewRestriction)


def pages_changed(pages: Iterable[Page]) -> None:
    """Tell those who follow the classes of ``pages``, each once."""
    keys: dict[type[Page], list[int]] = defaultdict(list)
    for page in pages:
        keys[type(page)].append(page.pk)
    for model, changed in keys.items():
        for record in _followers.get(model, ()):
            record(changed)


def _page_saved(instance: Any, **_kwargs: Any) -> None:
    """Tell of what a saved page gives a new address: everything below it, and of a page saved as ``Page``.

    Wagtail's own signals of a new address come after the commit. When a page is saved, those below it
    still have the old address.
    """
    if not isinstance(instance, Page):
        return
    if type(instance) is Page and instance.pk:
        pages_changed([instance.specific_deferred])
    if instance.numchild and instance.get_children().exclude(url_path__startswith=instance.url_path).exists():
        pages_changed(instance.get_descendants().specific(defer=True))


def _restriction_changed(instance: PageViewRestriction, **_kwargs: Any) -> None:
    pages_changed(Page.objects.descendant_of(instance.page, inclusive=True).specific(defer=True))
