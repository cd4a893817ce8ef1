"""Keep an uploaded file until it is confirmed, and write what it changes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from cms.accounts.models import User
from cms.directory.actions import save_service_draft
from cms.directory.models import (
    Challenge,
    Municipality,
    OrganisationIndex,
    OrganisationPage,
    Service,
    TargetGroup,
)
from cms.exchange.columns import SERVICES
from cms.exchange.models import Upload
from cms.exchange.planning import plan_import
from cms.exchange.plans import Plan, RowChange, RowProblem
from cms.publishing.actions import save_page_draft
from cms.sheets.reading import Row, Sheet

KEPT_FOR = timedelta(days=1)
BATCH = 200
"""So many rows are written at once; the rest waits for another press, so that no request takes minutes."""
MODELS: Mapping[str, Any] = {
    "target_groups": TargetGroup,
    "challenges": Challenge,
    "municipalities": Municipality,
}


class PlanChanged(RuntimeError):
    """Report that the directory has changed since the difference was shown."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Say what an import did: rows written, how many of them are live now, rows refused, rows that wait."""

    written: int
    published: int
    problems: tuple[RowProblem, ...]
    waiting: int


@transaction.atomic
def keep_upload(*, user: User, name: str, sheets: Sequence[Sheet], publishes: bool) -> Upload:
    """Keep what was read of a file for its preview; forget what nobody confirmed within a day."""
    Upload.objects.filter(created_at__lt=now() - KEPT_FOR).delete()
    content = zlib.compress(json.dumps([asdict(sheet) for sheet in sheets]).encode())
    return Upload.objects.create(user=user, name=name[-200:], content=content, publishes=publishes)


def plan_of(upload: Upload) -> Plan:
    """Return what a kept file would change now."""
    kept = json.loads(zlib.decompress(bytes(upload.content)))
    return plan_import(
        [
            Sheet(
                name=sheet["name"],
                header=tuple(sheet["header"]),
                rows=tuple(Row(row["number"], row["texts"], tuple(row["formulas"])) for row in sheet["rows"]),
                encoding=sheet.get("encoding", ""),
            )
            for sheet in kept
        ]
    )


@transaction.atomic
def import_upload(*, upload: Upload, user: User, digest: str, batch: int = BATCH) -> Outcome:
    """Write the first ``batch`` rows that the file changes; the file stays until nothing is left of it.

    Each row is a draft; with ``publishes`` it goes live where the person may publish it and nobody's
    earlier draft would go live with it. A row that is refused after all leaves the others alone.

    Raises:
        PlanChanged: the file would not do now what ``digest`` says was shown.
    """
    plan = plan_of(upload)
    if plan.digest != digest:
        raise PlanChanged(upload.pk)
    problems: list[RowProblem] = []
    written = published = 0
    for change in plan.changes[:batch]:
        try:
            with transaction.atomic():
                live = _write(change, user=user, publishes=upload.publishes)
        except ValidationError as error:
            problems.append(RowProblem(change.sheet, change.number, change.label, tuple(error.messages)))
            continue
        written += 1
        published += live
    waiting = max(0, len(plan.changes) - batch)
    if not waiting:
        upload.delete()
    return Outcome(written, published, tuple(problems), waiting)


def _write(change: RowChange, *, user: User, publishes: bool) -> bool:
    """Write one row and tell whether it went live."""
    publish = publishes and not change.pending
    if change.kind == SERVICES.name:
        publish = publish and user.has_perm("directory.publish_service")
        service = Service.objects.get(pk=change.key) if change.key else None
        save_service_draft(values=_objects(change.values), service=service, publish=publish, user=user)
        return publish
    page = OrganisationPage.objects.get(pk=change.key) if change.key else None
    parent = None if page else OrganisationIndex.original()
    if page is None and parent is None:
        raise ValidationError(_("The site has no list of organisations under which a new one could stand."))
    rights = (page or parent).permissions_for_user(user)
    if not (rights.can_edit() if page else rights.can_add_subpage()):
        raise ValidationError(_("You may not change this."))
    publish = publish and (rights.can_publish() if page else rights.can_publish_subpage())
    save_page_draft(
        model=OrganisationPage,
        values=_objects(change.values),
        parent=parent,
        page=page,
        publish=publish,
        user=user,
    )
    return bool(publish)


def _objects(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return plain values as the actions take them."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name in MODELS:
            found[name] = list(MODELS[name].objects.filter(pk__in=value))
        elif name == "organisation":
            found[name] = OrganisationPage.objects.get(pk=value)
        elif isinstance(value, frozenset):
            found[name] = sorted(value)
        else:
            found[name] = value
    return found
