"""Texts of a folder become drafts; what is no text is told by name."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.publishing.models import AnnualReview, News, PressRelease, Project
from ingest.models import HarvestedRecord, RecordError, Run, Source
from tests.integration.ingest.conftest import Ran

Ingest = Callable[..., Ran]
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")


def writes(queries: CaptureQueriesContext) -> list[str]:
    """Return the statements that change rows."""
    return [query["sql"] for query in queries if query["sql"].lstrip().upper().startswith(WRITES)]


def test_one_draft_is_made_of_each_text(ingest: Ingest, folder: Path) -> None:
    ran = ingest("document", folder)
    assert (ran.status, ran.lines[-1]) == (
        0,
        "seen 4: 4 new, 0 changed, 0 unchanged, 0 conflicting, 0 failed",
    )
    news, release, review, project = (
        model.objects.get() for model in (News, PressRelease, AnnualReview, Project)
    )
    assert not any(page.live for page in (news, release, review, project))
    assert news.date == date(2024, 11, 3)
    assert release.date == date(2024, 5, 6)
    assert [contact.name for contact in release.contacts.all()] == ["Maija Mallikas", "Erkki Esimerkki"]
    assert review.year == 2022
    assert project.funders == "Kunta\nSäätiöt ja rahastot"
    assert sorted(tag.name for tag in project.tags.all()) == [
        "Hyvinvointi",
        "Koulu",
        "Lapset, nuoret ja perheet",
    ]


def test_blocks_keep_their_kind_on_the_page(ingest: Ingest, folder: Path) -> None:
    ingest("document", folder / "a-news.txt")
    body = News.objects.get().body
    assert [block.block_type for block in body] == [
        "paragraph", "heading", "paragraph", "list", "heading", "quote", "quote", "paragraph",
    ]  # fmt: skip
    assert (body[1].value["text"], body[1].value["level"]) == ("Kenelle ryhmä on", "2")
    items = [item.source for item in body[3].value["items"]]
    assert items == ["<p>kahvia ja teetä</p>", "<p>lastenhoito</p>", "<p>ohjattua keskustelua</p>"]
    assert body[6].value["attribution"] == "osallistuja"


def test_publish_makes_them_live(ingest: Ingest, folder: Path) -> None:
    ran = ingest("document", folder, "--publish")
    assert ran.lines[-1].endswith("4 published")
    assert all(model.objects.get().live for model in (News, PressRelease, AnnualReview, Project))


@pytest.mark.parametrize("publish", [(), ("--publish",)])
def test_a_second_run_finds_everything_unchanged_and_writes_nothing(
    ingest: Ingest, folder: Path, publish: tuple[str, ...]
) -> None:
    ingest("document", folder, *publish)
    with CaptureQueriesContext(connection) as queries:
        ran = ingest("document", folder, *publish)
    assert ran.lines[-1] == "seen 4: 0 new, 0 changed, 4 unchanged, 0 conflicting, 0 failed"
    assert ran.status == 0
    assert writes(queries) == []


def test_drafts_of_an_earlier_run_are_published_by_a_later_one(ingest: Ingest, folder: Path) -> None:
    ingest("document", folder)
    assert ingest("document", folder, "--publish").lines[-1] == (
        "seen 4: 0 new, 0 changed, 4 unchanged, 0 conflicting, 0 failed, 4 published"
    )
    assert News.objects.get().live


def test_a_text_is_the_same_wherever_its_folder_stands(ingest: Ingest, folder: Path) -> None:
    ingest("document", folder)
    moved = folder.rename(folder.with_name("elsewhere"))
    assert "4 unchanged" in ingest("document", moved).lines[-1]
    assert "1 unchanged" in ingest("document", moved / "c-review.txt").lines[-1]


def test_a_dry_run_shows_the_difference_and_writes_nothing(ingest: Ingest, folder: Path) -> None:
    with CaptureQueriesContext(connection) as queries:
        ran = ingest("document", folder, "--dry-run")
    assert ran.lines[-1].startswith("seen 4: 4 new")
    assert any("title: Uutta ryhmää perustetaan Paimioon" in line for line in ran.lines)
    assert writes(queries) == []
    assert not Source.objects.exists()


def test_what_is_no_text_is_told_by_name_and_the_others_go_in(
    ingest: Ingest, folder: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text((folder / "c-review.txt").read_text().replace("2022", "2011"))
    (folder / "binary.dat").write_bytes(bytes(range(256)) * 10)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "broken.txt").write_bytes("Uutiset · 1.1.2025 ä".encode("latin-1"))
    (folder / "random.txt").write_text("maitoa\nleipää\n")
    (folder / "long.txt").write_text("a" * 5_000_000)
    (folder / "link.txt").symlink_to(outside)
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    (folder / "away").symlink_to(tmp_path)
    (folder / "unlookable.txt").symlink_to("x" * 300)
    os.mkfifo(folder / "pipe.txt")
    ran = ingest("document", folder)
    assert ran.status == 3
    assert ran.lines[-1] == "seen 14: 4 new, 0 changed, 0 unchanged, 0 conflicting, 10 failed"
    failed = {line.split()[1].rstrip(":"): line for line in ran.lines if line.startswith("failed")}
    for name, reason in {
        "binary.dat": "binary", "empty.txt": "empty", "broken.txt": "UTF-8", "random.txt": "no news item",
        "long.txt": "line of 5000000", "link.txt": "leads out",
        "circle.txt": "can't be read", "away": "leads out",
        "pipe.txt": "not a regular file", "unlookable.txt": "can't be read",
    }.items():  # fmt: skip
        assert reason in failed[name]
    assert set(RecordError.objects.values_list("external_id", flat=True)) == set(failed)
    assert not AnnualReview.objects.filter(year=2011).exists()


def test_two_texts_with_one_identifier_do_not_overwrite_each_other(ingest: Ingest, folder: Path) -> None:
    (folder / "z-copy.txt").write_text((folder / "a-news.txt").read_text().replace("Paimioon", "Saloon"))
    ran = ingest("document", folder)
    assert ran.status == 3
    assert "same identifier as a-news.txt" in ran.lines[-2] + ran.lines[-3]
    assert News.objects.get().title == "Uutta ryhmää perustetaan Paimioon"


def test_control_characters_in_a_name_are_never_printed(ingest: Ingest, folder: Path) -> None:
    (folder / "evil\x1b[2J\x9b\u202e.txt").write_text("x")
    for arguments in ((), ("--format", "json")):
        printed = "\n".join(ingest("document", folder, *arguments).lines)
        assert not {"\x1b", "\x9b", "\u202e"} & set(printed)
        assert "evil" in printed


def test_errors_outlive_their_run_and_source_record(ingest: Ingest, folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    ingest("document", folder)
    Run.objects.all().delete()
    HarvestedRecord.objects.all().delete()
    error = RecordError.objects.get()
    assert (error.external_id, error.stage, error.run) == ("empty.txt", "parse", None)


@pytest.mark.parametrize(
    "arguments",
    [
        ("document", "/no/such/folder"),
        ("document",),
        ("nosuch", "."),
        ("document", ".", "--setting", "nosuch=1"),
        ("document", ".", "--setting", "broken"),
        ("document", ".", "--setting", "max_bytes=many"),
    ],
)
def test_a_run_that_cannot_begin_ends_with_status_one(ingest: Ingest, arguments: tuple[str, ...]) -> None:
    assert ingest(*arguments).status == 1


def test_a_failed_run_is_remembered_with_its_reason(ingest: Ingest) -> None:
    ingest("document", "/no/such/folder")
    run = Run.objects.get()
    assert run.state == Run.State.FAILED
    assert "/no/such/folder" in run.error


def test_provenance_tells_what_was_imported_into_each_field(ingest: Ingest, folder: Path) -> None:
    ingest("document", folder / "a-news.txt")
    record = HarvestedRecord.objects.get()
    assert record.content == News.objects.get()
    assert record.fields["title"]["value"] == "Uutta ryhmää perustetaan Paimioon"
    assert record.fields["date"] == {
        "value": "2024-11-03",
        "at": record.fields["date"]["at"],
        "run": record.last_run_id,
    }
    assert len(record.raw_hash) == len(record.record_hash) == 64


def test_json_has_one_object_a_line_and_the_counts_last(ingest: Ingest, folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    ran = ingest("document", folder, "--format", "json")
    by_kind = {record["kind"]: record for record in ran.records}
    keys = {
        "kind", "external_id", "title", "url", "published_at", "updated_at", "language", "authors", "tags",
        "summary",
        "body_html", "body_text", "images", "links", "contacts", "action", "errors",
    }  # fmt: skip
    assert all(keys <= record.keys() for record in ran.records)
    assert by_kind["news"]["published_at"] == "2024-11-03"
    assert by_kind["news"]["action"] == "new"
    assert "<blockquote><p>Olisinpa tullut jo aiemmin.</p></blockquote>" in by_kind["news"]["body_html"]
    assert by_kind["review"]["year"] == 2022
    assert by_kind["press_release"]["contacts"][0]["email"] == "maija.mallikas@esimerkki.example"
    assert "vähemmän poissaoloja" in by_kind["project"]["body_text"]
    assert by_kind[None]["external_id"] == "empty.txt"
    assert by_kind[None]["errors"][0]["stage"] == "parse"
    assert ran.lines[-1] == (
        '{"summary": {"seen": 5, "new": 4, "changed": 0, "unchanged": 0, "conflicting": 0, "failed": 1,'
        ' "gone": 0, "offered": 0, "published": 0}}'
    )
