"""A cache that keeps pages at once; the tests of everything else have none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from pytest_django import Settings

from cms.page_cache import middleware
from cms.settings.caches import caches_from
from home.models import HomePage, SiteSettings


@pytest.fixture
def kept_pages(site: HomePage, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep pages from the first moment on; the first page finds its site's settings made."""
    SiteSettings.objects.get_or_create(site=site.sites_rooted_here.get())
    monkeypatch.setattr(middleware, "SETTLED_SECONDS", 0.0)
    settings.CACHES = {**settings.CACHES, "pages": caches_from("")["pages"]}
    yield
    caches["pages"].clear()
