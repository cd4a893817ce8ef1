"""Counting readings."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cms.readership.actions import add_readings, forget_old_readings
from cms.readership.middleware import CountReadings, is_reading, path_of
from cms.readership.models import Reading
from cms.readership.selectors import most_read
from home.models import HomePage
from tests.factories.publishing import NewsFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


def page() -> HttpResponse:
    return HttpResponse("sivu", content_type="text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("request_", "counted"),
    [
        (RequestFactory().get("/uutiset/"), True),
        (RequestFactory().post("/uutiset/"), False),
        (RequestFactory().get("/hallinta/"), False),
        (RequestFactory().get("/uutiset/", headers={"user-agent": "Googlebot/2.1"}), False),
    ],
)
def test_only_readers_pages_are_counted(request_: object, counted: bool) -> None:
    assert is_reading(request_, page()) is counted  # type: ignore[arg-type]  # a request of the factory


def test_who_is_logged_in_is_not_counted() -> None:
    request = RequestFactory().get("/uutiset/")
    request.COOKIES["sessionid"] = "x"
    assert not is_reading(request, page())


def test_what_no_broker_takes_is_kept_for_later(settings: object) -> None:
    settings.CELERY_BROKER_URL = ""  # type: ignore[attr-defined]  # pytest-django's settings
    counter = CountReadings(lambda _request: page())
    for _number in range(3):
        counter(RequestFactory().get("/sv/uutiset/"))
    counter.hand_on()
    assert [(path, times) for (_day, path), times in counter._times.items()] == [("/uutiset/", 3)]


def test_a_page_is_one_in_all_languages() -> None:
    assert path_of("/sv/uutiset/") == path_of("/en/uutiset/") == path_of("/uutiset/") == "/uutiset/"


def test_readings_add_up_and_invented_addresses_do_not(site: HomePage) -> None:
    news = NewsFactory(slug="kahvila", title="Kahvila aukeaa")
    add_readings(day=DAY, times={"/uutiset/kahvila/": 2, "/hallinta/": 4, "/a.b": 1})
    add_readings(day=DAY, times={"/uutiset/kahvila/": 3, "/uutiset/poistettu/": 9})
    assert set(Reading.objects.values_list("path", "times")) == {
        ("/uutiset/kahvila/", 5),
        ("/uutiset/poistettu/", 9),
    }
    assert [(one.title, one.times) for one in most_read(today=DAY)] == [(news.title, 5)]
    assert most_read(today=date(2027, 1, 22)) == []


def test_old_readings_are_forgotten(site: HomePage) -> None:
    add_readings(day=date(2025, 1, 1), times={"/uutiset/": 1})
    add_readings(day=DAY, times={"/uutiset/": 1})
    assert forget_old_readings(today=DAY) == 1
    assert Reading.objects.get().day == DAY
