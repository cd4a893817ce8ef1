"""How HSDS is answered: one page in its envelope, or everything as lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import translation
from pydantic import BaseModel

from cms.directory.api.answering import as_json
from cms.directory.hsds.parameters import PER_PAGE, ListParameters
from cms.directory.hsds.schemas import Page

CHUNK = 200
"""How many objects are loaded at once while everything is streamed."""

Key = TypeVar("Key")


def answer_list(
    model: type[Page],
    parameters: ListParameters,
    keys: Sequence[Key],
    show: Callable[[Sequence[Key]], Sequence[BaseModel]],
    *,
    whole: bool = False,
) -> HttpResponse | StreamingHttpResponse:
    """Answer those of ``keys`` that the parameters ask for, as ``show`` shows them.

    With ``whole`` everything stands on one page, unless a size is asked for.
    """
    if parameters.format == "ndjson":
        return StreamingHttpResponse(_lines(keys, show), content_type="application/x-ndjson")
    size = parameters.per_page or (max(1, len(keys)) if whole else PER_PAGE)
    first = (parameters.page - 1) * size
    with in_the_contents_language():
        contents = show(keys[first : first + size])
    pages = -(-len(keys) // size)
    envelope: Any = {
        "total_items": len(keys),
        "total_pages": pages,
        "page_number": parameters.page,
        "size": len(contents),
        "first_page": parameters.page == 1,
        "last_page": parameters.page >= pages,
        "empty": not contents,
        "contents": contents,
    }
    return as_json(model.model_construct(**envelope), sparse=True)


def in_the_contents_language() -> Any:
    """Write names and words in the language of the content, whoever asks: harvesters send no wishes."""
    return translation.override(settings.LANGUAGE_CODE)


def _lines(keys: Sequence[Key], show: Callable[[Sequence[Key]], Sequence[BaseModel]]) -> Iterator[str]:
    for first in range(0, len(keys), CHUNK):
        with in_the_contents_language():
            shown = show(keys[first : first + CHUNK])
        for each in shown:
            yield each.model_dump_json(exclude_none=True) + "\n"
