"""The search in a frame, its colours, and the page that builds it."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.embed.colours import ACCENT, PAPER, palette, read_colour
from cms.embed.parameters import TITLE_LENGTH, Frame, read_frame
from cms.safety.headers import framed_anywhere
from search.addresses import active_language
from search.errors import SearchError
from search.fields import Facet
from search.labels import Labels, facet_label
from search.parameters import InvalidParameters
from search.presentation import SearchAnswer, answer
from search.views import RETRY_AFTER_SECONDS

COLOURS_KEPT_SECONDS = 86_400
RESIZER = "js/embed.js"
BUILDER_FILTERS = ("organisation", "municipality", "target_group", "challenge")


@framed_anywhere
@require_safe
def embedded_search(request: HttpRequest) -> HttpResponse:
    """Show the search as a host's frame shows it; works without JavaScript, and sets nothing."""
    try:
        frame = read_frame(request.GET)
    except InvalidParameters as error:
        return render(request, "embed/frame.html", {"problems": error.problems}, status=400)
    try:
        found = answer(frame.search, language=active_language())
    except SearchError:
        response = render(request, "embed/frame.html", {"frame": frame, "away": True}, status=503)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    context = {
        "frame": frame,
        "answer": found,
        "choices": _choices(frame, found),
        "asked": bool(frame.search.q or frame.chosen),
        "previous": frame.page_query(found.page - 1) if found.page > 1 else "",
        "next": frame.page_query(found.page + 1) if found.page < found.page_count else "",
    }
    return render(request, "embed/frame.html", context)


@require_safe
def colours(request: HttpRequest) -> HttpResponse:
    """Answer the host's colours as a style sheet; a style within the page would need a looser policy."""
    try:
        accent = read_colour(request.GET.get("accent", ""), ACCENT)
        paper = read_colour(request.GET.get("paper", ""), PAPER)
    except ValueError as error:
        return HttpResponse(str(error), status=400, content_type="text/plain; charset=utf-8")
    chosen = {"palette": palette(accent=accent, paper=paper)}
    response = render(request, "embed/colours.css", chosen, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={COLOURS_KEPT_SECONDS}"
    return response


@require_safe
def builder(request: HttpRequest) -> HttpResponse:
    """Offer a host's choices as a form, and show the snippet and the frame that they make."""
    problems: dict[str, str] = {}
    given = request.GET.copy()
    for name in ("accent", "paper"):
        given[name] = given.get(name, "").lstrip("#")
    try:
        frame = read_frame(given)
    except InvalidParameters as error:
        problems, frame = error.problems, read_frame(QueryDict())
    address = reverse("embedded_search") + (f"?{frame.query}" if frame.query else "")
    context = {
        "frame": frame,
        "problems": problems,
        "address": address,
        "resizer": RESIZER,
        "snippet": _snippet(request, frame, address),
        "facets": [_host_choice(name, frame) for name in BUILDER_FILTERS],
        "title_length": TITLE_LENGTH,
    }
    return render(request, "embed/builder.html", context, status=400 if problems else 200)


def _snippet(request: HttpRequest, frame: Frame, address: str) -> str:
    """Return the code that a host copies; the script has an address that stays the same."""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="700" style="border: 0" loading="lazy" '
        'data-palvelupaketti></iframe>\n<script src="{}" async></script>',
        request.build_absolute_uri(address),
        frame.title or _("Search for services"),
        request.build_absolute_uri(urljoin(settings.STATIC_URL, RESIZER)),
    )


def _choices(frame: Frame, found: SearchAnswer) -> list[dict[str, object]]:
    """Return the facets that a reader may narrow by, those values first that find something."""
    shown = {facet.name: facet for facet in found.facets}
    return [
        {
            "name": name,
            "label": shown[name].label,
            "values": [
                value for value in shown[name].values if value.count or value.value == frame.chosen.get(name)
            ],
            "chosen": frame.chosen.get(name, ""),
        }
        for name in frame.choices
        if name in shown
    ]


def _host_choice(name: str, frame: Frame) -> dict[str, object]:
    """Return one of the builder's lists, all its values in words."""
    facet = Facet(name)
    chosen = frame.filters.get(name, ())
    names = Labels(active_language()).of(facet)
    values = [(slug, label, slug in chosen) for slug, label in names.items()]
    return {"name": name, "label": facet_label(facet), "values": values}
