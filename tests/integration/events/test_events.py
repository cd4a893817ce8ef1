"""Events: lists, pages, calendars, descriptions, and the search."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from cms.directory.models import Municipality, OrganisationPage, TargetGroup
from cms.events.indexing import SOURCE, event_documents
from cms.events.models import EventIndex, EventPage
from cms.events.selectors import coming_events, coming_events_below, past_events_below
from cms.publishing.indexing import published_ids
from home.models import HomePage
from search.fields import Facet, Kind
from search.models import IndexChange
from tests.factories.events import EventPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

HELSINKI = ZoneInfo("Europe/Helsinki")
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=HELSINKI)


def event(hours: float, *, length: float | None = 2, **values: object) -> EventPage:
    """Return an event that begins so many hours from ``NOON``."""
    begins = NOON + timedelta(hours=hours)
    ends = begins + timedelta(hours=length) if length is not None else None
    page: EventPage = EventPageFactory(starts_at=begins, ends_at=ends, **values)
    return page


def test_events_are_to_come_until_their_day_is_over() -> None:
    index = EventIndex.objects.get()
    this_morning, tomorrow = event(-4, length=1), event(24)
    long = event(-72, length=96)
    yesterday, last_week = event(-24), event(-24 * 7, length=None)
    assert list(coming_events_below(index, at=NOON)) == [long, this_morning, tomorrow]
    assert list(past_events_below(index, at=NOON)) == [yesterday, last_week]


def test_drafts_are_in_no_list() -> None:
    EventPageFactory(starts_at=NOON, publish=False)
    assert coming_events(at=NOON, limit=5) == []


def test_the_next_events_of_one_organisation(organisation: OrganisationPage) -> None:
    event(2)
    own = event(3, organisation=organisation)
    assert coming_events(at=NOON, limit=5, organisation=organisation) == [own]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"ends_at": NOON - timedelta(hours=1)}, "ends_at"), ({"place": ""}, "place")],
)
def test_an_event_that_cannot_be_is_refused_by_field(values: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        EventPageFactory(**{"starts_at": NOON, **values})
    assert field in refused.value.message_dict


def test_the_lists_and_the_front_page_show_events(client: Client) -> None:
    coming = EventPageFactory(title="Isovanhempien ilta")
    over = EventPageFactory(title="Viime vuoden juhla", starts_at=timezone.now() - timedelta(days=300))
    assert coming.title in client.get("/").content.decode()
    text = client.get("/tapahtumat/").content.decode()
    assert coming.title in text
    assert over.title not in text
    text = client.get("/tapahtumat/?past=1").content.decode()
    assert over.title in text
    assert coming.title not in text


def test_a_page_tells_when_where_for_whom_and_how(client: Client, organisation: OrganisationPage) -> None:
    group = TargetGroup.objects.create(name_fi="Isovanhemmat", slug="isovanhemmat-2")
    page = event(
        24 * 365 * 10,
        municipality=Municipality.objects.get(name_fi="Turku"),
        street_address="Koulukatu 1",
        organisation=organisation,
        target_groups=[group],
        registration_url="https://jarjesto.example/ilmoittaudu",
        contact_email="toimisto@jarjesto.example",
    )
    soup = BeautifulSoup(client.get(page.get_url()).content, "html.parser")
    facts = soup.select_one(".facts").get_text(" ", strip=True)  # type: ignore[union-attr]  # it is there
    for told in (
        "Perhetalo, Koulukatu 1, Turku",
        organisation.title,
        "Isovanhemmat",
        "toimisto@jarjesto.example",
    ):
        assert told in facts
    assert soup.select_one("a[href='https://jarjesto.example/ilmoittaudu']")


def test_an_event_that_is_over_says_so_and_takes_nobody_in(client: Client) -> None:
    page = EventPageFactory(
        starts_at=timezone.now() - timedelta(days=30), registration_url="https://jarjesto.example/ilmoittaudu"
    )
    soup = BeautifulSoup(client.get(page.get_url()).content, "html.parser")
    assert soup.select_one("main .note")
    assert not soup.select_one("a[href='https://jarjesto.example/ilmoittaudu']")


def test_registration_ends_on_its_last_day(client: Client) -> None:
    page = EventPageFactory(
        registration_url="https://jarjesto.example/ilmoittaudu",
        registration_until=timezone.localdate() - timedelta(days=1),
    )
    soup = BeautifulSoup(client.get(page.get_url()).content, "html.parser")
    assert not soup.select_one("a[href='https://jarjesto.example/ilmoittaudu']")


def test_an_event_goes_into_ones_own_calendar(client: Client) -> None:
    page = event(24, title="Ilta; kahvia, pullaa", online_url="https://jarjesto.example/linkki", place="")
    answer = client.get(f"{page.get_url()}?export=ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (entry,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(entry["summary"]) == "Ilta; kahvia, pullaa"
    assert entry.decoded("dtstart") == page.starts_at
    assert entry.decoded("dtend") == page.ends_at
    assert str(entry["location"]) == "https://jarjesto.example/linkki"
    assert str(entry["url"]).endswith(page.get_url())


def test_a_day_of_a_calendar_ends_before_the_next(client: Client) -> None:
    page = event(0, length=24, all_day=True)
    (entry,) = Calendar.from_ical(client.get(f"{page.get_url()}?export=ics").content).walk("VEVENT")
    assert entry.decoded("dtstart") == NOON.date()
    assert entry.decoded("dtend") == NOON.date() + timedelta(days=2)


def test_all_events_to_come_are_one_calendar(client: Client) -> None:
    first, second = EventPageFactory(), EventPageFactory()
    EventPageFactory(starts_at=timezone.now() - timedelta(days=300))
    found = Calendar.from_ical(client.get("/tapahtumat/?export=ics").content).walk("VEVENT")
    assert {str(entry["summary"]) for entry in found} == {first.title, second.title}


def test_search_engines_read_it_as_an_event(client: Client) -> None:
    page = event(24, municipality=Municipality.objects.get(name_fi="Turku"), online_url="https://x.example/")
    soup = BeautifulSoup(client.get(page.get_url()).content, "html.parser")
    told = [json.loads(script.string or "") for script in soup.select("script[type='application/ld+json']")]
    (described,) = [one for one in told if one["@type"] == "Event"]
    assert described["startDate"] == "2026-11-23T12:00:00+02:00"
    assert described["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    assert [place["@type"] for place in described["location"]] == ["Place", "VirtualLocation"]
    assert described["location"][0]["address"]["addressLocality"] == "Turku"
    assert described["organizer"]["name"]
    assert described["isAccessibleForFree"] is True


def test_the_search_finds_it_by_kind_and_place(organisation: OrganisationPage) -> None:
    page = event(24, municipality=Municipality.objects.get(name_fi="Turku"), organisation=organisation)
    EventPageFactory(publish=False)
    assert list(published_ids(EventPage)) == [page.pk]
    (document,) = event_documents([page.pk])
    assert document.kind is Kind.EVENT
    assert document.url == page.get_url()
    assert document.facets[Facet.MUNICIPALITY_LOCAL] == ("turku",)
    assert document.facets[Facet.ORGANISATION] == (organisation.slug,)
    assert document.published == page.starts_at.date()


def test_an_organiser_that_is_not_public_is_named_nowhere(
    client: Client, organisation: OrganisationPage
) -> None:
    page = event(24, organisation=organisation)
    assert organisation.title in client.get(page.get_url()).content.decode()
    organisation.unpublish()
    assert organisation.title not in client.get(page.get_url()).content.decode()
    assert organisation.title not in client.get(f"/api/v2/pages/{page.pk}/").content.decode()
    (document,) = event_documents([page.pk])
    assert (document.organisation, document.facets[Facet.ORGANISATION]) == ("", ())


@pytest.mark.parametrize("change", ["renamed", "deleted", "private"])
def test_the_search_follows_the_organiser(organisation: OrganisationPage, change: str) -> None:
    page = event(24, organisation=organisation)
    IndexChange.objects.all().delete()
    if change == "renamed":
        organisation.title = "Siskotalo ry"
        organisation.save_revision().publish()
    elif change == "deleted":
        organisation.delete()
    else:
        PageViewRestriction.objects.create(page=organisation, restriction_type=PageViewRestriction.LOGIN)
    assert noted() == {page.pk}


def test_the_search_follows_the_municipality_and_what_is_online_follows_them_all() -> None:
    turku, raisio = Municipality.objects.get(name_fi="Turku"), Municipality.objects.get(name_fi="Raisio")
    here = event(24, municipality=turku)
    online = event(24, online_url="https://jarjesto.example/linkki")
    IndexChange.objects.all().delete()
    raisio.save()
    assert noted() == {online.pk}
    turku.save()
    assert noted() == {online.pk, here.pk}


def noted() -> set[int]:
    """Return the keys of the events that are noted to be indexed anew."""
    return set(IndexChange.objects.filter(source=SOURCE).values_list("object_id", flat=True))


def test_editors_open_the_form(client: Client, site: HomePage) -> None:
    from cms.accounts.models import User

    client.force_login(User.objects.create_superuser("hallinta", "hallinta@example.fi", "salasana-1"))
    page = event(24)
    assert client.get(f"/hallinta/pages/{page.pk}/edit/").status_code == 200
