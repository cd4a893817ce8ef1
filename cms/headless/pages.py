"""Wagtail's API of pages, pictures and documents, with our content in full and our manners."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist, FieldError, ValidationError
from django.db import DataError, OperationalError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from rest_framework.filters import BaseFilterBackend
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.fields import StreamField
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Page, Site

from cms.directory.api.answering import NotThere
from cms.headless.drafts import DraftsRefused, newest, require_drafts
from cms.headless.filtering import TaggedFields, WordsAlone, has_many
from cms.headless.problems import title_of
from cms.headless.serializing import ExpandedImage, ExpandedPage
from cms.membership.files import public_files
from search.problems import problem

LARGEST = 2**31 - 1
"""Of numbers in addresses; SQLite takes larger ones and PostgreSQL doesn't, and nothing has them."""
NUMBERS = ("offset", "limit", "child_of", "ancestor_of", "descendant_of", "translation_of", "id")
MOST_NESTED = 20
"""In so many fields others may be chosen."""
UNUSED = frozenset({"rich_text_format", "format", "_"})
"""Parameters of Wagtail's that change nothing here."""
OF_ONE = frozenset({"fields", "version", "site"})
"""Parameters that a single object understands."""
MISUNDERSTOOD = (BadRequestError, ValidationError, FieldError, DataError, OverflowError)


class AlwaysJson(BaseContentNegotiation):
    """Answer JSON whatever is asked for."""

    def select_parser(self, request: HttpRequest, parsers: Any) -> Any:  # noqa: ARG002  the framework's signature
        """Take the only parser."""
        return parsers[0]

    def select_renderer(self, request: HttpRequest, renderers: Any, format_suffix: Any = None) -> Any:  # noqa: ARG002  the framework's signature
        """Take the only renderer."""
        return renderers[0], renderers[0].media_type


class CompactJson(JSONRenderer):
    """Write JSON without spaces; programs read it."""

    def get_indent(self, accepted_media_type: str, renderer_context: Any) -> None:
        """Indent nothing."""


def ours(viewset: type[BaseAPIViewSet], **instead: type[BaseFilterBackend]) -> list[type[BaseFilterBackend]]:
    """Return the filters of one of Wagtail's views, with others ``instead`` of those that are named."""
    known = {"SearchFilter": WordsAlone, **instead}
    return [known.get(each.__name__, each) for each in viewset.filter_backends]


class OurManners(BaseAPIViewSet):
    """Answer anybody the same, in JSON, and errors as problems."""

    renderer_classes = [CompactJson]
    content_negotiation_class = AlwaysJson
    authentication_classes: list[type] = []
    permission_classes: list[type] = []

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Refuse fields within fields beyond reason, which Wagtail would read by recursion."""
        super().initial(request, *args, **kwargs)
        if request.GET.get("fields", "").count("(") > MOST_NESTED:
            raise BadRequestError(
                _("At most %(number)s fields with others inside, please.") % {"number": MOST_NESTED}
            )

    def check_query_parameters(self, queryset: QuerySet[Any]) -> None:
        """Refuse unknown parameters, and values that no filter understands."""
        super().check_query_parameters(queryset)
        asked = self.request.GET
        for name in NUMBERS:
            if (text := asked.get(name, "")).lstrip("-").isdigit() and int(text[:20]) > LARGEST:
                raise BadRequestError(_("%(name)s is too large") % {"name": name})
        if asked.get("type", "any") == "":
            raise BadRequestError(_("%(name)s is empty") % {"name": "type"})
        if asked.get("search_operator", "or") not in {"or", "and"}:
            raise BadRequestError(_("search_operator is either and or or"))
        for name in asked:
            if isinstance(_field(queryset.model, name), StreamField):
                raise BadRequestError(_("nothing is filtered by %(name)s") % {"name": name})
        for name in asked.get("order", "").split(","):
            if has_many(_field(queryset.model, name.removeprefix("-"))):
                raise BadRequestError(_("nothing is ordered by %(name)s") % {"name": name})

    def detail_view(self, request: HttpRequest, pk: int) -> Any:
        """Show one object; refuse unknown parameters."""
        unknown = sorted(request.GET.keys() - (OF_ONE & self.known_query_parameters))
        if unknown and not getattr(request, "previewed", False):
            raise BadRequestError(_("unknown: %(names)s") % {"names": ", ".join(unknown)})
        return super().detail_view(request, pk)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter; a search for no word finds nothing; what cannot be asked of a kind is a bad request."""
        if not self.request.GET.get("search", "any").replace('"', " ").strip():
            return queryset.none()
        try:
            return super().filter_queryset(queryset)
        except (ValueError, TypeError) as error:
            raise BadRequestError(str(error)) from error

    def find_object(self, queryset: QuerySet[Any], request: HttpRequest) -> Any:
        """Find by key or address."""
        key = request.GET.get("id", "1")
        if not (key.isascii() and key.isdigit() and int(key[:20]) <= LARGEST):
            raise BadRequestError(_("id must be a positive integer"))
        return super().find_object(queryset, request)

    def get_object(self) -> Any:
        """Return the object, if its key is one at all."""
        if int(self.kwargs["pk"]) > LARGEST:
            raise Http404
        return super().get_object()

    def handle_exception(self, exc: Exception) -> Any:
        """Answer a problem."""
        if isinstance(exc, DraftsRefused):
            return problem(status=403, title=title_of(403), detail=str(exc))
        if isinstance(exc, Http404):
            detail = _("Nothing is published under this address, or not any more.")
            return problem(status=404, title=title_of(404), detail=detail)
        if isinstance(exc, MISUNDERSTOOD) or (
            isinstance(exc, OperationalError) and "search" in self.request.GET
        ):
            return problem(status=400, title=_("Invalid parameters"), detail=_words(exc))
        return super().handle_exception(exc)


class Pages(OurManners, PagesAPIViewSet):
    """Show published pages, and drafts to who may see them."""

    base_serializer_class = ExpandedPage
    filter_backends = ours(PagesAPIViewSet, FieldsFilter=TaggedFields)
    known_query_parameters = PagesAPIViewSet.known_query_parameters - UNUSED | {"version"}
    meta_fields = [*PagesAPIViewSet.meta_fields, "last_published_at", "translations"]
    listing_default_fields = [*PagesAPIViewSet.listing_default_fields, "last_published_at", "locale"]
    detail_only_fields = [*PagesAPIViewSet.detail_only_fields, "translations"]

    @classmethod
    def get_detail_default_fields(cls, model: type[Page]) -> list[str]:
        """Show everything."""
        return list(cls.get_available_fields(model))

    @property
    def drafts(self) -> bool:
        """Tell whether the newest versions are asked for; raise ``DraftsRefused`` if they may not be."""
        if getattr(self.request, "previewed", False):
            return True
        version = self.request.GET.get("version", "live")
        if version not in {"live", "draft"}:
            raise BadRequestError(_("version is either live or draft"))
        if version == "draft":
            require_drafts(self.request._request)
        return version == "draft"

    def get_base_queryset(self) -> QuerySet[Page]:
        """Return the pages that may be seen; drafts too stand below the front page, and none is private."""
        published = super().get_base_queryset().select_related("locale")
        if not self.drafts:
            return published
        root = Site.find_for_request(self.request).root_page
        return (
            Page.objects.public()
            .descendant_of(root, inclusive=True)
            .select_related("locale", "latest_revision")
        )

    def get_queryset(self) -> QuerySet[Page]:
        """Return them in an order that holds from one page of answers to the next."""
        queryset = super().get_queryset()
        if "fields" in self.request.GET:
            one, many = _relations(queryset.model)
            queryset = queryset.select_related("locale", *one).prefetch_related(*many)
        else:
            queryset = queryset.select_related("locale")
        return queryset if queryset.ordered else queryset.order_by("pk")

    def get_object(self) -> Page:
        """Return the page, or its newest version."""
        page = super().get_object()
        return newest(page) if self.drafts else page

    def paginate_queryset(self, queryset: QuerySet[Page]) -> Any:
        """Return one page of answers, or their newest versions."""
        found = super().paginate_queryset(queryset)
        return [newest(page.specific) for page in found] if self.drafts else found

    def get_serializer_context(self) -> dict[str, Any]:
        """Add whether drafts are shown."""
        return {**super().get_serializer_context(), "drafts": self.drafts}


class Images(OurManners, ImagesAPIViewSet):
    """Show pictures, but those of organisations only where they are used in public."""

    filter_backends = ours(ImagesAPIViewSet)
    known_query_parameters = ImagesAPIViewSet.known_query_parameters - UNUSED
    base_serializer_class = ExpandedImage
    body_fields = [*ImagesAPIViewSet.body_fields, "alt", "renditions"]

    def get_queryset(self) -> QuerySet[Any]:
        """Leave out what nothing published uses."""
        return public_files(super().get_queryset())


class Documents(OurManners, DocumentsAPIViewSet):
    """Show documents, but those of organisations only where they are used in public."""

    filter_backends = ours(DocumentsAPIViewSet)
    known_query_parameters = DocumentsAPIViewSet.known_query_parameters - UNUSED

    def get_queryset(self) -> QuerySet[Any]:
        """Leave out what nothing published uses."""
        return public_files(super().get_queryset())


@cache
def pages_router() -> WagtailAPIRouter:
    """Return the addresses of pages, pictures and documents."""
    router = WagtailAPIRouter("wagtailapi")
    router.register_endpoint("pages", Pages)
    router.register_endpoint("images", Images)
    router.register_endpoint("documents", Documents)
    return router


def page_of_preview(request: HttpRequest, key: int) -> dict[str, Any]:
    """Return a page's newest version as its own address would show it. Raise ``NotThere``."""
    request.previewed, request.wagtailapi_router = True, pages_router()
    answer = Pages.as_view({"get": "detail_view"})(request, pk=key)
    if answer.status_code != 200:
        raise NotThere(key)
    return dict(answer.data)


@cache
def _relations(model: type[Page]) -> tuple[list[str], list[str]]:
    """Return what a kind of page shows of related things: those it points to once, and those of many."""
    shown = {field.name for field in getattr(model, "api_fields", ())}
    one = [f.name for f in model._meta.get_fields() if f.name in shown and (f.many_to_one or f.one_to_one)]
    many = [f.name for f in model._meta.get_fields() if f.name in shown and (f.many_to_many or f.one_to_many)]
    return one, many


def _field(model: type[Any], name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _words(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return str(error) if isinstance(error, BadRequestError) else _("This can't be asked.")
