"""Two people at the same thing: the later save is kept as a version of its own, and goes no further.

Wagtail tells editors of each other while they write, and its autosave stops when somebody else has saved.
A form that is sent all the same would quietly take the other's place, or even publish. Here it becomes
a draft on top; the other's version stays in the history, and the editor is shown both.

Wagtail's forms carry the version that they show, but none where there is none yet, as after an import in
bulk, and a newer one once a mistake in them has been shown; so ours carry it themselves.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from wagtail.models import Revision

PUBLIC_ACTIONS = ("action-publish", "action-submit", "action-workflow-action", "action-restart-workflow")
"""What must not happen to a text that its writer has not compared with the newest one."""
CANCELLING = "action-cancel-workflow"
OPENED, UNVERSIONED = "opened_version", "none"
"""The field of ours, and what stands in it where there was no version."""


class OpenedVersion(forms.CharField):
    """Carry a version; it is no content, so it never counts as changed."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:  # noqa: ARG002  Django's signature
        """Leave content alone to tell whether something was changed."""
        return False


class VersionedForm(forms.BaseForm):
    """Know which version its editor had before her when she began."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opened = _name(self.instance.latest_revision)
        self.fields[OPENED] = OpenedVersion(required=False, initial=opened)


def set_overtaken_aside(request: HttpRequest, latest: Revision | None) -> None:
    """Make a save by hand that somebody overtook a mere draft, and remember what overtook it.

    ``request.overtaken_by`` is then the other's revision. An autosave is left to Wagtail, which refuses it.
    """
    if request.method != "POST" or latest is None or CANCELLING in request.POST:
        return
    kept = request.POST.copy()
    overtaken = is_overtaken(request, latest)
    if not request.accepts("text/html"):
        if overtaken:
            kept.setdefault("loaded_revision_id", UNVERSIONED)
    elif overtaken:
        for name in (*PUBLIC_ACTIONS, "overwrite_revision_id"):
            kept.pop(name, None)
        request.overtaken_by = latest  # type: ignore[attr-defined]  # read by the hooks after the save
    elif OPENED in kept:
        kept[OPENED] = _name(latest)  # in case that the form is shown again for a mistake in it
    request.POST = kept  # type: ignore[assignment]  # a QueryDict too


def is_overtaken(request: HttpRequest, latest: Revision) -> bool:
    """Tell whether the form was filled in before the newest version; what no such form sent is not judged.

    Once its own autosave has made a version, the form is as new as that.
    """
    own = request.POST.get("overwrite_revision_id")
    if own:
        return own != str(latest.pk)
    opened = request.POST.get(OPENED)
    if opened and opened != UNVERSIONED:
        return opened != _name(latest)
    loaded = request.POST.get("loaded_revision_id")
    if loaded:
        since = request.POST.get("loaded_revision_created_at", "")
        return loaded != str(latest.pk) or since != latest.created_at.isoformat()
    return opened == UNVERSIONED


def overtaken_by(request: HttpRequest) -> Revision | None:
    """Return the revision that overtook this request's save, if one did."""
    return getattr(request, "overtaken_by", None)


def _name(version: Revision | None) -> str:
    """Name a version; an autosave may overwrite one, which then gets another time."""
    return f"{version.pk}@{version.created_at.isoformat()}" if version else UNVERSIONED
