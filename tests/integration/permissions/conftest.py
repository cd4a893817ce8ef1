"""The world of the tests of rights, and a photograph of what must not change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponseForbidden, HttpResponseNotFound
from django.test import Client
from pytest_django import Settings

from cms.accounts.models import User
from tests.integration.permissions.world import World, build_world


@pytest.fixture
def world(db: None, settings: Settings, tmp_path: Path) -> World:
    """Make two organisations with everything they may own, and a person per role."""
    settings.MEDIA_ROOT = tmp_path
    return build_world()


@pytest.fixture
def quiet_world(db: None, settings: Settings, tmp_path: Path) -> World:
    """Make the same, but with pages that wait for no moderator, so that their people may edit them."""
    settings.MEDIA_ROOT = tmp_path
    return build_world(waiting_pages=False)


@pytest.fixture
def visit() -> Iterator[object]:
    """Return a function that gives a client that is logged in as somebody, or as nobody."""

    def logged_in(user: User | None) -> Client:
        client = Client(raise_request_exception=False)  # some of Wagtail's forms fail on nonsense
        if user is not None:
            client.force_login(user)
        return client

    return logged_in


@pytest.fixture
def bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer refusals with their reason alone: the site's frame around each is most of a crawl's time.

    What the frame itself shows to a refused person has a test of its own.
    """

    def forbidden(_request: HttpRequest, exception: Exception) -> HttpResponseForbidden:
        return HttpResponseForbidden(str(exception))

    def missing(_request: HttpRequest, exception: Exception) -> HttpResponseNotFound:
        return HttpResponseNotFound(str(exception))

    monkeypatch.setattr("django.conf.urls.handler403", forbidden)
    monkeypatch.setattr("django.conf.urls.handler404", missing)
