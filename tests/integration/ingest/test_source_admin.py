"""Sources in the admin: kept, tried, run, decided on, by the umbrella's people alone."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.membership.models import Membership
from cms.publishing.models import News
from home.models import HomePage
from ingest.keeping import run_source
from ingest.models import AdoptionOffer, FieldConflict, HarvestedRecord, Run, Source
from ingest.words import Words, in_words
from tests.factories import OrganisationPageFactory, UserFactory
from tests.integration.ingest.played import Played, hold, new_world, news

World = type[Played]
FORM = {
    "name": "Kylän uutiset", "schedule": "1440", "policy": "draft", "alarms": "errors",
    "settings-address": "https://esimerkki.example/", "settings-amount": "3", "settings-sections": "a\nb",
}  # fmt: skip


@pytest.fixture
def world(site: HomePage, monkeypatch: pytest.MonkeyPatch) -> World:
    """Return a source's world with two news items."""
    world = new_world(monkeypatch)
    hold(world, news(1, summary="Lyhyesti."), news(2))
    return world


@pytest.fixture
def source(world: World) -> Source:
    """Return a kept source that has been run."""
    source = Source.objects.create(name="Kylän uutiset", plugin="played", kept=True)
    list(run_source(source))
    return source


def test_a_source_is_kept_with_the_settings_that_its_plugin_asks_for(
    world: World, admin_client: Client
) -> None:
    page = admin_client.get(reverse("ingest_add_source", args=["played"])).content.decode()
    assert "Village" in page
    assert "Where it is." in page
    answer = admin_client.post(reverse("ingest_add_source", args=["played"]), FORM)
    kept = Source.objects.get()
    assert answer.status_code == 302
    assert kept.settings == {
        "address": "https://esimerkki.example/", "amount": 3, "sections": ["a", "b"], "pictures": False,
    }  # fmt: skip
    assert kept.due_at is not None


def test_a_wrong_setting_is_told_beside_its_field(world: World, admin_client: Client) -> None:
    answer = admin_client.post(
        reverse("ingest_add_source", args=["played"]), {**FORM, "settings-amount": "0"}
    )
    assert answer.status_code == 200
    with override("fi"):
        assert in_words(Words("it is smaller than %(ge)s", {"ge": 1}))[1:] in answer.content.decode()
    assert not Source.objects.exists()


def test_a_trial_shows_the_first_records_and_saves_nothing(world: World, admin_client: Client) -> None:
    answer = admin_client.post(reverse("ingest_add_source", args=["played"]), {**FORM, "try": "1"})
    page = answer.content.decode()
    assert "Uutinen 1" in page
    assert "Lyhyesti." in page
    assert not Source.objects.exists()
    assert not News.objects.exists()


def test_a_trial_of_a_source_that_is_closed_tells_why(world: World, admin_client: Client) -> None:
    world.closed = True
    answer = admin_client.post(reverse("ingest_add_source", args=["played"]), {**FORM, "try": "1"})
    assert "It is closed." in answer.content.decode()


def test_a_broken_plugin_is_listed_with_its_reason(
    world: World, admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest.errors import PluginError
    from ingest.registry import InstalledPlugin

    broken = InstalledPlugin("rikki", "rikki-paketti", None, PluginError("It can't be imported: x"))
    monkeypatch.setattr("ingest.source_views.installed_plugins", lambda: {"rikki": broken})
    page = admin_client.get(reverse("ingest_sources")).content.decode()
    assert "rikki-paketti" in page
    assert "It can&#x27;t be imported: x" in page


def test_a_sources_page_shows_its_run_and_can_ask_for_another(source: Source, admin_client: Client) -> None:
    Source.objects.update(due_at=None)
    page = admin_client.get(reverse("ingest_source", args=[source.pk]))
    assert page.status_code == 200
    admin_client.post(reverse("ingest_ask_run", args=[source.pk]))
    source.refresh_from_db()
    assert source.due_at is not None
    assert source.due_at <= timezone.now()


def test_a_sources_page_says_how_many_errors_it_does_not_show(
    source: Source, world: World, admin_client: Client
) -> None:
    hold(world, *(news(number) for number in range(23)))
    world.away = set(world.held)
    list(run_source(source))
    text = admin_client.get(reverse("ingest_source", args=[source.pk])).content.decode()
    assert text.count("<strong>n") == 20
    assert "Lisäksi 3 tietueessa on virhe." in text
    world.away = set()


def test_the_progress_renews_itself_only_while_something_happens(
    source: Source, admin_client: Client
) -> None:
    Source.objects.update(due_at=None)
    address = reverse("ingest_source_progress", args=[source.pk])
    assert "hx-get" not in admin_client.get(address).content.decode()
    Source.objects.update(due_at=timezone.now())
    assert "hx-get" in admin_client.get(address).content.decode()


def test_a_held_run_asks_and_goes_on_when_told(source: Source, world: World, admin_client: Client) -> None:
    hold(world, news(1))
    list(run_source(source))
    held = Run.objects.get(state=Run.State.HELD)
    page = admin_client.get(reverse("ingest_source", args=[source.pk])).content.decode()
    assert reverse("ingest_go_on", args=[held.pk]) in page
    admin_client.post(reverse("ingest_go_on", args=[held.pk]))
    held.refresh_from_db()
    assert held.state == Run.State.COMPLETED
    assert HarvestedRecord.objects.get(external_id="n2").missing_runs == 1


@pytest.fixture
def conflict(source: Source, world: World) -> FieldConflict:
    """Return a conflict between an editor's title and the source's."""
    page = News.objects.get(title="Uutinen 1").get_latest_revision_as_object()
    page.title = "Toimittajan otsikko"
    page.save_revision()
    hold(world, news(1, summary="Lyhyesti.", title="Lähteen otsikko"), news(2))
    list(run_source(source))
    return FieldConflict.objects.get(settled_at=None)


@pytest.mark.parametrize(
    ("settlement", "title"),
    [("source", "Lähteen otsikko"), ("own", "Toimittajan otsikko"), ("merged", "Yhteinen otsikko")],
)
def test_a_conflict_is_settled_as_a_draft(
    conflict: FieldConflict, admin_client: Client, settlement: str, title: str
) -> None:
    address = reverse("ingest_conflict", args=[conflict.pk])
    page = admin_client.get(address).content.decode()
    assert "otsikko" in page
    admin_client.post(address, {"settlement": settlement, "merged": "Yhteinen otsikko"})
    news_item = HarvestedRecord.objects.get(external_id="n1").content
    assert news_item is not None
    assert news_item.get_latest_revision_as_object().title == title
    assert not news_item.live
    conflict.refresh_from_db()
    assert conflict.settlement == settlement


def test_a_locked_field_is_never_written_by_an_import(
    source: Source, world: World, admin_client: Client
) -> None:
    record = HarvestedRecord.objects.get(external_id="n1")
    assert admin_client.get(reverse("ingest_record", args=[record.pk])).status_code == 200
    admin_client.post(reverse("ingest_lock_field", args=[record.pk]), {"field": "title"})
    hold(world, news(1, summary="Uusi tiivistelmä.", title="Lähteen otsikko"), news(2))
    list(run_source(source))
    draft = News.objects.get(title="Uutinen 1").get_latest_revision_as_object()
    assert (draft.title, draft.summary) == ("Uutinen 1", "Uusi tiivistelmä.")


@pytest.fixture
def offer(world: World) -> AdoptionOffer:
    """Return an offer: an editor wrote of the same address already."""
    from tests.factories import NewsFactory

    NewsFactory(title="Toimittajan oma", source_url="https://esimerkki.example/uutinen", summary="Oma.")
    hold(world, news(7, url="http://www.esimerkki.example/uutinen/", summary="Lähteen."))
    source = Source.objects.create(name="Toinen", plugin="played", kept=True)
    list(run_source(source))
    return AdoptionOffer.objects.get()


def test_what_seems_to_be_here_is_offered_and_not_made_twice(offer: AdoptionOffer) -> None:
    assert News.objects.count() == 1
    assert Run.objects.get().offered == 1
    list(run_source(offer.source))
    assert News.objects.count() == 1


def test_adopted_it_follows_the_source_and_keeps_what_a_person_wrote(
    offer: AdoptionOffer, admin_client: Client, world: World
) -> None:
    assert "Toimittajan oma" in admin_client.get(reverse("ingest_offers")).content.decode()
    admin_client.post(reverse("ingest_decide_offer", args=[offer.pk]), {"decision": "adopted"})
    page = News.objects.get()
    assert page.get_latest_revision_as_object().title == "Toimittajan oma"
    fields = set(FieldConflict.objects.filter(settled_at=None).values_list("field", flat=True))
    assert {"title", "summary"} <= fields
    list(run_source(offer.source))
    assert News.objects.count() == 1


def test_said_to_be_another_it_is_created_by_the_next_run(offer: AdoptionOffer, admin_client: Client) -> None:
    admin_client.post(reverse("ingest_decide_offer", args=[offer.pk]), {"decision": "separate"})
    list(run_source(offer.source))
    assert {page.title for page in News.objects.all()} == {"Toimittajan oma", "Uutinen 7"}


def addresses(source: Source, conflict: FieldConflict) -> list[str]:
    """Return every page of the corner."""
    record = HarvestedRecord.objects.first()
    assert record is not None
    return [
        reverse("ingest_sources"),
        reverse("ingest_add_source", args=["played"]),
        reverse("ingest_source", args=[source.pk]),
        reverse("ingest_edit_source", args=[source.pk]),
        reverse("ingest_source_progress", args=[source.pk]),
        reverse("ingest_record", args=[record.pk]),
        reverse("ingest_conflicts"),
        reverse("ingest_conflict", args=[conflict.pk]),
        reverse("ingest_offers"),
    ]


def test_every_page_opens_for_the_umbrellas_people(
    source: Source, conflict: FieldConflict, admin_client: Client
) -> None:
    for address in addresses(source, conflict):
        assert admin_client.get(address).status_code == 200, address


def test_an_organisations_people_open_none_of_it(
    source: Source, conflict: FieldConflict, client: Client
) -> None:
    person = UserFactory()
    Membership.objects.create(user=person, organisation=OrganisationPageFactory(), role="administrator")
    client.force_login(person)
    for address in addresses(source, conflict):
        assert client.get(address).status_code in (302, 403, 404), address
    run = Run.objects.first()
    assert run is not None
    for name, pk in (("ingest_ask_run", source.pk), ("ingest_cancel_run", run.pk), ("ingest_go_on", run.pk)):
        assert client.post(reverse(name, args=[pk])).status_code in (302, 403, 404)
