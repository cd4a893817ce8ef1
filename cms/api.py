"""The HTTP APIs: the packages' routers, and Wagtail's own for pages; one document describes them all."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja.errors import ValidationError

from cms.headless.document import OneDocument
from cms.headless.pages import pages_router
from search.problems import problem
from search.rules import told_rule


def only_read(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse other methods as such, not for want of a token."""
    return csrf_exempt(require_safe(view))


api = OneDocument(
    title="Palvelupaketti",
    version="1",
    docs_url=None,
    urls_namespace="api",
    docs_decorator=only_read,  # of the document itself
)
api.add_router("", "search.api.router")
api.add_router("", "cms.directory.api.public.router")
api.add_router("", "cms.figures.api.router")
api.add_router("", "cms.headless.previews.router")
api.add_router("/hsds", "cms.directory.hsds.router.router")


@api.exception_handler(ValidationError)
def _refuse(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer what the routers' own types refuse in the shape and the language of every other error."""
    with translation.override(get_language_from_request(request)):
        problems = {str(found["loc"][-1]): told_rule(found) for found in error.errors}
        detail = "; ".join(f"{name}: {reason}" for name, reason in problems.items())
        return problem(status=400, title=_("Invalid parameters"), detail=detail, parameters=problems)


pages_api = pages_router()
