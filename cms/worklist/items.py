"""What a work list is made of: frozen values that every source of work speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.db.models import QuerySet
from django.utils.functional import Promise

Rows = TypeVar("Rows", bound="QuerySet[Any]")


@dataclass(frozen=True, slots=True)
class Scope:
    """Say whose work is meant: of the organisations with these keys, or with ``None`` of everybody.

    ``None`` is the umbrella's view; it includes work that belongs to no organisation.
    """

    organisations: frozenset[int] | None

    def includes(self, organisation: int | None) -> bool:
        """Tell whether work of this organisation is meant."""
        return self.organisations is None or organisation in self.organisations

    def narrow(self, rows: Rows, field: str = "organisation") -> Rows:
        """Return those rows whose organisation, the ``field``, is in scope."""
        return rows if self.organisations is None else rows.filter(**{f"{field}__in": self.organisations})


@dataclass(frozen=True, slots=True)
class WorkAction:
    """Be a button that does the work: an address in the admin, followed, or posted to where it changes."""

    label: str
    address: str
    posts: bool = False


@dataclass(frozen=True, slots=True)
class WorkItem:
    """Be one line: what is to be done, why, since when, and how.

    ``key`` is unique within the source and stable from day to day. ``subject`` names the thing,
    ``reason`` says in a sentence what is wrong with it. ``organisation`` is the key of the organisation
    whose work it is, or ``None`` for the umbrella's own. The first action is the main one.
    """

    key: str
    organisation: int | None
    subject: str
    reason: str
    since: datetime | None
    actions: tuple[WorkAction, ...]


class WorkSource(Protocol):
    """Find one kind of work. Each method takes a constant number of queries, however much there is."""

    name: str
    """A slug, part of addresses and styles: ``"moderation"``."""
    title: str | Promise
    """A heading in the reader's language."""
    advice: str | Promise
    """A sentence on what to do with this kind of work."""
    urgency: int
    """Where it stands in the list; smaller is more urgent."""

    def counts(self, scope: Scope) -> Mapping[int | None, int]:
        """Return how many items each organisation in scope has; those without any may be left out."""
        ...

    def items(self, scope: Scope, *, limit: int, offset: int = 0) -> Sequence[WorkItem]:
        """Return items in scope, the most pressing first, in a stable order."""
        ...
