"""What others may ask of links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone
from wagtail.admin.admin_url_finder import AdminURLFinder

from cms.accounts.models import User
from cms.membership.selectors import organisations_of, serves_umbrella
from ingest.http import url_or_none
from ingest.linkcheck.classes import LinkClass, Ruling, State
from ingest.linkcheck.content import label_of
from ingest.linkcheck.days import is_over, lasts
from ingest.linkcheck.evidence import Evidence
from ingest.linkcheck.models import Check, Link, LinkUse, hash_of
from ingest.linkcheck.verdicts import Verdict, verdict_of

TROUBLED = (State.DEAD, State.DOUBTFUL)


def link_state(url: str) -> str:
    """Return ``unknown``, ``ok``, ``doubtful`` or ``dead`` for an address as an editor wrote it."""
    return link_states([url])[url]


def link_states(urls: Iterable[str]) -> dict[str, str]:
    """Return the states of many addresses with one query; a link that somebody vouches for works."""
    keys = {url: hash_of(_normalised(url)) for url in urls}
    vouched = Q(ruling=Ruling.WORKING) & lasts("ruled_until", timezone.now())
    state = Case(When(vouched, then=Value(State.OK.value)), default=F("state"))
    links = Link.objects.filter(url_hash__in=keys.values()).annotate(shown=state)
    known = dict(links.values_list("url_hash", "shown"))
    return {url: known.get(key, State.UNKNOWN.value) for url, key in keys.items()}


def visible_links(user: User | AnonymousUser) -> QuerySet[Link]:
    """Return the links that a person may look at and mend: all for the umbrella's, else those of her own."""
    if serves_umbrella(user) or user.has_perm("linkcheck.view_link"):
        return Link.objects.all()
    uses = LinkUse.objects.filter(organisation__in=organisations_of(user).values("pk"))
    return Link.objects.filter(pk__in=uses.values("link"))


def not_ruled(at: datetime, prefix: str = "") -> Q:
    """Return the condition that nobody decided about a link, or that the decision's last day is over."""
    return Q(**{f"{prefix}ruling": ""}) | is_over(f"{prefix}ruled_until", at)


@dataclass(frozen=True, slots=True)
class ShownUse:
    """Be one place of a link: in words, where it is edited if the person may, and the link's own text."""

    words: str
    edit: str
    text: str


def uses_shown(link: Link, user: User) -> list[ShownUse]:
    """Return where a link stands, as far as the person may know: the umbrella's see every place."""
    uses = link.uses.select_related("content_type").order_by("content_type", "object_id", "field")
    if not (serves_umbrella(user) or user.has_perm("linkcheck.view_link")):
        uses = uses.filter(organisation__in=organisations_of(user).values("pk"))
    return [ShownUse(place_of(use), _edit_address(use, user), use.text) for use in uses]


def names_of(link: Link) -> list[str]:
    """Return what a link's page is called: by those who link to it, and by itself while it worked."""
    texts = list(link.uses.exclude(text="").values_list("text", flat=True).distinct()[:10])
    objects = [str(use.content_object) for use in link.uses.filter(field="link")[:5] if use.content_object]
    good = link.checks.filter(status=200, link_class=LinkClass.OK).order_by("-checked_at").first()
    title = good.evidence.get("title", "") if good else ""
    return [name for name in (*texts, *objects, title) if name]


def verdict_for(link: Link, evidence: Evidence, *, at: datetime) -> Verdict:
    """Return what is wrong with a link and what to do, in words."""
    return verdict_of(LinkClass(link.link_class), evidence, at=at) if link.link_class else Verdict()


def last_evidence(link: Link) -> Evidence:
    """Return what the last check saw, as far as it is kept."""
    check = Check.objects.filter(link=link).order_by("-checked_at", "-pk").first()
    return Evidence(link.url) if check is None else Evidence.from_stored(check.evidence)


def places_of(link: int) -> tuple[str, ...]:
    """Return where a link stands, in words: the object and the field, each once."""
    uses = (
        LinkUse.objects.filter(link=link)
        .select_related("content_type")
        .order_by("content_type", "object_id", "field")
    )
    return tuple(dict.fromkeys(place_of(use) for use in uses))


def place_of(use: LinkUse) -> str:
    """Name one place: the kind of object, its title, the field without the blocks within it, the version."""
    model = use.content_type.model_class()
    kind = str(model._meta.verbose_name) if model else use.content_type.model
    title = str(use.content_object) if model and use.content_object else f"#{use.object_id}"
    draft = f" ({use.get_version_display()})" if use.version == LinkUse.Version.DRAFT else ""
    name = use.field.partition(".")[0]
    return f"{kind}: {title}, {label_of(model, name) if model else name}{draft}"


def _edit_address(use: LinkUse, user: User) -> str:
    instance = use.content_object
    return (AdminURLFinder(user).get_edit_url(instance) or "") if instance is not None else ""


def _normalised(url: str) -> str:
    read = url_or_none(url)
    return url.strip() if read is None else str(read)
