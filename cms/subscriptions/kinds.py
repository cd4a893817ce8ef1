"""Kinds of subscriptions; each corner of the product that sends such mail registers its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise

from cms.subscriptions.models import Subscription


@dataclass(frozen=True, slots=True)
class Kind:
    """Name one kind: a slug and a title.

    ``in_words`` says in the active language what a subscription is about, given its ``about``. One that
    ``lasts`` (asked anew each time, for it may be a setting) ends by itself after that time unless its
    subscriber renews it. ``begun`` is called when one was confirmed or renewed.
    """

    name: str
    title: str | Promise
    in_words: Callable[[str], str]
    lasts: Callable[[], timedelta] | None = None
    begun: Callable[[Subscription], None] | None = None


_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Let people subscribe to this kind; called from an app's ``ready``."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> Kind:
    """Return the kind of that name. Raises ``KeyError`` if nobody registered it."""
    return _kinds[name]
