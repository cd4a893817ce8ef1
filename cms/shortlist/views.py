"""Show a shortlist, share it by link, put it on paper, and mail it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.accounts.throttling import client_address
from cms.feedback.robots import problem_of, stamp, within_rate
from cms.shortlist import sheet
from cms.shortlist.actions import mail_list, owner_word, owns, share
from cms.shortlist.forms import LetterForm, ListForm
from cms.shortlist.models import NOTE_LENGTH, SharedList
from cms.shortlist.picks import MOST, address_of, pick_of, read_picks
from cms.shortlist.selectors import Entry, entries_of, offers
from cms.structured_data import site_base

LETTER = "shortlist"
SHARED_PER_HOUR = 60
SHEETS_PER_HOUR = 120
"""From one network address, behind which a whole city may work."""


@never_cache
@require_safe
def shortlist(request: HttpRequest) -> HttpResponse:
    """Show the services that the address names; picks without prints get those of today."""
    picks = read_picks(request.GET.getlist("s"))
    entries = entries_of(picks, base=site_base(request))
    dated = [row.pick if row.pick.prints or not row.service else pick_of(row.service) for row in entries]
    if dated != picks:
        return redirect(address_of(dated))
    wanted = request.GET.get("lisaa", "").strip()
    context = {
        **_about(entries),
        "note_length": NOTE_LENGTH,
        "shared_days": settings.SHORTLIST_SHARED_DAYS,
        "full": len(entries) >= MOST,
        "most": MOST,
        "wanted": wanted,
        "offers": offers(wanted, picks) if wanted else [],
    }
    return render(request, "shortlist/shortlist.html", context)


@csrf_exempt  # nobody is logged in here, and what is posted is the poster's own
@never_cache
@require_POST
def share_list(request: HttpRequest) -> HttpResponse:
    """Keep the list and its note under an address that nobody guesses, and lead there."""
    form = ListForm(request.POST)
    if not form.is_valid() or not form.picks:
        return redirect("shortlist")
    if not within_rate(client_address(request), purpose="shortlist.share", limit=SHARED_PER_HOUR):
        return _refused(request, form, _("Many lists have been shared from your network. Try in an hour."))
    shared = share(picks=form.picks, note=form.cleaned_data["note"])
    address = reverse("shared_shortlist", args=[shared.token])
    return redirect(f"{address}?oma={owner_word(shared)}")


@csrf_exempt  # the signed word stands in for the token
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shared_list(request: HttpRequest, token: str) -> HttpResponse:
    """Show a shared list to whoever has its link; a post by who shared it deletes it."""
    shared = SharedList.objects.filter(token=token, expires_at__gt=now()).first()
    if shared is None:
        return render(request, "shortlist/expired.html", status=404)
    owned = owns(shared, request.GET.get("oma", ""))
    if request.method == "POST":
        if not owned:
            return HttpResponseBadRequest()
        shared.delete()
        return render(request, "shortlist/expired.html", {"deleted": True})
    entries = entries_of(read_picks(shared.picks), base=site_base(request))
    context = {
        **_about(entries),
        "shared": shared,
        "owned": owned,
        "address": request.build_absolute_uri(request.path),
        "mine": address_of([row.pick for row in entries]),
    }
    return render(request, "shortlist/shared.html", context)


@csrf_exempt  # it changes nothing
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def list_as_pdf(request: HttpRequest) -> HttpResponse:
    """Answer the list as a sheet; its note comes by post, for addresses are written into logs."""
    form = ListForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid() or not form.picks:
        return redirect("shortlist")
    if not sheet.can_be_made():
        return _refused(request, form, _("This server can't make a PDF. Print the page instead."), status=503)
    if not within_rate(client_address(request), purpose="shortlist.pdf", limit=SHEETS_PER_HOUR):
        return _refused(request, form, _("Many sheets have been made for your network. Try in an hour."))
    entries = [row for row in entries_of(form.picks, base=site_base(request)) if row.service]
    language = get_language() or settings.LANGUAGE_CODE
    pdf = sheet.pdf_of(entries, note=form.cleaned_data["note"], language=language)
    named = {"Content-Disposition": f'attachment; filename="{_("shortlist")}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=named)


@csrf_exempt  # nobody is logged in here; the stamp stands in for the token
@never_cache
@require_POST
def mail_to_me(request: HttpRequest) -> HttpResponse:
    """Ask for an address, then send the list there."""
    form = LetterForm(request.POST)
    if not form.picks:
        return redirect("shortlist")
    if "address" not in request.POST:
        return _letter_page(request, form, asking=True)
    if form.trapped:
        return redirect("shortlist_mailed")  # a robot is not told what gave it away
    if not form.is_valid():
        return _letter_page(request, form, status=422)
    if problem := problem_of(request, subject=LETTER, addressee=form.cleaned_data["address"]):
        return _letter_page(request, form, problem=problem, status=429)
    mail_list(picks=form.picks, language=get_language() or settings.LANGUAGE_CODE, **form.cleaned_data)
    return redirect("shortlist_mailed")


@require_safe
def mailed(request: HttpRequest) -> HttpResponse:
    """Say that the list has gone."""
    return render(request, "shortlist/mailed.html")


def _about(entries: list[Entry]) -> dict[str, object]:
    """Return what every page that shows a list says of it."""
    changed = [row for row in entries if row.changes or row.service is None]
    fresh = address_of([pick_of(row.service) for row in entries if row.service]) if changed else ""
    return {"entries": entries, "changed": changed, "fresh": fresh, "has_pdf": sheet.can_be_made()}


def _refused(request: HttpRequest, form: ListForm, problem: str, *, status: int = 429) -> HttpResponse:
    context = {"problem": problem, "list_url": address_of(form.picks)}
    return render(request, "shortlist/refused.html", context, status=status)


def _letter_page(
    request: HttpRequest, form: LetterForm, *, problem: str = "", asking: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "asking": asking,
        "problem": problem,
        "stamp": stamp(LETTER),
        "note": form.data.get("note", ""),
        "list_url": address_of(form.picks),
    }
    return render(request, "shortlist/mail.html", context, status=status)
