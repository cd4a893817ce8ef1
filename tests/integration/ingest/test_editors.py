"""What editors make of imported pages is never overwritten, and never published for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from taggit.models import Tag
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from cms.accounts.models import User
from cms.publishing.blocks import INLINE_FEATURES
from cms.publishing.models import News, PressRelease, Project
from ingest.models import FieldConflict, RecordError
from tests.integration.ingest.conftest import Ran

Ingest = Callable[..., Ran]


@pytest.fixture
def news_file(folder: Path) -> Path:
    """Return the file of the news text."""
    return folder / "a-news.txt"


def change(path: Path, before: str, after: str) -> None:
    """Change a text in its source."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def edit(*, publish: bool = False, **values: Any) -> None:
    """Edit the news as an editor does: a new revision, live or not."""
    page = News.objects.get().get_latest_revision_as_object()
    for name, value in values.items():
        setattr(page, name, value)
    revision = page.save_revision()
    if publish:
        revision.publish()


def draft() -> News:
    """Return the news as its newest draft has it."""
    page: News = News.objects.get().get_latest_revision_as_object()
    return page


def test_a_change_of_the_source_comes_in_as_a_new_draft(ingest: Ingest, news_file: Path) -> None:
    ingest("document", news_file, "--publish")
    change(news_file, "Paimioon", "Saloon")
    ran = ingest("document", news_file)
    assert ran.lines[-1] == "seen 1: 0 new, 1 changed, 0 unchanged, 0 conflicting, 0 failed"
    assert draft().title == "Uutta ryhmää perustetaan Saloon"
    assert News.objects.get().title == "Uutta ryhmää perustetaan Paimioon"
    assert News.objects.get().has_unpublished_changes


def test_a_waiting_draft_of_the_source_is_published_when_asked(ingest: Ingest, news_file: Path) -> None:
    ingest("document", news_file, "--publish")
    change(news_file, "Paimioon", "Saloon")
    ingest("document", news_file)
    assert ingest("document", news_file, "--publish").lines[-1].endswith("1 published")
    assert News.objects.get().title == "Uutta ryhmää perustetaan Saloon"


def test_a_change_of_the_source_goes_live_under_publish(ingest: Ingest, news_file: Path) -> None:
    ingest("document", news_file, "--publish")
    change(news_file, "Paimioon", "Saloon")
    ingest("document", news_file, "--publish")
    assert News.objects.get().title == "Uutta ryhmää perustetaan Saloon"


def test_an_editors_change_stays_while_other_fields_follow_the_source(
    ingest: Ingest, news_file: Path
) -> None:
    ingest("document", news_file)
    edit(title="Toimittajan otsikko")
    change(news_file, "3.11.2024", "4.11.2024")
    assert "1 changed" in ingest("document", news_file).lines[-1]
    assert (draft().title, draft().date.day) == ("Toimittajan otsikko", 4)


def test_a_conflict_keeps_the_editors_value_and_is_shown(ingest: Ingest, news_file: Path) -> None:
    ingest("document", news_file)
    edit(title="Toimittajan otsikko")
    change(news_file, "Paimioon", "Saloon")
    ran = ingest("document", news_file)
    assert (ran.status, ran.lines[-1]) == (
        0,
        "seen 1: 0 new, 0 changed, 0 unchanged, 1 conflicting, 0 failed",
    )
    assert any("conflict in title" in line for line in ran.lines)
    assert draft().title == "Toimittajan otsikko"
    conflict = FieldConflict.objects.get(settled_at=None)
    assert (conflict.field, conflict.ours, conflict.theirs) == (
        "title",
        "Toimittajan otsikko",
        "Uutta ryhmää perustetaan Saloon",
    )
    assert "1 unchanged" in ingest("document", news_file).lines[-1]


def test_a_conflict_is_gone_when_the_editor_takes_the_sources_value(ingest: Ingest, news_file: Path) -> None:
    ingest("document", news_file)
    edit(title="Toimittajan otsikko")
    change(news_file, "Paimioon", "Saloon")
    ingest("document", news_file)
    edit(title="Uutta ryhmää perustetaan Saloon")
    change(news_file, "3.11.2024", "4.11.2024")
    ingest("document", news_file)
    assert FieldConflict.objects.get().settlement == FieldConflict.Settlement.GONE


def test_an_open_conflict_stays_while_other_fields_change(ingest: Ingest, news_file: Path) -> None:
    ingest("document", news_file)
    edit(title="Toimittajan otsikko")
    change(news_file, "Paimioon", "Saloon")
    ingest("document", news_file)
    change(news_file, "3.11.2024", "4.11.2024")
    ingest("document", news_file)
    assert FieldConflict.objects.get(settled_at=None).field == "title"


def test_an_editors_unfinished_draft_is_not_published_with_the_sources_change(
    ingest: Ingest, news_file: Path
) -> None:
    ingest("document", news_file, "--publish")
    edit(title="Keskeneräinen")
    change(news_file, "3.11.2024", "4.11.2024")
    ingest("document", news_file, "--publish")
    assert News.objects.get().title == "Uutta ryhmää perustetaan Paimioon"
    assert (draft().title, draft().date.day) == ("Keskeneräinen", 4)
    ingest("document", news_file, "--publish")
    assert News.objects.get().title == "Uutta ryhmää perustetaan Paimioon"


def test_what_an_editor_published_stays_when_the_sources_change_goes_live(
    ingest: Ingest, news_file: Path
) -> None:
    ingest("document", news_file, "--publish")
    edit(title="Toimittajan otsikko", publish=True)
    change(news_file, "3.11.2024", "4.11.2024")
    ingest("document", news_file, "--publish")
    live = News.objects.get()
    assert (live.title, live.date.day) == ("Toimittajan otsikko", 4)


def test_a_page_that_an_editor_took_offline_stays_offline(ingest: Ingest, news_file: Path) -> None:
    ingest("document", news_file, "--publish")
    News.objects.get().unpublish()
    ingest("document", news_file, "--publish")
    change(news_file, "3.11.2024", "4.11.2024")
    ingest("document", news_file, "--publish")
    assert not News.objects.get().live


def test_a_page_that_an_editor_deleted_stays_deleted(ingest: Ingest, news_file: Path) -> None:
    ingest("document", news_file)
    News.objects.get().delete()
    ingest("document", news_file)
    change(news_file, "Paimioon", "Saloon")
    assert "1 unchanged" in ingest("document", news_file).lines[-1]
    assert not News.objects.exists()


def test_a_locked_page_is_left_alone_and_told_of(ingest: Ingest, folder: Path) -> None:
    ingest("document", folder)
    News.objects.update(locked=True)
    change(folder / "a-news.txt", "Paimioon", "Saloon")
    change(folder / "b-release.txt", "iltaisin", "öisin")
    ran = ingest("document", folder)
    assert ran.lines[-1] == "seen 4: 0 new, 1 changed, 2 unchanged, 0 conflicting, 1 failed"
    assert draft().title == "Uutta ryhmää perustetaan Paimioon"
    assert "locked" in RecordError.objects.get().message


def test_opening_and_saving_in_the_editor_is_no_change(ingest: Ingest, folder: Path) -> None:
    """The editor writes rich text anew, with keys on its blocks and signs as entities."""
    news_file = folder / "a-news.txt"
    change(news_file, "kahvia ja teetä", 'kahvia & "teetä" https://esimerkki.example/?a=1&b=2')
    change(news_file, "Mukaan pääsee", "**Mukaan** pääsee")
    ingest("document", news_file)
    page = News.objects.get()
    editor = ContentstateConverter(features=INLINE_FEATURES)

    def rewritten(html: str) -> str:
        saved: str = editor.to_database_format(editor.from_database_format(html))
        return saved

    assert all(block.value for block in page.body)  # as the editor loads it: each item gets an id
    raw = page.body.get_prep_value()
    for block in raw:
        if block["type"] == "paragraph":
            block["value"] = rewritten(block["value"])
        elif block["type"] == "list":
            for item in block["value"]["items"]:
                item["value"] = rewritten(item["value"])
    assert "data-block-key" in str(raw)
    edit(body=page.body.stream_block.to_python(raw))
    change(news_file, "Vertaisryhmä", "Uusi vertaisryhmä")
    assert ingest("document", news_file).lines[-1].startswith("seen 1: 0 new, 1 changed")
    assert "Uusi vertaisryhmä" in str(draft().body)


def test_changed_contacts_replace_those_that_no_editor_touched(ingest: Ingest, folder: Path) -> None:
    ingest("document", folder / "b-release.txt")
    change(folder / "b-release.txt", "040 7654321", "040 1111111")
    ingest("document", folder / "b-release.txt")
    release = PressRelease.objects.get().get_latest_revision_as_object()
    assert [contact.telephone for contact in release.contacts.all()] == ["040 1234567", "040 1111111"]


def test_contacts_that_an_editor_changed_stay(ingest: Ingest, folder: Path) -> None:
    ingest("document", folder / "b-release.txt")
    page = PressRelease.objects.get().get_latest_revision_as_object()
    contacts = list(page.contacts.all())
    contacts[0].telephone = "050 9999999"
    page.contacts = contacts
    page.save_revision()
    change(folder / "b-release.txt", "040 7654321", "040 1111111")
    assert "1 conflicting" in ingest("document", folder / "b-release.txt").lines[-1]
    release = PressRelease.objects.get().get_latest_revision_as_object()
    assert [contact.telephone for contact in release.contacts.all()] == ["050 9999999", "040 7654321"]


def test_saving_a_text_of_lines_in_the_editors_form_is_no_change(ingest: Ingest, folder: Path) -> None:
    """A browser sends the lines of a text area with the line ends of Windows."""
    ingest("document", folder / "d-project.txt")
    page = Project.objects.get().get_latest_revision_as_object()
    page.funders = page.funders.replace("\n", "\r\n")
    assert "\r\n" in page.funders
    page.save_revision()
    change(folder / "d-project.txt", "Säätiöt ja rahastot", "Säätiöt")
    assert "1 changed" in ingest("document", folder / "d-project.txt").lines[-1]
    assert Project.objects.get().get_latest_revision_as_object().funders == "Kunta\nSäätiöt"


def test_a_draft_that_an_editor_locked_is_not_published(ingest: Ingest, news_file: Path) -> None:
    ingest("document", news_file)
    News.objects.update(locked=True)
    assert "published" not in ingest("document", news_file, "--publish").lines[-1]
    assert not News.objects.get().live


@pytest.mark.parametrize("changed", [False, True])
def test_a_draft_in_a_workflow_is_not_published_around_it(
    ingest: Ingest, news_file: Path, changed: bool
) -> None:
    ingest("document", news_file)
    task = GroupApprovalTask.objects.create(name="Tarkistus")
    workflow = Workflow.objects.create(name="Tarkistus")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.start(News.objects.get(), User.objects.create_user("toimittaja"))
    if changed:
        change(news_file, "Paimioon", "Saloon")
    assert "published" not in ingest("document", news_file, "--publish").lines[-1]
    assert not News.objects.get().live


def test_a_tag_that_is_known_in_other_capitals_is_no_change(ingest: Ingest, folder: Path) -> None:
    Tag.objects.create(name="koulu", slug="koulu")
    ingest("document", folder / "d-project.txt")
    assert "koulu" in Project.objects.get().tags.names()
    change(folder / "d-project.txt", "Lapset, nuoret ja perheet Koulu", "Koulu")
    assert "1 changed" in ingest("document", folder / "d-project.txt").lines[-1]


def test_a_date_that_the_source_lost_and_has_again_is_no_conflict(ingest: Ingest, news_file: Path) -> None:
    ingest("document", news_file)
    change(news_file, "Uutiset  ·  3.11.2024", "Uutiset")
    ingest("document", news_file)
    assert draft().date.day == 3
    change(news_file, "Uutiset", "Uutiset  ·  4.11.2024")
    assert "0 conflicting" in ingest("document", news_file).lines[-1]
    assert draft().date.day == 4
