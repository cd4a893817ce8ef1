"""What changes the directory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from cms.accounts.models import User
from cms.directory.availability import validate_availability
from cms.directory.models import Service
from cms.directory.sources import SERVICE
from search.fields import LinkState
from search.outbox import record_changes

RELATIONS = ("target_groups", "challenges", "municipalities", "tags")


@transaction.atomic
def save_service_draft(
    *, values: dict[str, Any], service: Service | None = None, publish: bool = False, user: User | None = None
) -> Service:
    """Create a service, or give one a new draft revision, with ``values``.

    ``values`` maps field names to values; relations take lists of objects, tags a list of names. What is
    live of an old service stays until the draft is published. Nothing is saved when a value is refused
    (``django.core.exceptions.ValidationError``).
    """
    draft: Service = _newest_draft(service) if service else Service(live=False)
    for name, value in values.items():
        if name not in RELATIONS:
            setattr(draft, name, value)
    for name in RELATIONS:
        if name in values:
            getattr(draft, name).set(values[name])
    draft.full_clean()
    validate_availability(
        whole_county=draft.whole_county, digital=draft.digital, municipalities=draft.municipalities.all()
    )
    if service is None:
        draft.save()
    revision = draft.save_revision(user=user, log_action=True, clean=False)
    if publish:
        revision.publish(user=user)
    return Service.objects.get(pk=draft.pk)


def _newest_draft(service: Service) -> Service:
    """Return the newest draft upon what is stored now, not upon what ``service`` held when it was read."""
    draft: Service = Service.objects.get(pk=service.pk).get_latest_revision_as_object()
    return draft


@transaction.atomic
def confirm_service(*, service: Service, user: User | None = None) -> None:
    """Record that the service holds as it stands today; drafts keep it, see ``Service.with_content_json``."""
    today = localdate()
    service.confirmed_at, service.confirmed_by = today, user
    service.save(update_fields=["confirmed_at", "confirmed_by", "updated_at"])


@transaction.atomic
def record_link_state(*, keys: Iterable[int], state: LinkState) -> int:
    """Record what the link check found out of the links of services; return how many it changes."""
    changed = list(Service.objects.filter(pk__in=keys).exclude(link_state=state).values_list("pk", flat=True))
    Service.objects.filter(pk__in=changed).update(link_state=state)
    record_changes(SERVICE, changed)
    return len(changed)
