"""Replace a link wherever it stands: the difference first, then drafts that are published or sent for review.

What somebody may not edit is left alone and said. An object that has other unpublished changes is never
published along with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import DraftStateMixin, LockableMixin, Page, RevisionMixin, WorkflowMixin

from cms.accounts.models import User
from cms.moderation.subjects import may
from ingest.http import InvalidUrl, parse_url
from ingest.linkcheck.actions import refresh_object
from ingest.linkcheck.content import label_of, references_in
from ingest.linkcheck.models import Link, LinkUse
from ingest.linkcheck.naming import name_of
from ingest.linkcheck.substitution import substitute
from ingest.words import gettext_noop as _

USABLE = frozenset({"http", "https", "mailto", "tel"})


class UnusableAddress(ValueError):
    """Report what can't stand in a link's place; ``message`` is words (``ingest.words``)."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Edit:
    """Be what replacing a link does to one object, and what the person may do with it.

    ``left`` says that the link stays somewhere in it: where a page or file is chosen, or where the new
    address does not fit. What others have not published has no title for those who may not edit it.
    """

    instance: Any
    title: str
    kind: str
    address: str
    fields: tuple[str, ...]
    references: tuple[str, ...]
    may_edit: bool
    locked: bool
    may_publish: bool
    other_changes: bool
    left: bool

    @property
    def as_written(self) -> tuple[str, ...]:
        """Return what stands in the fields now, in words that people know."""
        return tuple(map(name_of, self.references))

    @property
    def outcome(self) -> str:
        """Return what becomes of it: ``publish``, ``submit``, ``draft`` or ``refused``."""
        if not self.may_edit or self.locked or not self.fields:
            return "refused"
        if self.other_changes or not self.instance.live:
            return "draft"
        return "publish" if self.may_publish else "submit"


@dataclass(slots=True)
class Outcome:
    """Hold the titles of what was changed, by what became of it."""

    publish: list[str] = field(default_factory=list)
    submit: list[str] = field(default_factory=list)
    draft: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def usable_address(text: str) -> str:
    """Return an address to put in a link's place, as it is written out; raise ``UnusableAddress``."""
    try:
        url = parse_url(text.strip())
    except InvalidUrl as error:
        raise UnusableAddress(error.message) from error
    if url.scheme not in USABLE:
        raise UnusableAddress(_("%(scheme)s: is no kind of link that readers can follow", scheme=url.scheme))
    return str(url)


def plan_replacement(*, link: Link, new: str, user: User) -> list[Edit]:
    """Return what putting ``new`` in the place of a link would do, object by object; nothing is changed."""
    return [edit for use in _one_of_each(link) if (edit := _planned(link, use, new, user)) is not None]


@transaction.atomic
def replace_link(*, link: Link, new: str, user: User, publish: bool, at: datetime) -> Outcome:
    """Put ``new`` in the place of a link everywhere the person may; ``publish`` does so where she may.

    Without ``publish`` everything stays a draft; with it, what she may not publish is sent for review.
    """
    outcome = Outcome()
    for edit in plan_replacement(link=link, new=new, user=user):
        kind = edit.outcome if publish or edit.outcome == "refused" else "draft"
        if kind != "refused":
            kind = _save(edit, user, kind)
            refresh_object(type(edit.instance)._default_manager.get(pk=edit.instance.pk), at=at)
        getattr(outcome, kind).append(edit.title)
    return outcome


def _one_of_each(link: Link) -> list[LinkUse]:
    uses: dict[tuple[int, str], LinkUse] = {}
    for use in link.uses.select_related("content_type").order_by("content_type", "object_id", "pk"):
        uses.setdefault((use.content_type_id, use.object_id), use)
    return list(uses.values())


def _planned(link: Link, use: LinkUse, new: str, user: User) -> Edit | None:
    stored = use.content_object
    if stored is None:
        return None
    stored = stored.specific if isinstance(stored, Page) else stored
    may_edit = may(user, stored, "change")
    public = getattr(stored, "live", True)
    instance = newest(stored)
    same_object = link.uses.filter(content_type=use.content_type, object_id=use.object_id)
    references = tuple(dict.fromkeys(same_object.values_list("reference", flat=True)))
    names = substitute(instance, references, new)
    return Edit(
        instance=instance,
        title=str(instance) if may_edit else str(stored) if public else gettext("Not published"),
        kind=capfirst(str(stored._meta.verbose_name)),
        address=AdminURLFinder().get_edit_url(stored) or "",
        fields=tuple(capfirst(label_of(type(stored), name)) for name in names),
        references=references,
        may_edit=may_edit,
        locked=_locked(stored, user),
        may_publish=may(user, stored, "publish"),
        other_changes=bool(getattr(stored, "has_unpublished_changes", False)) and stored.live,
        left=any(reference.address in references for reference in references_in(instance)),
    )


def newest(stored: Any) -> Any:
    """Return an object as its editors have it: with its newest revision, if it has revisions."""
    if isinstance(stored, RevisionMixin) and stored.latest_revision_id is not None:
        return stored.get_latest_revision_as_object()
    return stored


def _locked(instance: Any, user: User) -> bool:
    lock = instance.get_lock() if isinstance(instance, LockableMixin) else None
    return bool(lock and lock.for_user(user))


def _save(edit: Edit, user: User, kind: str) -> str:
    instance = edit.instance
    if not isinstance(instance, RevisionMixin):
        instance.save()
        return "publish"
    revision = instance.save_revision(user=user, log_action=True, clean=False)
    if not isinstance(instance, DraftStateMixin) or kind == "publish":
        revision.publish(user=user)
        return "publish"
    if kind == "submit":
        return "submit" if _submitted(instance, user) else "draft"
    return "draft"


def _submitted(instance: Any, user: User) -> bool:
    if not isinstance(instance, WorkflowMixin) or instance.workflow_in_progress:
        return False
    workflow = instance.get_workflow()
    if workflow is None:
        return False
    workflow.start(instance, user)
    return True
