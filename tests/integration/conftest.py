"""What integration tests start from: the site's frame, and an index of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from cms.directory.models import Challenge, OrganisationIndex, OrganisationPage, TargetGroup
from home.actions import prepare_site
from home.models import HomePage
from search import index
from search.engine import forget_engine
from search.names.selectors import forget_names


@pytest.fixture(autouse=True)
def _built_in_names() -> Iterator[None]:
    """Take back the names that a test put into use in this process."""
    yield
    forget_names()


@pytest.fixture
def site(db: None) -> HomePage:
    """Return the front page; a test that empties the database between others has the frame made anew."""
    return HomePage.objects.first() or prepare_site()


@pytest.fixture
def search_index(db: None, settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Give the test an index on disk of its own, empty or of what the test has published so far."""
    settings.SEARCH = {**settings.SEARCH, "engine": "embedded", "directory": tmp_path / "search"}
    forget_engine()
    index.rebuild()
    yield
    forget_engine()


@pytest.fixture
def organisation(site: HomePage) -> OrganisationPage:
    """Make a published member organisation."""
    page = OrganisationPage(title="Siskotupa ry", slug="siskotupa", summary="Tukee sisaruksia ja perheitä.")
    OrganisationIndex.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return OrganisationPage.objects.get(pk=page.pk)


@pytest.fixture
def target_group(db: None) -> TargetGroup:
    """Make a target group."""
    return TargetGroup.objects.create(name_fi="Lapset", name_sv="Barn", name_en="Children", slug="lapset")


@pytest.fixture
def challenge(db: None) -> Challenge:
    """Make a challenge."""
    return Challenge.objects.create(name_fi="Yksinäisyys", name_sv="Ensamhet", slug="yksinaisyys")
