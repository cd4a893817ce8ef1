"""Two people at the same thing: the later save is kept as a version of its own, and goes no further.

Wagtail tells editors of each other while they write, and its autosave stops when somebody else has saved.
A form that is sent all the same would quietly take the other's place, or even publish. Here it becomes
a draft on top; the other's version stays in the history, and the editor is shown both.
"""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.models import Revision

PUBLIC_ACTIONS = ("action-publish", "action-submit", "action-workflow-action", "action-restart-workflow")
"""What must not happen to a text that its writer has not compared with the newest one."""
CANCELLING = "action-cancel-workflow"


def set_overtaken_aside(request: HttpRequest, latest: Revision | None) -> None:
    """Make a save by hand that somebody overtook a mere draft, and remember what overtook it.

    ``request.overtaken_by`` is then the other's revision.
    """
    if request.method != "POST" or not request.accepts("text/html") or CANCELLING in request.POST:
        return
    if latest is None or not is_overtaken(request, latest):
        return
    kept = request.POST.copy()
    for name in (*PUBLIC_ACTIONS, "overwrite_revision_id"):
        kept.pop(name, None)
    request.POST = kept  # type: ignore[assignment]  # a QueryDict too
    request.overtaken_by = latest  # type: ignore[attr-defined]  # read by the hooks after the save


def is_overtaken(request: HttpRequest, latest: Revision) -> bool:
    """Tell whether the form was filled in before the newest version, by what Wagtail's forms carry."""
    own = request.POST.get("overwrite_revision_id")
    if own:
        return own != str(latest.pk)
    loaded = request.POST.get("loaded_revision_id")
    if not loaded:
        return False
    since = request.POST.get("loaded_revision_created_at", "")
    return loaded != str(latest.pk) or since != latest.created_at.isoformat()


def overtaken_by(request: HttpRequest) -> Revision | None:
    """Return the revision that overtook this request's save, if one did."""
    return getattr(request, "overtaken_by", None)
