"""Everything that anybody changed: the log of pages and that of everything else, as one list.

Wagtail keeps two tables. They are asked as a union of keys and times, and only the entries of a page are
loaded; so the number of queries depends neither on how long the log is nor on how much a page shows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, IntegerField, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from wagtail.models import BaseLogEntry, ModelLogEntry, Page, PageLogEntry

from cms.accounts.models import User
from cms.directory.models import OrganisationPage, Service
from cms.overview.asking import Deed, Thing
from cms.overview.belonging import belonging_models
from cms.overview.models import FormerBelonging
from cms.sheets.writing import Table

LOGS: tuple[type[BaseLogEntry], ...] = (PageLogEntry, ModelLogEntry)
MAX_EXPORTED = 20_000

ACTIONS: Mapping[Deed, Q] = {
    Deed.CREATED: Q(action__in=("wagtail.create", "wagtail.copy", "wagtail.copy_for_translation")),
    Deed.EDITED: Q(action__in=("wagtail.edit", "wagtail.rename", "wagtail.revert", "wagtail.reorder")),
    Deed.PUBLISHED: Q(action__startswith="wagtail.publish"),
    Deed.UNPUBLISHED: Q(action__startswith="wagtail.unpublish"),
    Deed.DELETED: Q(action="wagtail.delete"),
    Deed.MODERATED: Q(action__startswith="wagtail.workflow") | Q(action__startswith="wagtail.moderation"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Be one question; ``organisations`` is ``None`` for all content, whomever it belongs to."""

    organisations: frozenset[int] | None = None
    person: int | None = None
    deed: Deed = Deed.ANY
    thing: Thing = Thing.ANY
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Be one line of the log; without an address, what it tells of can't be opened any more."""

    when: datetime
    person: str
    kind: str
    label: str
    deed: str
    comment: str
    organisation: str
    address: str


def changes(asked: Asked) -> Any:
    """Return rows of ``pk``, ``timestamp`` and ``log``, the newest first, for a paginator and ``shown``."""
    parts = [
        model.objects.filter(_condition(asked, model))
        .order_by()
        .annotate(log=Value(number, output_field=IntegerField()))
        .values("pk", "timestamp", "log")
        for number, model in enumerate(LOGS)
    ]
    return parts[0].union(*parts[1:], all=True).order_by("-timestamp", "-log", "-pk")


def shown(rows: Iterable[Mapping[str, Any]]) -> list[Change]:
    """Return rows of ``changes`` in words; at most ten queries, however many they are."""
    rows = list(rows)
    entries: dict[tuple[int, int], Any] = {}
    for number, model in enumerate(LOGS):
        keys = [row["pk"] for row in rows if row["log"] == number]
        for entry in model.objects.filter(pk__in=keys).select_related("user", "content_type"):
            entries[number, entry.pk] = entry
    found = [entries[row["log"], row["pk"]] for row in rows if (row["log"], row["pk"]) in entries]
    owners = _Owners(found)
    return [
        Change(
            when=entry.timestamp,
            person=entry.user_display_name,
            kind=str(_kind(entry)),
            label=entry.label,
            deed=str(entry.message),
            comment=str(entry.comment or ""),
            organisation=owners.title(entry),
            address=owners.address(entry),
        )
        for entry in found
    ]


def changes_table(asked: Asked) -> Table:
    """Return the newest ``MAX_EXPORTED`` changes as a table to download."""
    header = [
        _("When"),
        _("Person"),
        _("Kind"),
        _("To what"),
        _("What was done"),
        _("Comment"),
        _("Organisation"),
    ]
    rows = [
        [
            change.when,
            change.person,
            change.kind,
            change.label,
            change.deed,
            change.comment,
            change.organisation,
        ]
        for change in shown_in_batches(list(changes(asked)[:MAX_EXPORTED]))
    ]
    return Table(_("Changes"), header, rows)


def shown_in_batches(rows: Sequence[Mapping[str, Any]], size: int = 500) -> Iterable[Change]:
    """Yield rows in words, some hundred at a time: a database takes only so many keys in a query."""
    for first in range(0, len(rows), size):
        yield from shown(rows[first : first + size])


def people_in_log() -> list[tuple[int, str]]:
    """Return the people who changed something, by name."""
    keys: set[int] = set()
    for model in LOGS:
        keys |= {key for key in model.objects.all().get_user_ids() if key}
    people = User.objects.filter(pk__in=keys)
    return sorted(
        ((person.pk, person.get_full_name()) for person in people),
        key=lambda pair: pair[1].casefold(),
    )


def _condition(asked: Asked, model: type[BaseLogEntry]) -> Q:
    condition = Q()
    if asked.organisations is not None:
        condition &= _of(asked.organisations, model)
    if asked.person is not None:
        condition &= Q(user_id=asked.person)
    if asked.since is not None:
        condition &= Q(timestamp__gte=_midnight(asked.since))
    if asked.until is not None:
        condition &= Q(timestamp__lt=_midnight(asked.until + timedelta(days=1)))
    if asked.deed is Deed.OTHER:
        for known in ACTIONS.values():
            condition &= ~known
    elif asked.deed is not Deed.ANY:
        condition &= ACTIONS[asked.deed]
    return condition & _thing(asked.thing, model)


def _of(organisations: Collection[int], model: type[BaseLogEntry]) -> Q:
    """Return the condition that a thing belongs, or belonged when it was deleted, to one of them."""
    if model is PageLogEntry:
        return Q(page_id__in=organisations)
    condition = Q(pk__in=())
    for owned in belonging_models():
        kind = ContentType.objects.get_for_model(owned)
        keys = owned._default_manager.filter(organisation__in=organisations).order_by()  # type: ignore[misc]  # each has the field
        gone = FormerBelonging.objects.filter(content_type=kind, organisation_id__in=organisations)
        texts = keys.annotate(key_text=Cast("pk", CharField())).values("key_text")
        condition |= Q(content_type=kind) & (
            Q(object_id__in=texts) | Q(object_id__in=gone.values("object_id"))
        )
    return condition


def _thing(thing: Thing, model: type[BaseLogEntry]) -> Q:
    none = Q(pk__in=())
    pages = model is PageLogEntry
    organisation = Q(content_type=ContentType.objects.get_for_model(OrganisationPage))
    service = Q(content_type=ContentType.objects.get_for_model(Service))
    return {
        Thing.ANY: Q(),
        Thing.SERVICE: none if pages else service,
        Thing.ORGANISATION: organisation if pages else none,
        Thing.PAGE: ~organisation if pages else none,
        Thing.OTHER: none if pages else ~service,
    }[thing]


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))


def _kind(entry: Any) -> Any:
    model = entry.content_type.model_class() if entry.content_type else None
    return model._meta.verbose_name if model else _("unknown")


class _Owners:
    """Know to whom the things of some entries belong, and which of them are still there."""

    def __init__(self, entries: Sequence[Any]) -> None:
        pages = {entry.page_id for entry in entries if isinstance(entry, PageLogEntry)}
        things = [entry for entry in entries if not isinstance(entry, PageLogEntry)]
        self.pages = set(Page.objects.filter(pk__in=pages).values_list("pk", flat=True))
        self.owner: dict[tuple[int | None, str], int] = {}
        self.there: set[tuple[int | None, str]] = set()
        gone = FormerBelonging.objects.filter(object_id__in={entry.object_id for entry in things})
        for row in gone:
            self.owner[row.content_type_id, row.object_id] = row.organisation_id
        for model in belonging_models():
            kind = ContentType.objects.get_for_model(model).pk
            keys = {entry.object_id for entry in things if entry.content_type_id == kind}
            if not keys:
                continue
            for key, organisation in model._default_manager.filter(pk__in=keys).values_list(
                "pk", "organisation_id"
            ):
                self.owner[kind, str(key)] = organisation
                self.there.add((kind, str(key)))
        wanted = pages | set(self.owner.values())
        self.titles = dict(OrganisationPage.objects.filter(pk__in=wanted).values_list("pk", "title"))

    def title(self, entry: Any) -> str:
        """Return the name of the organisation to which an entry's thing belongs, or nothing."""
        if isinstance(entry, PageLogEntry):
            return str(self.titles.get(entry.page_id, ""))
        owner = self.owner.get((entry.content_type_id, entry.object_id))
        return str(self.titles.get(owner, "")) if owner else ""

    def address(self, entry: Any) -> str:
        """Return where an entry's thing is edited, or nothing if it is gone or has no such page."""
        if isinstance(entry, PageLogEntry):
            there = entry.page_id in self.pages
            return reverse("wagtailadmin_pages:edit", args=[entry.page_id]) if there else ""
        if entry.content_type_id != ContentType.objects.get_for_model(Service).pk:
            return ""
        there = (entry.content_type_id, entry.object_id) in self.there
        return reverse("wagtailsnippets_directory_service:edit", args=[entry.object_id]) if there else ""
