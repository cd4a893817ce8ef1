"""Content to documents; one broken object never keeps the others out of the index."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.conf import settings
from django.utils import translation

from search.documents import SearchDocument
from search.registry import ContentSource, sources

logger = logging.getLogger(__name__)


def build_documents(source: str, keys: Sequence[int]) -> tuple[list[SearchDocument], dict[int, str]]:
    """Return the documents of ``keys``, and the error of each that can't be made into one.

    They are built in the site's own language, so that their addresses don't depend on who caused the
    change. Keys without a public object, and all of a source that is no longer registered, give neither.
    """
    registered = sources().get(source)
    if registered is None:
        return [], {}
    with translation.override(settings.LANGUAGE_CODE):
        return _built(registered, keys)


def _built(registered: ContentSource, keys: Sequence[int]) -> tuple[list[SearchDocument], dict[int, str]]:
    try:
        return list(registered.documents(keys)), {}
    except Exception:
        logger.exception(
            "Building %d documents of %s failed; trying them one by one.", len(keys), registered.name
        )
    built: list[SearchDocument] = []
    failed: dict[int, str] = {}
    for key in keys:
        try:
            built += registered.documents([key])
        except Exception as error:  # content may be broken in any way; it is kept, with its error
            failed[key] = f"{type(error).__name__}: {error}"
    return built, failed
