"""Change many services at once, each the way one is changed: by a version of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from cms.accounts.models import User
from cms.directory.models import Service
from cms.directory.rules import service_problems

Change = Callable[[Service], None]
"""Change a draft in memory."""


@dataclass(slots=True)
class Changed:
    """Tell what became of each service: which list its name stands in; with why it was left alone."""

    published: list[str] = field(default_factory=list)
    submitted: list[str] = field(default_factory=list)
    drafted: list[str] = field(default_factory=list)
    left_alone: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def change_services(*, services: Iterable[Service], change: Change, user: User) -> Changed:
    """Apply ``change`` to the newest version of each service.

    What is public and has no other changes waiting is published if the person may, or else submitted to
    moderation. A service with other changes waiting only gets this one beside them, so that nothing
    unread becomes public; what a moderator is reading, what is locked, and what the change would make
    invalid is left alone, with the reason.
    """
    changed = Changed()
    for service in services:
        reason = _changed_or_why_not(service, change, user, changed)
        if reason:
            changed.left_alone.append((service.name, reason))
    return changed


def _changed_or_why_not(service: Service, change: Change, user: User, changed: Changed) -> str:
    """Change one service and note how that ended; return an empty text, or why it was left alone."""
    stored = Service.objects.get(pk=service.pk)
    if stored.workflow_in_progress:
        return _("It is being moderated.")
    if stored.locked:
        return _("It is locked.")
    waiting = not stored.live or stored.has_unpublished_changes
    draft: Service = stored.get_latest_revision_as_object()
    change(draft)
    try:
        draft.full_clean()
        _check(draft)
    except ValidationError as error:
        return " ".join(error.messages)
    revision = draft.save_revision(user=user, log_action=True, clean=False)
    workflow = stored.get_workflow()
    if waiting:
        changed.drafted.append(draft.name)
    elif policy_registry.get(stored).user_has_permission_for_instance(user, "publish", stored):
        revision.publish(user=user)
        changed.published.append(draft.name)
    elif workflow:
        workflow.start(draft, user)
        changed.submitted.append(draft.name)
    else:
        changed.drafted.append(draft.name)
    return ""


def _check(draft: Service) -> None:
    values = {
        "whole_county": draft.whole_county,
        "digital": draft.digital,
        "municipalities": draft.municipalities.all(),
        "open_to_all": draft.open_to_all,
        "target_groups": draft.target_groups.all(),
    }
    for _field, error in service_problems(values):
        raise error
