"""Make the documents that the topics are about: the demo content, and the saved texts if they are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.core.management import call_command
from wagtail.models import Page

from cms.demo.actions import load_demo
from cms.directory.models import Service
from home.actions import prepare_site
from ingest.models import HarvestedRecord
from search.documents import SearchDocument
from search.index import published_documents
from search.registry import parse_document_id
from search.synonyms.actions import load_basic_synonyms
from tests.relevance.topics import SEEDS, texts


def fill_database() -> None:
    """Load the demo content, bring the saved texts in and publish them, load the product's synonyms.

    The database must hold the migrations' content and nothing else.
    """
    prepare_site()
    load_demo()
    call_command("ingest", "document", str(SEEDS), publish=True, stdout=_Silence())
    load_basic_synonyms()


def documents() -> Iterator[SearchDocument]:
    """Yield the document of all that is published, by a key that is the same in every database."""
    names = texts()
    for document in published_documents():
        source, key = parse_document_id(document.id)
        if source == "service":
            slug = Service.objects.get(pk=key).slug
        else:
            page = Page.objects.get(pk=key)
            harvested = HarvestedRecord.objects.filter(object_id=str(key)).first()
            source, slug = ("text", names[harvested.external_id]) if harvested else (source, page.slug)
        yield replace(document, id=f"{source}:{slug}")


class _Silence:
    def write(self, text: str) -> None:
        """Keep the command's report to itself."""
