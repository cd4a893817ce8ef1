"""The columns of a table are guessed, shown with the first rows, chosen and remembered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from ingest.models import Source
from ingest.registry import plugin_named

pytestmark = pytest.mark.django_db
ROWS = "".join(f"Palvelu {number};Lapset;=1+{number};<script>{number}</script>\n" for number in range(1, 31))


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """Return a source of one table."""
    path = tmp_path / "palvelut.csv"
    path.write_text(f"Palvelun nimi;Ryhmä X;Kuvaus;Muuta\n{ROWS}", encoding="utf-8")
    return Source.objects.create(
        name="taulukko", plugin="spreadsheet", kept=True, settings={"locations": [str(path)]}
    )


def test_the_screen_guesses_and_shows_the_first_twenty_rows(
    client: Any, admin_user: Any, source: Source
) -> None:
    """Nothing in them runs."""
    client.force_login(admin_user)
    page = client.get(reverse("ingest_columns", args=[source.pk]))
    preview = page.context["preview"]
    assert [(column.heading, column.field) for column in preview.columns] == [
        ("Palvelun nimi", "name"),
        ("Ryhmä X", ""),
        ("Kuvaus", "description"),
        ("Muuta", ""),
    ]
    assert len(preview.shown_rows) == 20
    assert "&lt;script&gt;1&lt;/script&gt;" in page.content.decode()


def test_what_is_chosen_is_remembered_and_read_by_the_next_run(
    client: Any, admin_user: Any, source: Source
) -> None:
    """What is left out is not guessed again."""
    client.force_login(admin_user)
    address = reverse("ingest_columns", args=[source.pk])
    chosen = {"column-0": "name", "column-1": "target_groups", "column-2": "", "column-3": "summary"}
    assert client.post(address, {"kind": "service", "save": "1", **chosen}).status_code == 302
    source.refresh_from_db()
    assert source.read_all_next
    assert source.settings["columns"] == {
        "name": "Palvelun nimi",
        "target_groups": "Ryhmä X",
        "-2": "Kuvaus",
        "summary": "Muuta",
    }
    plugin = plugin_named("spreadsheet")
    settings = plugin.settings_model.model_validate(source.settings)
    reader = plugin()
    (reference,) = reader.gather(settings, None)
    fetched = reader.fetch(reference)
    assert fetched is not None
    record: Any = next(iter(reader.parse(fetched)))
    assert (record.target_groups[0].label, record.body) == ("Lapset", ())
    fields = [column.field for column in client.get(address).context["preview"].columns]
    assert fields == ["name", "target_groups", "", "summary"]


def test_one_field_for_two_columns_is_refused(client: Any, admin_user: Any, source: Source) -> None:
    """Both are named."""
    client.force_login(admin_user)
    values = {"kind": "service", "save": "1", "column-0": "name", "column-1": "name"}
    page = client.post(reverse("ingest_columns", args=[source.pk]), values)
    assert "Palvelun nimi" in str(page.context["error"])
    assert "Ryhmä X" in str(page.context["error"])


def test_a_table_that_is_not_there_is_told(client: Any, admin_user: Any, source: Source) -> None:
    """With what to do."""
    Source.objects.filter(pk=source.pk).update(settings={"locations": ["/no/such/table.csv"]})
    client.force_login(admin_user)
    page = client.get(reverse("ingest_columns", args=[source.pk]))
    assert page.status_code == 200
    assert "/no/such/table.csv" in page.content.decode()


def test_strangers_see_no_tables(client: Any, source: Source) -> None:
    """They are sent to log in."""
    assert client.get(reverse("ingest_columns", args=[source.pk])).status_code == 302
