"""How the directory's interfaces answer: JSON for what is there, a problem for what is not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from pydantic import BaseModel

from cms.headless.drafts import DraftsRefused
from search.errors import SearchError
from search.parameters import InvalidParameters
from search.problems import problem
from search.views import RETRY_AFTER_SECONDS


class NotThere(LookupError):
    """Report an address under which nothing is published."""


def answers_problems(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a view speak the language that is asked for, and answer what it raises as a problem (RFC 9457)."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with translation.override(get_language_from_request(request)):
            try:
                return view(request, *args, **kwargs)
            except InvalidParameters as error:
                return problem(
                    status=400, title=_("Invalid parameters"), detail=str(error), parameters=error.problems
                )
            except DraftsRefused as error:
                return problem(status=403, title=_("Not allowed"), detail=str(error))
            except NotThere:
                return problem(
                    status=404,
                    title=_("Not found"),
                    detail=_("Nothing is published under this address, or not any more."),
                )
            except SearchError:
                return _unavailable()

    return answer


def as_json(content: BaseModel, *, sparse: bool = False) -> HttpResponse:
    """Return an answer of 200; a ``sparse`` one leaves out what is not known, rather than saying null."""
    return HttpResponse(content.model_dump_json(exclude_none=sparse), content_type="application/json")


def _unavailable() -> HttpResponse:
    response = problem(
        status=503, title=_("The search is not available"), detail=_("Please try again in a moment.")
    )
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
