"""Demo pages beside the news: plain pages, projects, and versions of some pages in Swedish and English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from wagtail.models import Locale, Page

from cms.demo.catalogue import CONTENT
from cms.demo.markup import body_blocks
from cms.publishing.actions import save_page_draft
from cms.publishing.models import Project
from cms.publishing.selectors import default_parent


@dataclass(frozen=True, slots=True)
class DemoPage:
    """A page by its address part; a version of another names the original's in ``of``, and its language."""

    slug: str
    values: Mapping[str, Any]
    of: str = ""
    language: str = ""


def plain_pages() -> tuple[DemoPage, ...]:
    """Return the pages of plain text."""
    return _pages("plain_pages")


def projects() -> tuple[DemoPage, ...]:
    """Return the projects."""
    return _pages("projects")


def versions() -> tuple[DemoPage, ...]:
    """Return the versions in other languages, each after those of the pages above it."""
    return _pages("versions")


def load_plain_page(page: DemoPage) -> None:
    """Publish the page beneath the front page, where the footer leads to it."""
    front_page = apps.get_model("home", "HomePage").objects.get(locale__language_code=settings.LANGUAGE_CODE)
    _load(page, apps.get_model("home", "PlainPage"), front_page)


def load_project(project: DemoPage) -> None:
    """Publish the project."""
    _load(project, Project, default_parent(Project))


def load_version(version: DemoPage) -> None:
    """Publish the version, unless the original has been deleted or somebody has translated it."""
    locale = Locale.objects.get(language_code=version.language)
    original = Page.objects.filter(slug=version.of, locale__language_code=settings.LANGUAGE_CODE).first()
    if original is None or original.has_translation(locale):
        return
    copy = original.specific.copy_for_translation(locale).specific
    values = {"slug": version.slug, **version.values}
    save_page_draft(model=type(copy), page=copy, values=values, publish=True)


def _load(page: DemoPage, model: type[Page], parent: Page) -> None:
    if not parent.get_children().filter(slug=page.slug).exists():
        save_page_draft(model=model, parent=parent, values={"slug": page.slug, **page.values}, publish=True)


def _pages(name: str) -> tuple[DemoPage, ...]:
    path = CONTENT / ("versions.toml" if name == "versions" else "other_pages.toml")
    return tuple(_page(entry) for entry in tomllib.loads(path.read_text(encoding="utf-8"))[name])


def _page(entry: dict[str, Any]) -> DemoPage:
    for name in Project.TEXT_SECTIONS:
        if name in entry:
            entry[name] = body_blocks(entry[name])
    return DemoPage(
        entry.pop("slug"), of=entry.pop("of", ""), language=entry.pop("language", ""), values=entry
    )
