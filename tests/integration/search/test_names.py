"""Names that no dictionary knows: from titles and the editors' list to documents and queries."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from cms.directory.models import OrganisationIndex, OrganisationPage
from cms.publishing.actions import save_page_draft
from cms.publishing.models import Project, ProjectIndex
from home.models import HomePage
from search import index, outbox, registry
from search.analysis import analyse
from search.documents import SearchDocument
from search.engine import get_engine
from search.errors import SourceBroken
from search.fields import Language
from search.models import IndexChange, Name, NamesInUse, SynonymSet
from search.names.selectors import current_lexicon, forget_names, gathered_names
from search.query import SearchQuery
from search.registry import ContentSource
from tests.factories import umbrella_person
from tests.integration.directory.services import publish_service

pytestmark = pytest.mark.django_db

SERVICE_NAME = "Vertaisryhmä Syllossa"
"""No dictionary knows *Sylto*, and without knowing it nobody tells that *Syllossa* and *Syltoon* are one."""


def found(text: str) -> set[str]:
    """Return the titles of what a search finds as written, after what waits was taken in."""
    outbox.drain()
    results = get_engine().search(SearchQuery(text=text))
    return set() if results.fuzzy else {hit.document.title for hit in results.hits}


@pytest.fixture
def service(search_index: None, organisation: OrganisationPage) -> str:
    publish_service(organisation, SERVICE_NAME)
    outbox.drain()
    return SERVICE_NAME


def publish_organisation(title: str) -> OrganisationPage:
    page = OrganisationPage(title=title, slug="uusi", summary="Auttaa.")
    OrganisationIndex.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return OrganisationPage.objects.get(pk=page.pk)


class TestList:
    def test_a_listed_name_is_found_inflected_otherwise_than_written(self, service: str) -> None:
        assert found("Syltoon") == set()
        Name.objects.create(written="Sylto")
        assert found("Syltoon") == {service}
        assert found("syllon") == {service}

    def test_a_name_taken_from_the_list_is_known_no_more(self, service: str) -> None:
        name = Name.objects.create(written="Sylto")
        assert found("Syltoon") == {service}
        name.delete()
        assert found("Syltoon") == set()

    def test_a_name_that_is_not_in_use_is_not_known(self, service: str) -> None:
        name = Name.objects.create(written="Sylto")
        assert found("Syltoon") == {service}
        name.is_active = False
        name.save()
        assert found("Syltoon") == set()

    def test_another_way_to_write_a_name_finds_it_and_is_found_by_it(self, service: str) -> None:
        Name.objects.create(written="NKK", base="Sylto")
        assert found("NKK:ssa") == {service}
        assert found("Syltoon") == {service}

    def test_what_holds_the_name_is_indexed_anew_and_nothing_else(
        self, service: str, organisation: OrganisationPage
    ) -> None:
        publish_service(organisation, "Perhekahvila")
        outbox.drain()
        Name.objects.create(written="Sylto")
        assert outbox.drain().upserted == 1

    def test_a_name_within_a_compound_concerns_what_holds_it(
        self, search_index: None, organisation: OrganisationPage
    ) -> None:
        publish_service(organisation, "Tapaamiset perhesyllossa")
        outbox.drain()
        Name.objects.create(written="Sylto")
        assert found("Syltoon") == {"Tapaamiset perhesyllossa"}

    def test_a_synonym_is_read_with_the_new_name(self, service: str) -> None:
        SynonymSet.objects.create(labels="Sylto\nperhetupa")
        publish_service(OrganisationPage.objects.get(), "Avoin perhetupa")
        assert "Avoin perhetupa" not in found("Syllossa")
        Name.objects.create(written="Sylto")
        assert "Avoin perhetupa" in found("Syllossa")

    def test_the_hit_is_marked_where_the_name_stands(self, service: str) -> None:
        get_engine().search(SearchQuery(text="vertaisryhmä"))
        Name.objects.create(written="Sylto")
        outbox.drain()
        (hit,) = get_engine().search(SearchQuery(text="Syltoon")).hits
        assert "<mark>Syllossa</mark>" in "".join(hit.highlights["title"])

    def test_a_name_that_is_no_single_word_does_not_keep_the_others_out(self, service: str) -> None:
        Name.objects.create(written="Kaksi sanaa")
        Name.objects.create(written="Sylto")
        assert found("Syltoon") == {service}


class TestTitles:
    def test_an_organisations_name_is_known_inflected_while_it_exists(self, service: str) -> None:
        assert found("Syltoon") == set()
        page = publish_organisation("Perhetupa Sylto ry")
        assert found("Syltoon") == {service, "Perhetupa Sylto ry"}
        page.title = "Perhetupa ry"
        page.save_revision().publish()
        assert found("Syltoon") == set()

    def test_an_unpublished_organisations_name_is_known_no_more(self, service: str) -> None:
        page = publish_organisation("Perhetupa Sylto ry")
        assert found("Syltoon")
        page.unpublish()
        assert found("Syltoon") == set()

    def test_a_projects_title_is_known_too(self, service: str) -> None:
        save_page_draft(
            model=Project, parent=ProjectIndex.objects.get(), values={"title": "Sylto-hanke"}, publish=True
        )
        outbox.drain()
        assert found("Syltoon") == {service, "Sylto-hanke"}

    def test_a_compound_of_known_words_keeps_its_parts(self, service: str) -> None:
        publish_organisation("Nepsykompassi ry")
        assert "nepsykompassi" not in gathered_names()
        assert found("kompassi") == {"Nepsykompassi ry"}

    def test_words_of_every_day_in_other_languages_are_no_names(self, site: HomePage) -> None:
        publish_organisation("Sylto för alla och the families")
        names = gathered_names()
        assert "sylto" in names
        assert names.keys().isdisjoint({"för", "och", "the"})

    def test_no_title_can_keep_documents_out_of_the_index(self, service: str) -> None:
        page = publish_organisation("x-" * 100 + "x")
        assert found("vertaisryhmä") == {service}
        page.title = "İ ŉ ß' 'n' A:n 3:n 12.3 & -"
        page.save_revision().publish()
        assert found("vertaisryhmä") == {service}


class TestVersions:
    def test_a_search_asks_for_the_names_once_while_nothing_changes(
        self, service: str, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        Name.objects.create(written="Sylto")
        found("Syltoon")
        with django_assert_num_queries(2):  # names, synonyms
            get_engine().search(SearchQuery(text="Syltoon"))

    def test_another_process_uses_the_names_at_its_next_search(self, service: str) -> None:
        Name.objects.create(written="Sylto")
        outbox.drain()
        forget_names()
        assert "sylto" not in analyse("Syllossa", Language.FI)[0].lemmas
        assert get_engine().search(SearchQuery(text="Syltoon")).total == 1
        assert "sylto" in analyse("Syllossa", Language.FI)[0].lemmas

    def test_names_that_do_not_change_leave_the_lexicon_as_it_is(self, service: str) -> None:
        Name.objects.create(written="Sylto")
        outbox.drain()
        before = current_lexicon()
        outbox.record_changes("organisation", [OrganisationPage.objects.get().pk])
        outbox.drain()
        assert current_lexicon() is before


class TestRebuild:
    def test_a_new_index_knows_the_names_and_leaves_nothing_to_do(self, service: str) -> None:
        Name.objects.create(written="Sylto")
        IndexChange.objects.all().delete()
        index.rebuild()
        assert not IndexChange.objects.exists()
        assert get_engine().search(SearchQuery(text="Syltoon")).total == 1

    def test_a_failed_rebuild_leaves_the_old_names_with_the_old_index(
        self, service: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = NamesInUse.objects.get().forms

        def broken(keys: object) -> list[SearchDocument]:
            raise ValueError("rikki")

        monkeypatch.setitem(
            registry._sources,
            "broken",
            ContentSource("broken", lambda: range(1, 10), broken),
        )
        Name.objects.create(written="Sylto")
        with pytest.raises(SourceBroken):
            index.rebuild()
        assert NamesInUse.objects.get().forms == before
        assert not get_engine().search(SearchQuery(text="vertaisryhmä")).fuzzy


class TestAdmin:
    @pytest.fixture
    def editor_client(self, client: Client, settings: Settings) -> Client:
        client.force_login(umbrella_person("add_name", "change_name", "delete_name", "view_name"))
        return client

    def test_an_editor_adds_a_name_and_takes_it_away(self, service: str, editor_client: Client) -> None:
        add = reverse("wagtailsnippets_search_name:add")
        answer = editor_client.post(add, {"written": " Sylto ", "base": "", "is_active": "on"})
        assert answer.status_code == 302
        assert found("Syltoon") == {service}
        (name,) = Name.objects.all()
        assert name.written in editor_client.get(reverse("wagtailsnippets_search_name:list")).content.decode()
        editor_client.post(reverse("wagtailsnippets_search_name:delete", args=[name.pk]))
        assert found("Syltoon") == set()

    def test_a_name_of_several_words_is_refused_at_its_field(self, editor_client: Client) -> None:
        add = reverse("wagtailsnippets_search_name:add")
        answer = editor_client.post(add, {"written": "Perhetupa Sylto", "base": "", "is_active": "on"})
        assert "Perhetupa Sylto" in str(answer.context["form"].errors["written"])
        assert not Name.objects.exists()

    def test_those_without_the_right_may_not_add_names(self, editor_client: Client) -> None:
        user = get_user_model().objects.get()
        user.user_permissions.remove(Permission.objects.get(codename="add_name"))
        editor_client.post(reverse("wagtailsnippets_search_name:add"), {"written": "Sylto", "base": ""})
        assert not Name.objects.exists()


class TestValidation:
    @pytest.mark.parametrize(
        ("written", "base", "field"),
        [
            ("Kaksi sanaa", "", "written"),
            ("Sylto", "kaksi sanaa", "base"),
            ("-", "", "written"),
            ("SIKSAK", "", "written"),
        ],
        ids=["two words", "base of two words", "no word", "there already"],
    )
    def test_a_bad_name_is_refused_at_the_field_that_is_wrong(
        self, written: str, base: str, field: str
    ) -> None:
        Name.objects.create(written="Siksak")
        with pytest.raises(ValidationError) as caught:
            Name(written=written, base=base).full_clean()
        assert set(caught.value.message_dict) == {field}
