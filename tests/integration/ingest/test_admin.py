"""The admin shows runs, records and errors, and lets nobody change them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override

from cms.accounts.models import User
from ingest.models import HarvestedRecord, RecordError, Run
from ingest.words import Words, in_words
from tests.integration.ingest.conftest import Ran

TABLES = {"runs": Run, "records": HarvestedRecord, "errors": RecordError}


@pytest.fixture
def harvested(ingest: Callable[..., Ran], folder: Path) -> None:
    """Have a run with records and an error."""
    (folder / "empty.txt").write_bytes(b"")
    ingest("document", folder)


@pytest.mark.parametrize("table", TABLES)
def test_each_table_lists_its_rows_and_shows_each(harvested: None, admin_client: Client, table: str) -> None:
    listed = admin_client.get(f"/hallinta/ingest/{table}/")
    assert listed.status_code == 200
    row = TABLES[table].objects.first()
    assert row is not None
    assert admin_client.get(f"/hallinta/ingest/{table}/inspect/{row.pk}/").status_code == 200


def test_an_errors_cause_is_shown_in_the_readers_language(harvested: None, admin_client: Client) -> None:
    page = admin_client.get("/hallinta/ingest/errors/").content.decode()
    assert "empty.txt" in page
    with override("fi"):
        assert in_words(Words("It is empty.")) in page


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("action", ["create/", "edit/{pk}/", "delete/{pk}/"])
def test_even_an_administrator_changes_nothing(
    harvested: None, admin_client: Client, table: str, action: str
) -> None:
    row = TABLES[table].objects.first()
    assert row is not None
    count = TABLES[table].objects.count()
    admin_client.post(f"/hallinta/ingest/{table}/{action.format(pk=row.pk)}", {"source": 1})
    assert TABLES[table].objects.count() == count
    assert TABLES[table].objects.first() == row


@pytest.mark.parametrize("table", TABLES)
def test_a_person_without_the_right_sees_nothing(harvested: None, client: Client, table: str) -> None:
    client.force_login(User.objects.create_user("katsoja", "katsoja@esimerkki.example", "salasana"))
    assert client.get(f"/hallinta/ingest/{table}/").status_code in (302, 403)
