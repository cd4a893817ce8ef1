"""The log of searches: what the public page writes, the clicks, the reports, and when it is forgotten."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from celery import current_app
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries, Settings

from search import tasks
from search.documents import SearchDocument
from search.engine import forget_engine, get_engine
from search.fields import Kind, Language
from search.log.actions import forget_old_searches
from search.log.entries import Search, search_of
from search.log.selectors import unmet_queries
from search.log.texts import normalised_text
from search.models import SearchLogEntry
from search.parameters import SearchParameters
from search.workers import broker
from tests.factories import umbrella_person

pytestmark = pytest.mark.django_db

TYPING = {"HX-Request": "true", "HX-Trigger": "q"}


@pytest.fixture
def worker(settings: Settings) -> Iterator[None]:
    """Run tasks at once, as a worker that is never late."""
    eager, propagates = current_app.conf.task_always_eager, current_app.conf.task_eager_propagates
    current_app.conf.update(task_always_eager=True, task_eager_propagates=True)
    yield
    current_app.conf.update(task_always_eager=eager, task_eager_propagates=propagates)


@pytest.fixture
def no_broker(worker: None) -> Iterator[None]:
    """Send tasks to a broker that nobody listens at."""
    url = current_app.conf.broker_url

    def use(broker: str, *, eager: bool) -> None:
        current_app.conf.update(broker_url=broker, task_always_eager=eager)
        current_app.amqp._producer_pool = current_app._pool = None

    use("redis://127.0.0.1:1/0", eager=False)
    yield
    use(url, eager=True)
    broker.succeeded()


@pytest.fixture
def index(settings: Settings, tmp_path: Any) -> Iterator[None]:
    """Search a small index in memory."""
    settings.SEARCH = {**settings.SEARCH, "engine": "memory", "directory": tmp_path}
    forget_engine()
    get_engine().upsert(
        SearchDocument(f"service:{number}", Kind.SERVICE, f"Vertaistukea perheille {number}", url="/")
        for number in range(25)
    )
    yield
    forget_engine()


def look(client: Client, headers: dict[str, str] | None = None, **parameters: Any) -> Any:
    return client.get(reverse("search"), parameters, headers=headers)


def logged(text: str, *, hits: int = 0, days: int = 0, **fields: Any) -> SearchLogEntry:
    return SearchLogEntry.objects.create(
        text=text, language="fi", hits=hits, created=timezone.now() - timedelta(days=days), **fields
    )


def signed(**parameters: Any) -> Search:
    return search_of(SearchParameters(**parameters), language=Language.FI, hits=3, fuzzy=False, suggestion="")


@pytest.mark.usefixtures("worker", "index")
class TestPage:
    def test_a_finished_search_is_logged_with_what_was_asked_and_found(self, client: Client) -> None:
        look(client, q="  VERTAISTUKI ", kind="service", age="4.5")
        entry = SearchLogEntry.objects.get()
        assert (entry.text, entry.language, entry.hits) == ("vertaistuki", "fi", 25)
        assert entry.filters == {"kind": ["service"], "age": 4.5}
        assert not entry.fuzzy

    def test_what_was_not_found_is_logged_with_the_suggestion_shown(self, client: Client) -> None:
        look(client, q="vertaistkea")
        entry = SearchLogEntry.objects.get()
        assert [row["text"] for row in unmet_queries()] == [entry.text]
        assert entry.suggestion == "vertaistukea"

    @pytest.mark.parametrize(
        "parameters", [{}, {"q": "  "}, {"q": "vertaistuki", "page": 2}, {"q": "x", "kind": "nonsense"}]
    )
    def test_no_question_a_further_page_and_an_error_are_not_logged(
        self, client: Client, parameters: dict[str, Any]
    ) -> None:
        look(client, **parameters)
        assert not SearchLogEntry.objects.exists()

    def test_filters_alone_are_a_search(self, client: Client) -> None:
        look(client, kind="news")
        assert SearchLogEntry.objects.get().text == ""

    def test_the_api_is_not_logged(self, client: Client) -> None:
        assert client.get("/api/search", {"q": "vertaistuki"}).status_code == 200
        assert not SearchLogEntry.objects.exists()

    def test_a_text_that_is_being_typed_is_logged_only_when_the_page_reports_it(self, client: Client) -> None:
        log = look(client, TYPING, q="vertais").context["search_log"]
        assert log.pending
        assert not SearchLogEntry.objects.exists()
        assert client.post("/haku/osuma/", {"token": log.token}).status_code == 204
        assert SearchLogEntry.objects.get().text == "vertais"

    def test_nothing_in_the_row_tells_who_searched(self, client: Client) -> None:
        client.force_login(get_user_model().objects.create_user("matti", "matti@example.org", "x"))
        look(client, {"X-Forwarded-For": "192.0.2.7"}, q="vertaistuki")
        row = str(SearchLogEntry.objects.values().get())
        assert not re.search(r"matti|192\.0\.2|127\.0\.0\.1|session", row)

    @pytest.mark.usefixtures("no_broker")
    def test_searches_are_answered_without_a_broker_which_is_asked_only_once(
        self, client: Client, caplog: pytest.LogCaptureFixture
    ) -> None:
        for _search in range(3):
            assert look(client, q="vertaistuki").status_code == 200
        assert caplog.text.count("stays unlogged") == 1
        assert not SearchLogEntry.objects.exists()


@pytest.mark.usefixtures("worker")
class TestClicks:
    def test_the_first_opened_result_is_kept_by_its_rank(self, client: Client) -> None:
        search = signed(q="ero")
        tasks.log_later(search)
        for rank in (3, 1):
            answer = client.post("/haku/osuma/", {"token": search.token(), "rank": rank})
            assert answer.status_code == 204
        assert SearchLogEntry.objects.get().clicked_rank == 3

    def test_a_click_that_comes_before_the_search_is_logged_is_kept(self, client: Client) -> None:
        search = signed(q="ero")
        client.post("/haku/osuma/", {"token": search.token(), "rank": 2})
        tasks.log_later(search)
        entry = SearchLogEntry.objects.get()
        assert (entry.text, entry.clicked_rank, entry.hits) == ("ero", 2, 3)

    def test_a_beacon_needs_no_form_token(self) -> None:
        client = Client(enforce_csrf_checks=True)
        assert client.post("/haku/osuma/", {"token": signed(q="ero").token()}).status_code == 204

    @pytest.mark.parametrize("rank", ["0", "1001", "-1", "x", "1.5", "²", "9" * 5000, "0000170000"])
    def test_a_rank_that_is_none_is_refused(self, client: Client, rank: str) -> None:
        answer = client.post("/haku/osuma/", {"token": signed(q="ero").token(), "rank": rank})
        assert answer.status_code == 400
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert not SearchLogEntry.objects.exists()

    @pytest.mark.parametrize("token", ["", "x", "a:b:c", "y" * 100_000])
    def test_what_we_did_not_sign_is_refused(self, client: Client, token: str) -> None:
        assert client.post("/haku/osuma/", {"token": token, "rank": "1"}).status_code == 400
        assert not SearchLogEntry.objects.exists()

    def test_it_cannot_be_read(self, client: Client) -> None:
        assert client.get("/haku/osuma/").status_code == 405


class TestTexts:
    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("  Ero \n JA lapset ", "ero ja lapset"),
            ("maija.m@example.org apua", "… apua"),
            ("010199-123A", "…"),
            ("010199a12345 apu", "010199a12345 apu"),
            ("soita 040 123 4567 heti", "soita … heti"),
            ("vuosiraportti 2023", "vuosiraportti 2023"),
            ("12.2.2025", "12.2.2025"),
            ("a\x00b\u202ec", "a bc"),
        ],
    )
    def test_a_query_is_kept_comparable_and_names_nobody(self, text: str, kept: str) -> None:
        assert normalised_text(text) == kept

    def test_a_long_query_is_cut(self) -> None:
        assert len(normalised_text("pitkä " * 100)) <= 200


class TestForgetting:
    def test_searches_older_than_thirteen_months_are_deleted(self) -> None:
        now = datetime(2026, 11, 30, 12, tzinfo=UTC)
        for created in (datetime(2025, 10, 30, 11, tzinfo=UTC), datetime(2025, 10, 30, 13, tzinfo=UTC)):
            SearchLogEntry.objects.create(text="ero", language="fi", hits=1, created=created)
        assert forget_old_searches(now=now) == 1
        assert SearchLogEntry.objects.get().created.hour == 13

    def test_the_settings_say_how_long_and_a_short_month_ends_early(self, settings: Settings) -> None:
        settings.SEARCH_LOG_MONTHS = 1
        SearchLogEntry.objects.create(
            text="ero", language="fi", hits=1, created=datetime(2026, 2, 28, 11, tzinfo=UTC)
        )
        assert forget_old_searches(now=datetime(2026, 3, 31, 10, tzinfo=UTC)) == 0
        assert forget_old_searches(now=datetime(2026, 3, 31, 12, tzinfo=UTC)) == 1

    def test_it_is_done_every_day(self, settings: Settings) -> None:
        entry = settings.CELERY_BEAT_SCHEDULE["forget-old-searches"]
        assert entry["task"] in current_app.tasks
        assert entry["schedule"] <= 86_400


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(umbrella_person("view_searchlogentry", "add_synonymset", "view_indexchange"))
    return client


def rows(client: Client, name: str, **parameters: Any) -> list[tuple[str, int]]:
    answer = client.get(reverse(name), parameters)
    return [(row["text"], row["searches"]) for row in answer.context["object_list"]]


class TestReports:
    def test_queries_are_listed_by_how_often_they_were_searched(self, reader: Client) -> None:
        for text, hits in (("ero", 3), ("ero", 3), ("ero", 0), ("adhd", 2), ("", 5)):
            logged(text, hits=hits)
        assert rows(reader, "search_queries_report") == [("ero", 3), ("adhd", 1)]

    def test_the_other_report_lists_what_found_nothing_or_only_something_near(self, reader: Client) -> None:
        logged("ero", hits=3)
        logged("ero", hits=0)
        logged("lastensuojleu", hits=4, fuzzy=True)
        assert rows(reader, "search_unmet_report") == [("ero", 1), ("lastensuojleu", 1)]

    def test_a_period_narrows_the_report(self, reader: Client) -> None:
        logged("vanha", days=60)
        logged("uusi", days=1)
        since = (timezone.localdate() - timedelta(days=30)).isoformat()
        assert rows(reader, "search_queries_report", created_from=since) == [("uusi", 1)]

    def test_each_row_leads_to_a_new_synonym_of_its_query(self, reader: Client) -> None:
        logged("nepsy & arki")
        page = reader.get(reverse("search_unmet_report")).content.decode()
        address = reverse("wagtailsnippets_search_synonymset:add") + "?labels=nepsy+%26amp%3B+arki"
        assert address.replace("%26amp%3B", "%26") in page

    def test_those_who_may_make_no_synonyms_see_no_button(self, reader: Client) -> None:
        get_user_model().objects.get().user_permissions.remove(
            Permission.objects.get(codename="add_synonymset")
        )
        logged("nepsy")
        page = reader.get(reverse("search_unmet_report")).content.decode()
        assert "nepsy" in page
        assert "?labels=" not in page

    def test_the_chart_shows_the_longest_bar_for_the_most_frequent(self, reader: Client) -> None:
        for text in ("ero", "ero", "adhd"):
            logged(text)
        answer = reader.get(reverse("search_queries_report"))
        first, second = answer.context["bars"]
        assert (first.text, second.text) == ("ero", "adhd")
        assert first.width == 2 * second.width
        assert f'width="{first.width}"' in answer.content.decode()

    def test_a_reader_may_not_run_formulas_in_the_editors_spreadsheet(self, reader: Client) -> None:
        logged("=1+1")
        answer = reader.get(reverse("search_queries_report"), {"export": "csv"})
        table = list(csv.reader(io.StringIO(answer.getvalue().decode())))
        assert table[1][:2] == ["'=1+1", "1"]

    def test_the_report_is_exported_for_spreadsheets(self, reader: Client) -> None:
        logged("ero", clicked_rank=1, hits=2, filters={"kind": ["service"]})
        answer = reader.get(reverse("search_queries_report"), {"export": "xlsx"})
        sheet = load_workbook(io.BytesIO(answer.getvalue())).active
        assert [cell.value for cell in list(sheet.rows)[1]][:5] == ["ero", 1, 0, 1, 1]

    def test_a_full_report_asks_the_database_no_more_than_a_short_one(
        self, reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        logged("ero")
        reader.get(reverse("search_unmet_report"))
        with django_assert_max_num_queries(50) as short:
            reader.get(reverse("search_unmet_report"))
        for number in range(40):
            logged(f"haku {number}")
        with django_assert_max_num_queries(len(short)):
            reader.get(reverse("search_unmet_report"))

    @pytest.mark.parametrize("name", ["search_queries_report", "search_unmet_report"])
    def test_nobody_without_the_right_sees_a_report(self, client: Client, name: str) -> None:
        client.force_login(umbrella_person())
        assert client.get(reverse(name)).status_code == 302

    def test_an_empty_log_is_shown_as_such(self, reader: Client) -> None:
        assert reader.get(reverse("search_queries_report")).status_code == 200
        assert reader.get(reverse("search_queries_report_results")).status_code == 200


def test_a_search_survives_the_way_to_the_worker_and_back() -> None:
    search = signed(q="ero", kind=("service",))
    assert Search.from_token(search.token()) == search == Search(**asdict(search))


def test_waiting_index_changes_are_shown_and_cannot_be_edited(reader: Client) -> None:
    from search.models import IndexChange

    IndexChange.objects.create(source="service", object_id=1234567, error="ValueError: rikki")
    page = reader.get("/hallinta/search/changes/")
    assert page.status_code == 200
    assert "ValueError: rikki" in page.content.decode()
    assert reader.get("/hallinta/search/changes/create/").status_code in {302, 403, 404}
