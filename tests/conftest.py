"""What every test shares: closed sockets, no silent skips in CI, and which tests meet the database."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator

import pytest
from django.conf import settings
from django.utils import translation
from pytest_django import DjangoDbBlocker
from wagtail.models import Site

from home.actions import prepare_site
from search.labels import forget_labels
from search.models import IndexChange

pytest_plugins = ["tests.fixtures.browser", "tests.fixtures.killing", "tests.fixtures.mail_server"]

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_reset_sequences"}
ONE_WORKER_MARKERS = ("stack", "elasticsearch", "browser")
"""Tests with these share something costly; all with one of them run in one of the parallel workers."""

LAST_MARKERS = ("browser", "stack")
"""Tests with these come after all others: Playwright leaves an event loop running in its thread, where no
other loop can be started any more."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that meet the database, and keep those together that share a costly server."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES:
            item.add_marker("database")
        shared = next((name for name in ONE_WORKER_MARKERS if item.get_closest_marker(name)), None)
        if shared:
            item.add_marker(pytest.mark.xdist_group(shared))
    items.sort(key=lambda item: any(item.get_closest_marker(name) for name in LAST_MARKERS))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one when ``CI=true``: there, nothing may be missing."""
    report = yield
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and in CI nothing may be: {reason}"
    return report


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Prepare the site once, in the state that each test's transaction is rolled back to."""
    with django_db_blocker.unblock():
        prepare_site()
        IndexChange.objects.all().delete()


@pytest.fixture(autouse=True)
def _thread_of_this_test() -> Iterator[None]:
    """Forget the language that a test's last request was answered in, and where its site's root was."""
    yield
    translation.deactivate()
    Site.clear_site_root_paths_cache()


@pytest.fixture(autouse=True)
def _labels_of_this_test() -> Iterator[None]:
    """Forget what a test called its facets' values: rolling back its changes tells nobody."""
    yield
    forget_labels()


def pytest_unconfigure() -> None:
    """Remove the state directory that the test settings made for this process."""
    if settings.configured:
        shutil.rmtree(settings.VAR, ignore_errors=True)
