"""Issues as search documents, and when they change.

They are found among the news: for a reader an issue is one, and a kind of its own would stand in every
list of kinds for the sake of a dozen pages a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from django.db.models.signals import post_delete, post_save
from wagtail.models import Site

from cms.newsletters.models import NewsletterPage
from cms.publishing.blocks import plain_text
from cms.publishing.indexing import page_changed, published_ids
from cms.publishing.page_changes import follow_pages
from search.documents import SearchDocument
from search.fields import Facet, Kind, Language
from search.outbox import record_changes
from search.registry import ContentSource, document_id, register_source

SOURCE = "newsletter"


def register() -> None:
    """Tell the search of our issues, and listen for changes."""
    register_source(ContentSource(SOURCE, partial(published_ids, NewsletterPage), issue_documents))
    for signal in (post_save, post_delete):
        signal.connect(partial(page_changed, SOURCE), sender=NewsletterPage, weak=False)
    follow_pages(NewsletterPage, partial(record_changes, SOURCE))


def issue_documents(keys: Sequence[int]) -> Iterator[SearchDocument]:
    """Yield the documents of those of the issues that can be found."""
    pages = NewsletterPage.objects.live().public().filter(pk__in=keys).select_related("locale")
    Site.clear_site_root_paths_cache()  # another process may have changed them since
    for page in pages:
        language = page.locale.language_code[:2]
        yield SearchDocument(
            id=document_id(SOURCE, page.pk),
            kind=Kind.NEWS,
            title=page.title,
            language=Language(language),
            summary=page.summary,
            body=plain_text(page.body),
            url=page.url or "",
            facets={Facet.KIND: (Kind.NEWS.value,), Facet.LANGUAGE: (language,)},
            published=page.date,
            updated=page.last_published_at,
        )
