"""One link in the admin: what is wrong with it, and every way to mend it; and how links fared over time."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from cms.accounts.models import User
from ingest.http import Client
from ingest.linkcheck.archive import archived_copy
from ingest.linkcheck.checking import check_links
from ingest.linkcheck.classes import Ruling
from ingest.linkcheck.history import weeks_of
from ingest.linkcheck.mending import UnusableAddress, plan_replacement, replace_link, usable_address
from ingest.linkcheck.models import Link
from ingest.linkcheck.naming import name_of, reader_address
from ingest.linkcheck.rulings import rule_on, withdraw_ruling
from ingest.linkcheck.selectors import last_evidence, names_of, uses_shown, verdict_for, visible_links
from ingest.linkcheck.suggesting import suggest_pages
from ingest.words import in_words

PATIENCE = 15.0
"""Seconds that somebody who asks for a check waits for a busy host."""


class RulingForm(forms.Form):
    """Ask what is decided, why, and until when."""

    ruling = forms.ChoiceField(label=gettext_lazy("Decision"), choices=Ruling, widget=forms.RadioSelect)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=255)
    until = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Empty: for good."),
    )

    def clean_until(self) -> Any:
        """Refuse an end that is over."""
        until = self.cleaned_data["until"]
        if until is not None and until < timezone.localdate():
            raise forms.ValidationError(_("The day is over already."))
        return until


@require_GET
def show_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is known of a link, where it stands, and what can be done."""
    return _page(request, _link(request, pk), RulingForm())


@require_POST
@transaction.non_atomic_requests
def recheck_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Check a link now."""
    link = _link(request, pk)
    client = Client(patience=PATIENCE)
    if any(True for _ in check_links(client=client, limit=1, only_due=False, keys=[link.pk])):
        messages.success(request, _("The link was checked."))
    else:
        messages.warning(request, _("The link is being checked just now, or stands nowhere any more."))
    return redirect("linkcheck_link", pk=link.pk)


@require_POST
def rule_on_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a link as working, or as not to be shown, with a reason and an end."""
    link, form = _link(request, pk), RulingForm(request.POST)
    if not form.is_valid():
        return _page(request, link, form, status=422)
    rule_on(link=link, user=_person(request), at=timezone.now(), **_ruling(form))
    messages.success(request, _("The decision was kept."))
    return redirect("linkcheck_link", pk=link.pk)


@require_POST
def withdraw_ruling_on_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the checker decide again."""
    link = _link(request, pk)
    withdraw_ruling(link=link, at=timezone.now())
    messages.success(request, _("The checker decides again."))
    return redirect("linkcheck_link", pk=link.pk)


def replace_everywhere(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the difference that another address makes; replace once that is confirmed."""
    link = _link(request, pk)
    values = request.POST if request.method == "POST" else request.GET
    try:
        new = usable_address(values.get("new", ""))
    except UnusableAddress as error:
        messages.error(
            request, _("This is not a proper address: %(detail)s") % {"detail": in_words(error.message)}
        )
        return redirect("linkcheck_link", pk=link.pk)
    if new == link.url:
        messages.error(request, _("The link has this address already: write another one."))
        return redirect("linkcheck_link", pk=link.pk)
    if request.method == "POST":
        publish = values.get("publish") == "yes"
        outcome = replace_link(link=link, new=new, user=_person(request), publish=publish, at=timezone.now())
        return render(request, "linkcheck/replaced.html", {"link": link, "new": new, "outcome": outcome})
    edits = plan_replacement(link=link, new=new, user=_person(request))
    context = {
        "link": link,
        "name": name_of(link.url),
        "new": new,
        "edits": edits,
        "any_possible": any(edit.outcome != "refused" for edit in edits),
    }
    return render(request, "linkcheck/replace.html", context)


@require_POST
@transaction.non_atomic_requests
def suggest_for_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for the right page in the site's sitemap."""
    link = _link(request, pk)
    suggestions = suggest_pages(link.url, titles=names_of(link), client=Client(patience=PATIENCE))
    return _page(request, link, RulingForm(), suggestions=suggestions, searched=True)


@require_GET
def show_history(request: HttpRequest) -> HttpResponse:
    """Show how many links broke and were mended, week by week."""
    if not request.user.has_perm("linkcheck.view_link"):
        raise PermissionDenied
    return render(request, "linkcheck/history.html", {"chart": weeks_of(at=timezone.now())})


def _link(request: HttpRequest, pk: int) -> Link:
    return get_object_or_404(visible_links(request.user), pk=pk)


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)  # nobody else passes the admin's door


def _ruling(form: RulingForm) -> dict[str, Any]:
    cleaned = form.cleaned_data
    return {"ruling": Ruling(cleaned["ruling"]), "reason": cleaned["reason"], "until": cleaned["until"]}


def _page(
    request: HttpRequest, link: Link, form: RulingForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    evidence = last_evidence(link)
    context = {
        "link": link,
        "name": name_of(link.url),
        "opened": reader_address(link.url),
        "verdict": verdict_for(link, evidence, at=timezone.now()),
        "evidence": evidence,
        "uses": uses_shown(link, _person(request)),
        "changes": link.changes.all()[:20],
        "checks": link.checks.all()[:10],
        "form": form,
        "archived": archived_copy(link, at=timezone.now()),
        **more,
    }
    return render(request, "linkcheck/link.html", context, status=status)
