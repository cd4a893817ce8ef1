"""Services and organisations as their editors see them: the newest draft, in plain values.

What is published and has no newer draft is read from its row; only of the others is a revision opened.
So ten thousand services take a dozen queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.utils.dateparse import parse_date
from wagtail.models import Revision

from cms.directory.models import ServiceTag
from cms.directory.models.address import ADDRESS_FIELDS
from cms.exchange.columns import SERVICES, Kind
from cms.exchange.words import Words

RELATIONS: Mapping[str, tuple[str, ...]] = {
    "service": ("target_groups", "challenges", "municipalities"),
    "organisation": ("municipalities",),
}
LISTS = ("channels", "languages")
AGES = ("age_from", "age_to")
DAYS = ("member_since", "member_until")


@dataclass(frozen=True, slots=True)
class State:
    """Be the newest draft of one thing, or what is live where there is none.

    ``version`` is the key of its revision. ``pending`` says that it differs from what is live,
    ``secret`` that its address, in this version or in the live one, is for nobody to know.
    """

    key: int
    version: int | None
    values: Mapping[str, Any]
    live: bool
    pending: bool
    locked: bool
    secret: bool
    confirmed: date | None
    changed: datetime | None
    address: str

    @property
    def publication(self) -> str:
        """Say in the file's words whether the public sees it."""
        if not self.live:
            return "luonnos"
        return "julkaistu, muutoksia odottaa" if self.pending else "julkaistu"


def states(kind: Kind, words: Words) -> dict[int, State]:
    """Return the states of everything of a kind by key, in the order of names."""
    scalars = _scalars(kind)
    technical = ("pk", "live", "locked", "latest_revision_id", "live_revision_id", "address_confidential")
    more = ("confirmed_at", "updated_at", "slug") if kind is SERVICES else ("last_published_at", "url_path")
    rows = list(kind.model.objects.order_by(kind.label_field, "pk").values(*technical, *more, *scalars))
    related = {name: _related(kind, name) for name in RELATIONS[kind.name]}
    tags = _tags(words) if kind is SERVICES else {}
    drafts = _drafts(kind)
    found = {}
    for row in rows:
        key, content = row["pk"], drafts.get(row["latest_revision_id"])
        if content is None:
            values = {name: row[name] for name in scalars}
            values |= {name: related[name].get(key, frozenset()) for name in related}
            if kind is SERVICES:
                values["tags"] = frozenset(tags.get(key, ()))
            values = _plain(values)
        else:
            values = content_values(kind, content, words)
        secret = row["address_confidential"] or bool(content and content.get("address_confidential"))
        found[key] = State(
            key=key,
            version=row["latest_revision_id"],
            values=_without_address(values) if secret else values,
            live=row["live"],
            pending=content is not None,
            locked=row["locked"],
            secret=secret,
            confirmed=row.get("confirmed_at"),
            changed=row.get("updated_at") or row.get("last_published_at"),
            address=row.get("slug") or row.get("url_path") or "",
        )
    return found


def content_values(kind: Kind, content: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """Return the values of a revision's content; what it refers to and is gone is left out."""
    values = {name: content.get(name) for name in _scalars(kind)}
    for name in RELATIONS[kind.name]:
        known = getattr(words, name).shown
        values[name] = frozenset(key for key in content.get(name) or () if key in known)
    if kind is SERVICES:
        tags = (words.tags.get(item.get("tag")) for item in content.get("tagged_items") or ())
        values["tags"] = frozenset(tag for tag in tags if tag)
    return _plain(values)


def base_values(kind: Kind, versions: Mapping[int, int], words: Words) -> dict[int, dict[str, Any]]:
    """Return the values of older revisions by the key of their thing; ``versions`` maps these keys.

    What is no revision of its thing, or has been purged, is left out.
    """
    content_type = ContentType.objects.get_for_model(kind.model)
    wanted = set(versions.values())
    found = {}
    for batch in _batches(sorted(wanted), 500):
        of_kind = Q(content_type=content_type) | Q(base_content_type=content_type)
        for revision in Revision.objects.filter(of_kind, pk__in=batch):
            key = int(revision.object_id)
            if versions.get(key) == revision.pk:
                values = content_values(kind, revision.content, words)
                secret = revision.content.get("address_confidential")
                found[key] = _without_address(values) if secret else values
    return found


def _batches(keys: list[int], size: int) -> list[list[int]]:
    return [keys[first : first + size] for first in range(0, len(keys), size)]


def _scalars(kind: Kind) -> list[str]:
    apart = (*RELATIONS[kind.name], "tags")
    return [column.field for column in kind.columns if column.field not in apart]


def _related(kind: Kind, name: str) -> dict[int, frozenset[int]]:
    through = getattr(kind.model, name).through
    owner, other = f"{kind.model._meta.model_name}_id", f"{_target(kind, name)}_id"
    found: dict[int, set[int]] = defaultdict(set)
    for key, term in through.objects.values_list(owner, other):
        found[key].add(term)
    return {key: frozenset(terms) for key, terms in found.items()}


def _target(kind: Kind, name: str) -> str:
    return str(kind.model._meta.get_field(name).related_model._meta.model_name)


def _tags(words: Words) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for key, tag in ServiceTag.objects.values_list("content_object_id", "tag_id"):
        if tag in words.tags:
            found[key].add(words.tags[tag])
    return found


def _drafts(kind: Kind) -> dict[int, dict[str, Any]]:
    """Return the contents of the newest revisions that are not what is live."""
    newer = kind.model.objects.filter(latest_revision__isnull=False).exclude(
        live=True, latest_revision=F("live_revision")
    )
    keys: Collection[int] = newer.order_by().values("latest_revision")
    return dict(Revision.objects.filter(pk__in=keys).values_list("pk", "content"))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Bring a row's values and a revision's into the same form."""
    for name in LISTS:
        if name in values:
            values[name] = frozenset(values[name] or ())
    for name in AGES:
        if values.get(name) is not None:
            values[name] = Decimal(values[name]).quantize(Decimal("0.1"))
    for name in DAYS:
        if isinstance(values.get(name), str):
            values[name] = parse_date(values[name])
    return {
        name: "" if value is None and name not in (*AGES, *DAYS) else value for name, value in values.items()
    }


def _without_address(values: Mapping[str, Any]) -> dict[str, Any]:
    return {**values, **dict.fromkeys(ADDRESS_FIELDS, "")}
