"""Written pages as search documents, and when they change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from taggit.models import Tag
from wagtail.models import Page, Site

from cms.publishing.blocks import plain_text
from cms.publishing.models import AnnualReview, ArticleTag, News, PressRelease, Project
from cms.publishing.models.article import Article, IndexedPage
from cms.publishing.page_changes import follow_pages, listen_to_pages, pages_changed
from search.documents import SearchDocument
from search.fields import Facet, Kind, Language
from search.outbox import record_changes
from search.registry import ContentSource, document_id, register_source, register_titles

KINDS: dict[type[Article], Kind] = {
    News: Kind.NEWS,
    PressRelease: Kind.PRESS_RELEASE,
    AnnualReview: Kind.REVIEW,
    Project: Kind.PROJECT,
}


def register() -> None:
    """Tell the search of our pages, and listen for changes."""
    for model, kind in KINDS.items():
        register_source(
            ContentSource(kind.value, partial(published_ids, model), partial(article_documents, model, kind))
        )
        for signal in (post_save, post_delete):
            signal.connect(partial(page_changed, kind.value), sender=model, weak=False)
        follow_pages(model, partial(record_changes, kind.value))
    register_titles(
        Kind.PROJECT.value, lambda: Project.objects.live().public().values_list("title", flat=True)
    )
    for signal in (post_save, pre_delete):  # once deleted, nothing tells any more what had the tag
        signal.connect(_tag_changed, sender=Tag)
    listen_to_pages()


def published_ids(model: type[IndexedPage]) -> Iterable[int]:
    """Yield the keys of the pages of ``model`` that can be found."""
    keys: Iterable[int] = model.objects.live().public().order_by("pk").values_list("pk", flat=True)
    return keys


def article_documents(model: type[Article], kind: Kind, keys: Sequence[int]) -> Iterator[SearchDocument]:
    """Yield the documents of those of the pages that can be found."""
    pages = model.objects.live().public().filter(pk__in=keys).select_related("locale")
    Site.clear_site_root_paths_cache()  # another process may have changed them since
    for page in pages.prefetch_related("tags"):
        tags = sorted(page.tags.all(), key=lambda tag: tag.slug)
        language = page.locale.language_code[:2]
        yield SearchDocument(
            id=document_id(kind.value, page.pk),
            kind=kind,
            title=page.title,
            language=Language(language),
            summary=page.summary,
            body=TEXT_OF[model](page),
            keywords=tuple(tag.name for tag in tags),
            url=page.url or "",
            facets={
                Facet.KIND: (kind.value,),
                Facet.LANGUAGE: (language,),
                Facet.TAG: tuple(tag.slug for tag in tags),
            },
            published=_day_of(page),
            updated=page.last_published_at,
        )


def _day_of(page: Article) -> date | None:
    day = getattr(page, "date", None)
    if day is None and isinstance(page, AnnualReview):
        return date(page.year, 12, 31)
    if day is None and isinstance(page, Project):
        day = page.record_modified
    if day is None and page.first_published_at:
        return page.first_published_at.date()
    return day


def _project_text(page: Project) -> str:
    texts = [plain_text(getattr(page, section)) for section in Project.TEXT_SECTIONS]
    lines = [page.period, page.funders, page.phenomena, page.contact_organisation]
    return "\n".join(text for text in (*texts, *lines) if text)


def _review_text(page: AnnualReview) -> str:
    return "\n".join([plain_text(page.body), *(str(figure) for figure in page.figures.all())])


def _press_release_text(page: PressRelease) -> str:
    return "\n".join([plain_text(page.body), *(contact.organisation for contact in page.contacts.all())])


TEXT_OF: dict[type[Article], Callable[[Any], str]] = {
    News: lambda page: plain_text(page.body),
    PressRelease: _press_release_text,
    AnnualReview: _review_text,
    Project: _project_text,
}


def page_changed(source: str, instance: IndexedPage, **_kwargs: Any) -> None:
    """Note for the index that a page of a source changed."""
    record_changes(source, [instance.pk])


def _tag_changed(instance: Tag, **_kwargs: Any) -> None:
    tagged = ArticleTag.objects.filter(tag=instance).values_list("content_object", flat=True)
    pages_changed(Page.objects.filter(pk__in=tagged).specific(defer=True))
