"""The moderators' queue, the comparison in which they decide, and that of two people's versions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.auth import require_admin_access
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.models import Revision, TaskState

from cms.moderation.actions import NotDecidable, decide
from cms.moderation.differences import differences
from cms.moderation.selectors import subjects_of, waiting_for
from cms.moderation.subjects import (
    edit_address,
    history_address,
    may,
    may_decide,
    organisation_of,
    proposed_in,
    public_address,
    restore_address,
    subject_of,
    title_of,
)

PER_PAGE = 50
APPROVE, RETURN = "approve", "return"


class DecisionForm(forms.Form):
    """Ask for the decision; what is returned needs a reason."""

    decision = forms.ChoiceField(
        choices=[(APPROVE, gettext_lazy("Approve")), (RETURN, gettext_lazy("Return"))]
    )
    revision = forms.IntegerField()
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse to return something without saying why."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") == RETURN and not cleaned.get("comment", "").strip():
            self.add_error("comment", _("Say what should be changed, so that its writer knows."))
        return cleaned


def queue(request: HttpRequest) -> HttpResponse:
    """List what the person may decide on."""
    page = Paginator(waiting_for(request.user), PER_PAGE).get_page(request.GET.get("page"))
    subjects = subjects_of(state.workflow_state for state in page)
    waiting = [
        {"state": state, "subject": subject, "organisation": organisation_of(subject)}
        for state in page
        if (subject := subjects.get(state.workflow_state_id)) is not None
    ]
    return render(request, "moderation/queue.html", {"waiting": waiting, "page": page})


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a change changes; its decision is posted here."""
    state = get_object_or_404(TaskState.objects.select_related("workflow_state", "revision"), pk=pk)
    subject = subject_of(state.workflow_state)
    deciding = subject is not None and may_decide(request.user, state)
    if subject is None or not (deciding or may(request.user, subject, "change")):
        raise PermissionDenied
    form = DecisionForm(request.POST or None)
    if request.method == "POST":
        if not deciding:
            messages.warning(request, _("Somebody has decided on it already, or it was withdrawn."))
            return redirect("review_moderation", pk)
        if form.is_valid():
            return _decided(request, state, form.cleaned_data)
    revision = proposed_in(state)
    proposed = revision.as_object()
    return render(
        request,
        "moderation/review.html",
        {
            "state": state,
            "revision": revision,
            "title": title_of(proposed),
            "organisation": organisation_of(subject),
            "differences": differences(subject if subject.live else None, proposed),
            "is_new": not subject.live,
            "deciding": deciding,
            "form": form,
            "edit_address": edit_address(subject),
            "history_address": history_address(subject),
            "public_address": public_address(subject),
        },
    )


@require_admin_access
def read_first(request: HttpRequest, task_state_id: int, **_kwargs: Any) -> HttpResponse:
    """Lead who would decide without the comparison to it: there she approves the version that she read."""
    address = reverse("review_moderation", args=[task_state_id])
    if request.headers.get("x-requested-with") == "XMLHttpRequest":  # Wagtail's dialogue, which then leaves
        return render_modal_workflow(
            request, "", None, {}, json_data={"step": "success", "redirect": address}
        )
    return redirect(address)


def _decided(request: HttpRequest, state: TaskState, answers: dict[str, Any]) -> HttpResponse:
    approved = answers["decision"] == APPROVE
    try:
        decide(
            state=state,
            user=request.user,
            approved=approved,
            comment=answers["comment"].strip(),
            revision=answers["revision"],
        )
    except NotDecidable:
        messages.warning(request, _("It has changed meanwhile. Look at it again."))
        return redirect("review_moderation", state.pk)
    messages.success(
        request,
        _("Approved and published.") if approved else _("Returned with your comment; its people get mail."),
    )
    return redirect("moderation_queue")


def overtaken(request: HttpRequest, theirs: int, mine: int) -> HttpResponse:
    """Show two people's versions of the same thing, and the ways on; nothing is lost on any of them."""
    first = get_object_or_404(Revision.objects.select_related("user"), pk=theirs)
    second = get_object_or_404(Revision.objects.select_related("user"), pk=mine)
    if (first.base_content_type_id, first.object_id) != (second.base_content_type_id, second.object_id):
        raise PermissionDenied
    subject = subject_of(second)
    if subject is None or not may(request.user, subject, "change"):
        raise PermissionDenied
    return render(
        request,
        "moderation/overtaken.html",
        {
            "title": title_of(subject),
            "theirs": first,
            "mine": second,
            "differences": differences(first.as_object(), second.as_object()),
            "edit_address": edit_address(subject),
            "history_address": history_address(subject),
            "restore_address": restore_address(subject, first),
        },
    )
