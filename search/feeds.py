"""A search as a feed, the newest first: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, time

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from search.addresses import active_language, address_in
from search.documents import SearchDocument
from search.engine import get_engine
from search.errors import SearchError
from search.fields import Language, Sort
from search.parameters import InvalidParameters, SearchParameters, query_of, read_parameters
from search.views import RETRY_AFTER_SECONDS

ENTRIES = 50
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MAX_AGE_SECONDS = 300
UNKNOWN_TIME = datetime(1970, 1, 1, tzinfo=UTC)
GENERATORS: Mapping[str, type[Rss201rev2Feed] | type[Atom1Feed]] = {"rss": Rss201rev2Feed, "atom": Atom1Feed}
JSON_FEED = "application/feed+json"


@csrf_exempt  # it only reads: other methods are refused as such, not for want of a token
@require_safe
def search_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Answer a search's newest finds as a feed; page, page size and order have no say in it."""
    if form not in {*GENERATORS, "json"}:
        raise Http404
    try:
        parameters = read_parameters(request.GET)
    except InvalidParameters as error:
        return HttpResponse(str(error), status=400, content_type="text/plain; charset=utf-8")
    language = active_language()
    try:
        documents = newest(parameters, language)
    except SearchError:
        response = HttpResponse(status=503)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    written = _json if form == "json" else _xml
    response = written(form, request, parameters, documents)
    response["Cache-Control"] = f"public, max-age={MAX_AGE_SECONDS}"
    return response


def newest(parameters: SearchParameters, language: Language) -> list[SearchDocument]:
    """Return what the search finds, the last changed first, at most ``ENTRIES``. Raises ``SearchError``."""
    asked = parameters.model_copy(update={"sort": Sort.FRESHNESS, "page": 1, "page_size": ENTRIES})
    hits = get_engine().search(query_of(asked, language=language)).hits
    return sorted((hit.document for hit in hits), key=changed_at, reverse=True)


def changed_at(document: SearchDocument) -> datetime:
    """Return when a document changed, or else was published; 1970 for one that tells neither."""
    if document.updated is not None:
        return document.updated
    if document.published is not None:
        return datetime.combine(document.published, time(), tzinfo=get_current_timezone())
    return UNKNOWN_TIME


def _title(parameters: SearchParameters) -> str:
    return _("Search: %(text)s") % {"text": parameters.q} if parameters.q else _("Search")


def _page_address(request: HttpRequest) -> str:
    asked = request.GET.urlencode()
    return request.build_absolute_uri(reverse("search") + (f"?{asked}" if asked else ""))


def _summary(document: SearchDocument) -> str:
    return ". ".join(part for part in (document.organisation, document.summary) if part)


def _printable(text: str) -> str:
    """Leave out the characters that XML 1.0 knows no way to write."""
    return UNPRINTABLE.sub("", text)


def _xml(
    form: str, request: HttpRequest, parameters: SearchParameters, documents: list[SearchDocument]
) -> HttpResponse:
    language = active_language()
    feed = GENERATORS[form](
        title=_printable(_title(parameters)),
        link=_page_address(request),
        description=_("What the search finds, the newest first."),
        language=language.value,
        feed_url=request.build_absolute_uri(),
    )
    for document in documents:
        address = request.build_absolute_uri(address_in(document.url, language))
        feed.add_item(
            title=_printable(document.title),
            link=address,
            description=_printable(_summary(document)),
            unique_id=address,
            pubdate=changed_at(document),
            updateddate=changed_at(document),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _json(
    form: str,  # noqa: ARG001  the same shape as the writer of XML
    request: HttpRequest,
    parameters: SearchParameters,
    documents: list[SearchDocument],
) -> HttpResponse:
    language = active_language()
    items = []
    for document in documents:
        address = request.build_absolute_uri(address_in(document.url, language))
        items.append(
            {
                "id": address,
                "url": address,
                "title": document.title,
                "content_text": _summary(document),
                "date_modified": changed_at(document).isoformat(),
                "language": document.language.value,
            }
        )
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(parameters),
        "home_page_url": _page_address(request),
        "feed_url": request.build_absolute_uri(),
        "description": _("What the search finds, the newest first."),
        "language": language.value,
        "items": items,
    }
    return HttpResponse(json.dumps(feed, ensure_ascii=False), content_type=JSON_FEED)
