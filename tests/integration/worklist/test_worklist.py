"""The work list: everybody sees her own, each line says what and why and has its button."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from cms.accounts.models import User
from cms.directory.models import OrganisationPage, Service
from cms.feedback.actions import give_feedback
from cms.feedback.models import Feedback
from cms.membership.models import Membership
from cms.worklist.items import Scope
from cms.worklist.missing import MissingPieces
from cms.worklist.registry import sources
from cms.worklist.selectors import kinds
from home.models import HomePage
from ingest.linkcheck.actions import refresh_links
from ingest.linkcheck.models import Link
from ingest.linkcheck.work import TroubledLinks
from tests.factories import OrganisationPageFactory, ServiceFactory, TargetGroupFactory, UserFactory
from tests.integration.directory.test_confirming import member_of

pytestmark = pytest.mark.django_db
LONG_AGO = localdate() - timedelta(days=220)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    caches["shared"].clear()


@pytest.fixture
def own(site: HomePage) -> OrganisationPage:
    """Publish an organisation."""
    page: OrganisationPage = OrganisationPageFactory(title="Siskotupa ry")
    return page


@pytest.fixture
def other(site: HomePage) -> OrganisationPage:
    """Publish another."""
    page: OrganisationPage = OrganisationPageFactory(title="Veljestö ry")
    return page


@pytest.fixture
def worker(own: OrganisationPage) -> User:
    """Make somebody who works for the first alone."""
    user: User = UserFactory(username="tyontekija")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    Membership.objects.create(user=user, organisation=own)
    return user


@pytest.fixture
def browser(worker: User) -> Client:
    """Log her in."""
    client = Client()
    client.force_login(worker)
    return client


@pytest.fixture
def editor(site: HomePage) -> Client:
    """Log an umbrella editor in."""
    client = Client()
    client.force_login(member_of("Umbrella editors"))
    return client


def complete(organisation: OrganisationPage, **values: object) -> Service:
    """Publish a service that lacks nothing and was confirmed today."""
    defaults = {"link": "https://a.example/", "summary_sv": "Hjälper.", "confirmed_at": localdate()}
    made: Service = ServiceFactory(organisation=organisation, **{**defaults, **values})
    return made


def listed(client: Client, address: str = "/hallinta/") -> BeautifulSoup:
    """Return the list as it is read."""
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def subjects(page: BeautifulSoup) -> list[str]:
    """Return what the lines are about."""
    return [line.text.strip() for line in page.select(".work-subject")]


def test_it_is_the_first_page_after_login(browser: Client) -> None:
    page = listed(browser)
    assert page.select_one("form.work-filter, .work-total") is not None
    assert reverse("worklist") == "/hallinta/tyolista/"
    assert listed(browser, reverse("worklist")).select_one("h1").text.strip()


def test_an_organisation_s_people_see_only_theirs(
    browser: Client, own: OrganisationPage, other: OrganisationPage
) -> None:
    complete(own, name="Oma", confirmed_at=LONG_AGO)
    complete(other, name="Vieras", confirmed_at=LONG_AGO)
    text = listed(browser).text
    assert "Oma" in text
    assert "Vieras" not in text
    assert "Veljestö" not in text


def test_the_umbrella_sees_all_with_a_summary(
    editor: Client, own: OrganisationPage, other: OrganisationPage
) -> None:
    complete(own, name="Oma", confirmed_at=LONG_AGO)
    complete(other, name="Vieras", confirmed_at=LONG_AGO)
    page = listed(editor)
    assert {"Oma", "Vieras"} <= set(subjects(page))
    rows = {row.th.text.strip(): row.td.text for row in page.select(".work-summary tbody tr")}
    assert rows["Siskotupa ry"] == rows["Veljestö ry"]
    narrowed = listed(editor, f"/hallinta/tyolista/?organisation={own.pk}&kind=stale")
    assert subjects(narrowed) == ["Oma"]


@pytest.mark.parametrize("wanted", ["{other}", "999999", "x", "-1"])
def test_another_s_list_can_not_be_asked_for(browser: Client, other: OrganisationPage, wanted: str) -> None:
    complete(other, confirmed_at=LONG_AGO)
    for path in ("tyolista", "vahvistus"):
        answer = browser.get(f"/hallinta/{path}/", {"organisation": wanted.format(other=other.pk)})
        assert answer.status_code == 404


def test_each_line_has_buttons_that_say_what_they_do_and_to_what(
    browser: Client, own: OrganisationPage
) -> None:
    service = complete(own, name="Perhekahvila", confirmed_at=LONG_AGO)
    line = next(line for line in listed(browser).select(".work-item") if "Perhekahvila" in line.text)
    form = line.select_one("form")
    assert form["action"] == reverse("confirm_subject", args=["service", service.pk])
    assert "Perhekahvila" in form.button.text
    addresses = [link["href"] for link in line.select("a")]
    assert f"/hallinta/snippets/directory/service/edit/{service.pk}/" in addresses


def test_a_press_confirms_and_leads_back(browser: Client, own: OrganisationPage, worker: User) -> None:
    service = complete(own, confirmed_at=LONG_AGO)
    address = reverse("confirm_subject", args=["service", service.pk])
    assert browser.get(address).status_code == 405
    answer = browser.post(address, {"next": "/hallinta/tyolista/?kind=stale"})
    assert answer["Location"] == "/hallinta/tyolista/?kind=stale"
    service.refresh_from_db()
    assert (service.confirmed_at, service.confirmed_by) == (localdate(), worker)


def test_next_never_leads_off_the_site(browser: Client, own: OrganisationPage) -> None:
    service = complete(own, confirmed_at=LONG_AGO)
    address = reverse("confirm_subject", args=["service", service.pk])
    assert browser.post(address, {"next": "https://elsewhere.example/"})["Location"] == reverse("worklist")


def test_another_s_service_can_be_confirmed_neither_alone_nor_among_many(
    browser: Client, other: OrganisationPage
) -> None:
    theirs = complete(other, confirmed_at=LONG_AGO)
    assert browser.post(reverse("confirm_subject", args=["service", theirs.pk])).status_code in {302, 403}
    assert browser.post(reverse("confirm_subject", args=["profile", other.pk])).status_code in {302, 403}
    from cms.freshness.subjects import Subject

    browser.post(reverse("confirm_many"), {"subject": Subject(theirs, LONG_AGO).token})
    theirs.refresh_from_db()
    assert theirs.confirmed_at == LONG_AGO


def test_many_are_confirmed_at_once_but_not_what_was_unticked_or_has_changed(
    browser: Client, own: OrganisationPage
) -> None:
    kept, unticked, changed = (
        complete(own, name=name, confirmed_at=LONG_AGO) for name in ("Kahvila", "Kerho", "Chat")
    )
    page = listed(browser, reverse("confirm_many"))
    tokens = {box["value"].split(":")[1]: box["value"] for box in page.select("[name=subject]")}
    assert set(tokens) == {str(service.pk) for service in (kept, unticked, changed)}
    Service.objects.filter(pk=changed.pk).update(summary="Muuta.")
    browser.post(reverse("confirm_many"), {"subject": [tokens[str(kept.pk)], tokens[str(changed.pk)]]})
    dates = dict(Service.objects.values_list("name", "confirmed_at"))
    assert dates == {"Kahvila": localdate(), "Kerho": LONG_AGO, "Chat": LONG_AGO}


def test_feedback_is_listed_and_handled_by_a_press(browser: Client, own: OrganisationPage) -> None:
    service = complete(own, name="Perhekahvila")
    feedback = give_feedback(service=service, kind="wrong", message="Puhelinnumero on vanha.")
    assert "Puhelinnumero on vanha." in listed(browser, "/hallinta/tyolista/?kind=feedback").text
    browser.post(reverse("settle_feedback", args=[feedback.pk]))
    assert "Puhelinnumero" not in listed(browser).text
    assert "Puhelinnumero" in listed(browser, reverse("feedback")).text
    browser.post(reverse("reopen_feedback", args=[feedback.pk]))
    assert "Puhelinnumero" in listed(browser).text


def test_another_s_feedback_is_neither_seen_nor_handled(browser: Client, other: OrganisationPage) -> None:
    feedback = give_feedback(service=complete(other), kind="wrong", message="Salaisuus.")
    assert "Salaisuus" not in listed(browser, reverse("feedback")).text
    assert browser.post(reverse("settle_feedback", args=[feedback.pk])).status_code == 404
    assert Feedback.objects.get().handled_at is None


def test_what_is_missing_is_listed_until_it_is_there(own: OrganisationPage) -> None:
    service = complete(own, link="", summary_sv="")
    scope, source = Scope(frozenset({own.pk})), MissingPieces()
    keys = {item.key for item in source.items(scope, limit=10)}
    assert keys == {f"profile-{own.pk}", f"service-{service.pk}"}
    Service.objects.update(link="https://a.example/", summary_sv="Hjälper.")
    logo = get_image_model().objects.create(
        title="logo.png", description="Kaksi siskoa", file=get_test_image_file()
    )
    own.website, own.email, own.logo = "https://a.example/", "info@a.example", logo
    own.save_revision().publish()
    assert source.counts(scope) == {}
    assert list(source.items(scope, limit=10)) == []


def test_a_service_offered_nowhere_is_missing_something(own: OrganisationPage) -> None:
    service = complete(own)
    Service.objects.filter(pk=service.pk).update(whole_county=False)
    keys = [item.key for item in MissingPieces().items(Scope(frozenset({own.pk})), limit=10)]
    assert f"service-{service.pk}" in keys


def test_a_picture_without_words_is_its_organisation_s_work_once_it_stands_on_the_page(
    own: OrganisationPage, other: OrganisationPage
) -> None:
    picture = get_image_model().objects.create(title="IMG_1.png", file=get_test_image_file())
    source = MissingPieces()
    assert not [item for item in source.items(Scope(None), limit=99) if item.key.startswith("picture")]
    own.logo = picture
    own.save_revision().publish()
    [item] = [
        item
        for item in source.items(Scope(frozenset({own.pk})), limit=99)
        if item.key == f"picture-{picture.pk}"
    ]
    assert item.organisation == own.pk
    assert not [
        item
        for item in source.items(Scope(frozenset({other.pk})), limit=99)
        if item.key.startswith("picture")
    ]


def test_terms_without_a_swedish_name_are_the_umbrella_s_work(own: OrganisationPage) -> None:
    group = TargetGroupFactory(name_sv="")
    source = MissingPieces()
    assert source.counts(Scope(None))[None] >= 1
    assert f"targetgroup-{group.pk}" in {item.key for item in source.items(Scope(None), limit=99)}
    assert None not in source.counts(Scope(frozenset({own.pk})))


def test_links_in_trouble_are_the_work_of_whose_service_they_stand_in(
    browser: Client, own: OrganisationPage, other: OrganisationPage
) -> None:
    complete(own, name="Perhekahvila", link="https://a.example/kahvila")
    complete(other, name="Vieras", link="https://b.example/")
    OrganisationPage.objects.filter(pk=own.pk).update(website="https://a.example/kahvila")
    moment = datetime(2026, 11, 2, 9, tzinfo=UTC)
    refresh_links(at=moment)
    theirs = Link.objects.filter(host__endswith=".example")  # the accessibility statement has links too
    theirs.update(state="dead", link_class="gone", state_since=moment, first_failed=moment)
    scope, source = Scope(frozenset({own.pk})), TroubledLinks()
    items = source.items(scope, limit=10)
    assert {item.subject for item in items} == {"Perhekahvila", "Siskotupa ry"}
    assert source.counts(scope) == {own.pk: 2}
    assert source.counts(Scope(None)) == {own.pk: 2, other.pk: 1}
    assert "https://a.example/kahvila" in listed(browser, "/hallinta/tyolista/?kind=links").text
    Link.objects.update(state="ok")
    assert source.counts(Scope(None)) == {}


def test_every_source_s_lines_are_as_many_as_it_counts_page_by_page(
    own: OrganisationPage, other: OrganisationPage
) -> None:
    for organisation in (own, other):
        for number in range(3):
            service = complete(
                organisation, link="", confirmed_at=LONG_AGO - timedelta(days=number), name=f"P{number}"
            )
            give_feedback(service=service, kind="no_answer", message="?")
    OrganisationPage.objects.update(first_published_at="2020-01-01T12:00Z")
    TargetGroupFactory(name_sv="")
    for scope in (Scope(None), Scope(frozenset({own.pk}))):
        for source in sources():
            total = sum(source.counts(scope).values())
            pages = [
                item.key
                for start in range(0, total + 2, 2)
                for item in source.items(scope, limit=2, offset=start)
            ]
            assert len(pages) == len(set(pages)) == total, source.name
            whole = [item.key for item in source.items(scope, limit=1000)]
            assert pages == whole, source.name


def test_one_kind_comes_page_by_page_and_keeps_its_filter(editor: Client, own: OrganisationPage) -> None:
    for number in range(30):
        complete(own, name=f"Palvelu {number}", confirmed_at=LONG_AGO)
    first = listed(editor, "/hallinta/tyolista/?kind=stale")
    assert len(first.select(".work-item")) == 25
    following = first.select_one("a[rel=next]")["href"]
    assert "kind=stale" in following
    assert len(listed(editor, f"/hallinta/tyolista/{following}").select(".work-item")) == 5


def test_the_menu_says_how_much_waits_and_forgets_it_when_something_is_done(
    browser: Client, own: OrganisationPage
) -> None:
    feedback = give_feedback(service=complete(own), kind="wrong", message="Vanha numero.")
    waits = sum(kind.total for kind in kinds(Scope(frozenset({own.pk}))))
    assert f"({waits})" in browser.get("/hallinta/account/").content.decode()
    browser.post(reverse("settle_feedback", args=[feedback.pk]))
    assert f"({waits - 1})" in browser.get("/hallinta/account/").content.decode()


def test_an_account_without_organisation_sees_nothing(site: HomePage, own: OrganisationPage) -> None:
    complete(own, name="Perhekahvila", confirmed_at=LONG_AGO)
    stranger = UserFactory()
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(stranger)
    for path in ("", "tyolista/", "vahvistus/", "palaute/"):
        assert "Perhekahvila" not in client.get(f"/hallinta/{path}").content.decode()


def test_whoever_is_not_logged_in_is_sent_to_the_login(client: Client, site: HomePage) -> None:
    for path in ("", "tyolista/", "vahvistus/", "palaute/"):
        answer = client.get(f"/hallinta/{path}")
        assert answer.status_code == 302
        assert "/login/" in answer["Location"]


def test_a_date_stands_with_what_has_waited(browser: Client, own: OrganisationPage) -> None:
    complete(own, name="Perhekahvila", confirmed_at=date(2026, 1, 5))
    assert "5.1.2026" in listed(browser, "/hallinta/tyolista/?kind=stale").text
