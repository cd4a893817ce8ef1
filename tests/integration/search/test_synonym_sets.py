"""Editors' synonym sets: validation, imports, and their effect on searches at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from search.documents import SearchDocument
from search.engines.memory import MemoryEngine
from search.fields import Kind
from search.models import SynonymSet, SynonymUpload
from search.query import SearchQuery
from search.synonyms.actions import import_sets, load_basic_synonyms
from search.synonyms.reading import read_file
from search.synonyms.selectors import current_concepts
from tests.factories import umbrella_person

pytestmark = pytest.mark.django_db

CSV = "labels,narrower\nero|avioero|sv: skilsmässa,eroperhe\nraha|toimeentulo,\n"
TITLES = (
    "Päihdekuntoutus", "Mielenterveysneuvonta", "Avioeron jälkeen", "Toiminta nuorille", "Tukea sisaruksille",
)  # fmt: skip


@pytest.fixture
def engine() -> MemoryEngine:
    made = MemoryEngine(current_concepts)
    made.upsert(
        SearchDocument(f"service:{number}", Kind.SERVICE, title) for number, title in enumerate(TITLES)
    )
    return made


def found(engine: MemoryEngine, text: str) -> set[str]:
    results = engine.search(SearchQuery(text=text))
    return set() if results.fuzzy else {hit.document.title for hit in results.hits}


def imported(content: str = CSV, source: str = "sanat") -> None:
    import_sets(sets=read_file("sanat.csv", content.encode()).sets, source=source)


@pytest.fixture
def editor_client(client: Client) -> Client:
    client.force_login(
        umbrella_person(*(f"{verb}_synonymset" for verb in ("add", "change", "delete", "view")))
    )
    return client


class TestValidation:
    def test_a_set_is_kept_in_its_plain_form(self) -> None:
        kept = SynonymSet(labels="  nuoret \n\nSV:ungdomar\nnuoret", narrower=" teinit")
        kept.full_clean()
        assert (kept.labels, kept.narrower) == ("nuoret\nsv: ungdomar", "teinit")

    @pytest.mark.parametrize(
        ("labels", "narrower", "field"),
        [
            ("yksin", "", "labels"),
            ("ero\nno: skilsmisse", "", "labels"),
            ("ero\navioero", "yksi kaksi kolme neljä viisi kuusi", "narrower"),
            ("ero\navioero", "Ero", "narrower"),
            (" \n ", "ero\navioero", "labels"),
        ],
        ids=["one word", "language", "too many words", "twice", "nothing"],
    )
    def test_a_bad_set_is_refused_at_the_field_that_is_wrong(
        self, labels: str, narrower: str, field: str
    ) -> None:
        with pytest.raises(ValidationError) as caught:
            SynonymSet(labels=labels, narrower=narrower).full_clean()
        assert set(caught.value.message_dict) == {field}

    def test_sets_without_a_uri_do_not_exclude_each_other(self) -> None:
        for labels in ("ero\navioero", "raha\ntoimeentulo"):
            kept = SynonymSet(labels=labels, uri="")
            kept.full_clean()
            kept.save()
        assert SynonymSet.objects.filter(uri=None).count() == 2


class TestEffect:
    def test_an_edit_acts_at_the_next_search_without_a_rebuild(self, engine: MemoryEngine) -> None:
        assert found(engine, "nepsysisko") == set()
        kept = SynonymSet.objects.create(labels="nepsysisko\nsisarus")
        assert found(engine, "nepsysisko") == {"Tukea sisaruksille"}
        kept.labels = "nepsysisko\nnuori"
        kept.save()
        assert found(engine, "nepsysisko") == {"Toiminta nuorille"}
        kept.is_active = False
        kept.save()
        assert found(engine, "nepsysisko") == set()

    def test_a_deleted_set_acts_no_more(self, engine: MemoryEngine) -> None:
        kept = SynonymSet.objects.create(labels="nepsysisko\nsisarus")
        SynonymSet.objects.create(labels="raha\ntoimeentulo")
        assert found(engine, "nepsysisko")
        kept.delete()
        assert found(engine, "nepsysisko") == set()

    def test_a_narrower_word_is_found_but_does_not_find(self, engine: MemoryEngine) -> None:
        SynonymSet.objects.create(labels="alakulo", narrower="mielenterveys")
        assert found(engine, "alakulo") == {"Mielenterveysneuvonta"}
        assert found(engine, "mielenterveys") == {"Mielenterveysneuvonta"}

    def test_a_search_asks_the_database_once_while_nothing_changes(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        SynonymSet.objects.create(labels="ero\navioero")
        current_concepts()
        with django_assert_num_queries(1):
            current_concepts()

    def test_a_set_that_cannot_be_read_does_not_keep_the_others_out(self, engine: MemoryEngine) -> None:
        SynonymSet.objects.create(labels="no: huono\nrivi")
        SynonymSet.objects.create(labels="nepsysisko\nsisarus")
        assert found(engine, "nepsysisko") == {"Tukea sisaruksille"}

    @pytest.mark.parametrize(
        ("text", "title"),
        [
            ("alkoholi", "Päihdekuntoutus"),
            ("masennus", "Mielenterveysneuvonta"),
            ("masentuneisuuden", None),
            ("ungdomar", "Toiminta nuorille"),
            ("divorce", "Avioeron jälkeen"),
            ("skilsmässa", "Avioeron jälkeen"),
            ("syskon", "Tukea sisaruksille"),
        ],
    )
    def test_the_basic_synonyms_lead_to_finnish_services(
        self, engine: MemoryEngine, text: str, title: str | None
    ) -> None:
        load_basic_synonyms()
        assert title is None or title in found(engine, text)


class TestImport:
    def test_a_second_import_changes_nothing(self) -> None:
        imported()
        before = list(SynonymSet.objects.order_by("pk").values())
        imported()
        assert list(SynonymSet.objects.order_by("pk").values()) == before

    def test_the_basic_synonyms_are_loaded_once(self) -> None:
        assert len(load_basic_synonyms().new) >= 60
        again = load_basic_synonyms()
        assert (again.new, again.changed) == ((), ())

    def test_a_changed_file_changes_the_set(self) -> None:
        imported()
        imported(CSV.replace("raha|toimeentulo", "raha|toimeentulo|velka"))
        assert SynonymSet.objects.get(labels__startswith="raha").labels == "raha\ntoimeentulo\nvelka"
        assert SynonymSet.objects.count() == 2

    def test_what_an_editor_changed_stays(self) -> None:
        imported()
        kept = SynonymSet.objects.get(labels__startswith="ero")
        kept.labels = "ero\nsv: skilsmässa\nomat sanat"
        kept.is_active = False
        kept.save()
        imported(CSV.replace("ero|avioero", "ero|avioero|eroaminen"))
        kept.refresh_from_db()
        assert kept.labels == "ero\nsv: skilsmässa\nomat sanat\neroaminen"
        assert not kept.is_active

    def test_a_set_is_known_by_its_first_label_even_if_an_editor_changed_that(self) -> None:
        imported()
        kept = SynonymSet.objects.get(labels__startswith="ero")
        kept.labels = "erokriisi\navioero\nsv: skilsmässa"
        kept.save()
        imported()
        kept.refresh_from_db()
        assert SynonymSet.objects.count() == 2
        assert kept.labels.startswith("erokriisi")

    def test_a_set_with_a_uri_is_known_by_it_whatever_the_source_is_called(self) -> None:
        content = "labels,uri\nero|avioero,http://example.org/1\n"
        imported(content, source="YSO")
        imported(content.replace("avioero", "avioero|erot"), source="yso-2026")
        assert SynonymSet.objects.get().labels == "ero\navioero\nerot"

    def test_two_sources_keep_their_own_sets(self) -> None:
        imported(source="a")
        imported(source="b")
        assert SynonymSet.objects.count() == 4

    def test_a_dry_run_writes_nothing_and_says_what_it_would(self) -> None:
        outcome = import_sets(sets=read_file("s.csv", CSV.encode()).sets, source="s", dry_run=True)
        assert len(outcome.new) == 2
        assert not SynonymSet.objects.exists()


class TestCommand:
    def test_it_imports_and_counts(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = tmp_path / "sanat.csv"
        file.write_text(CSV, encoding="utf-8")
        call_command("import_synonyms", str(file))
        assert "2 new, 0 changed, 0 unchanged" in capsys.readouterr().out
        assert set(SynonymSet.objects.values_list("source", flat=True)) == {"sanat"}

    def test_bad_rows_are_named_and_the_others_go_in(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "sanat.csv"
        file.write_text(CSV + "yksin,\n", encoding="utf-8")
        with pytest.raises(CommandError, match="1 error"):
            call_command("import_synonyms", str(file))
        assert "4:" in capsys.readouterr().err
        assert SynonymSet.objects.count() == 2

    def test_a_dry_run_shows_the_sets_and_writes_none(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "sanat.csv"
        file.write_text(CSV, encoding="utf-8")
        call_command("import_synonyms", str(file), "--dry-run")
        assert "+ ero | avioero | sv: skilsmässa" in capsys.readouterr().out
        assert not SynonymSet.objects.exists()

    def test_the_basic_vocabulary_needs_no_file(self) -> None:
        call_command("import_synonyms", "--basic")
        assert SynonymSet.objects.filter(labels__contains="sv: ungdomar").exists()

    def test_a_missing_file_is_named(self) -> None:
        with pytest.raises(CommandError, match=r"puuttuu\.csv"):
            call_command("import_synonyms", "puuttuu.csv")


class TestAdmin:
    def test_an_editor_makes_a_set_begun_with_the_words_of_a_query(self, editor_client: Client) -> None:
        add = reverse("wagtailsnippets_search_synonymset:add")
        assert "nepsy ja arki" in editor_client.get(add, {"labels": "nepsy ja arki"}).content.decode()
        answer = editor_client.post(
            add, {"labels": "nepsy\nadhd", "narrower": "", "source": "", "uri": "", "is_active": "on"}
        )
        assert answer.status_code == 302
        assert SynonymSet.objects.get().labels == "nepsy\nadhd"

    def test_a_bad_line_is_shown_at_its_field(self, editor_client: Client) -> None:
        add = reverse("wagtailsnippets_search_synonymset:add")
        answer = editor_client.post(add, {"labels": "no: skilsmisse\nero", "is_active": "on"})
        assert answer.status_code == 200
        assert "no: skilsmisse" in str(answer.context["form"].errors["labels"])

    def test_the_list_leads_to_the_import(self, editor_client: Client) -> None:
        page = editor_client.get(reverse("wagtailsnippets_search_synonymset:list")).content.decode()
        assert reverse("wagtailsnippets_search_synonymset:import") in page

    def test_a_file_is_shown_first_and_imported_when_confirmed(self, editor_client: Client) -> None:
        answer = editor_client.post(
            reverse("wagtailsnippets_search_synonymset:import"),
            {"file": SimpleUploadedFile("sanat.csv", (CSV + "yksin,\n").encode()), "source": "Omat"},
        )
        upload = SynonymUpload.objects.get()
        preview = reverse("wagtailsnippets_search_synonymset:import_preview", args=[upload.pk])
        assert answer.headers["Location"] == preview
        page = editor_client.get(preview)
        assert "skilsmässa" in page.content.decode()
        assert [error.where[-1] for error in page.context["errors"]] == ["4"]
        assert not SynonymSet.objects.exists()
        editor_client.post(preview)
        assert SynonymSet.objects.filter(source="Omat").count() == 2
        assert not SynonymUpload.objects.exists()

    def test_a_preview_shows_a_changed_set_before_and_after(self, editor_client: Client) -> None:
        imported(source="sanat")
        editor_client.post(
            reverse("wagtailsnippets_search_synonymset:import"),
            {"file": SimpleUploadedFile("sanat.csv", CSV.replace("raha|", "raha|velka|").encode())},
        )
        upload = SynonymUpload.objects.get()
        page = editor_client.get(
            reverse("wagtailsnippets_search_synonymset:import_preview", args=[upload.pk])
        )
        (change,) = page.context["changed"]
        assert (change.labels_before, change.labels) == ("raha\ntoimeentulo", "raha\ntoimeentulo\nvelka")

    def test_a_file_that_cannot_be_read_is_refused_with_the_reason(self, editor_client: Client) -> None:
        answer = editor_client.post(
            reverse("wagtailsnippets_search_synonymset:import"),
            {"file": SimpleUploadedFile("sanat.ttl", b"no turtle")},
        )
        assert answer.context["form"].errors["file"]
        assert not SynonymUpload.objects.exists()

    def test_nobody_imports_without_the_right_to_change_sets(self, editor_client: Client) -> None:
        get_user_model().objects.get().user_permissions.remove(
            Permission.objects.get(codename="change_synonymset")
        )
        answer = editor_client.post(
            reverse("wagtailsnippets_search_synonymset:import"),
            {"file": SimpleUploadedFile("sanat.csv", CSV.encode())},
        )
        assert answer.status_code == 302
        assert not SynonymUpload.objects.exists()
