"""Of two that are one, the umbrella chooses which stays; nothing that came in or led to the other is lost."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect

from cms.directory.models import OrganisationPage, Service
from cms.membership.models import Membership
from cms.publishing.models import News, PressRelease
from home.models import HomePage
from ingest.deletions import count_missing_once
from ingest.delivery import Delivery
from ingest.errors import ImportRefused
from ingest.keeping import run_source
from ingest.models import HarvestedRecord, Source
from ingest.pairs import likely_pairs
from ingest.records import OrganisationRecord, OrganisationReference, ServiceRecord
from ingest.uniting import comparable_fields, merge_contents
from tests.factories import NewsFactory, OrganisationPageFactory, ServiceFactory, UserFactory
from tests.integration.ingest.played import hold, new_world


@pytest.fixture
def source(site: HomePage, monkeypatch: pytest.MonkeyPatch) -> Source:
    """Return a kept source that publishes and has brought an organisation and its service."""
    world = new_world(monkeypatch)
    hold(
        world,
        OrganisationRecord(external_id="o1", title="Lasten tuki ry", summary="Lähteen.", email="a@b.example"),
        ServiceRecord(
            external_id="s1", title="Vertaisryhmä", summary="Ryhmä.", whole_county=True,
            organisation=OrganisationReference(external_id="o1"),
        ),
    )  # fmt: skip
    source = Source.objects.create(name="Rekisteri", plugin="played", kept=True, policy="publish")
    list(run_source(source))
    return source


def test_the_other_leads_to_the_one_that_stays_with_all_that_was_the_others(source: Source) -> None:
    keep, drop = (
        OrganisationPageFactory(title="Lasten tuki"),
        OrganisationPage.objects.get(title="Lasten tuki ry"),
    )
    Source.objects.update(organisation=drop)
    Redirect.add_redirect("/ennen-muinoin", redirect_to=drop)
    address = drop.url
    with translation.override("sv"):  # whatever language the person uses
        merge_contents(keep=keep, drop=drop, take=["email"])
    drop.refresh_from_db()
    keep.refresh_from_db()
    assert not drop.live
    assert (keep.email, keep.get_latest_revision_as_object().email) == ("", "a@b.example")
    led = dict(Redirect.objects.values_list("old_path", "redirect_page"))
    bare = address.rstrip("/")
    assert led == dict.fromkeys(["/ennen-muinoin", bare, f"/sv{bare}", f"/en{bare}"], keep.pk)
    assert HarvestedRecord.objects.get(external_id="o1").content == keep
    service = Service.objects.get()
    assert service.organisation == keep
    assert service.get_latest_revision_as_object().organisation == keep
    source.refresh_from_db()
    assert source.organisation == keep


def test_readers_of_the_old_address_come_to_the_other(source: Source, client: Client) -> None:
    drop = Service.objects.get()
    keep = ServiceFactory(name="Vertaisryhmä perheille")
    merge_contents(keep=keep, drop=drop)
    old, new = drop.get_absolute_url(), keep.get_absolute_url()
    for prefix in ("", "/sv"):
        response = client.get(f"{prefix}{old}")
        assert (response.status_code, response["location"]) == (301, f"{prefix}{new}")


def test_what_one_source_loses_stays_while_another_record_of_it_is_there(source: Source) -> None:
    drop = Service.objects.get()
    keep = ServiceFactory(name="Vertaisryhmä perheille", organisation=drop.organisation)
    twin = HarvestedRecord.objects.get(external_id="s1")
    twin.pk, twin.external_id, twin.object_id = None, "s2", str(keep.pk)
    twin.save()
    merge_contents(keep=keep, drop=drop)
    run, delivery = source.runs.get(), Delivery.of(source)
    for name, live in (("s2", True), ("s1", False)):
        key = HarvestedRecord.objects.get(external_id=name).pk
        assert count_missing_once(key=key, deleted=True, delivery=delivery, run=run)
        keep.refresh_from_db()
        assert keep.live is live


@pytest.mark.parametrize("wrong", ["itself", "another kind", "locked"])
def test_what_can_not_become_one_is_refused(site: HomePage, wrong: str) -> None:
    keep, drop = NewsFactory(title="Uutinen"), NewsFactory(title="Toinen")
    if wrong == "itself":
        drop = keep
    elif wrong == "another kind":
        drop = OrganisationPageFactory()
    else:
        News.objects.filter(pk=drop.pk).update(locked=True)
        drop.refresh_from_db()
    with pytest.raises(ImportRefused):
        merge_contents(keep=keep, drop=drop)
    drop.refresh_from_db()
    assert drop.live


def test_what_seems_to_be_here_twice_is_listed_until_it_is_one(site: HomePage) -> None:
    one = OrganisationPageFactory(title="Lasten tuki ry", website="https://www.tuki.example/")
    other = OrganisationPageFactory(title="Barnens stöd rf", website="http://tuki.example")
    OrganisationPageFactory(title="Aivan muu ry", website="https://muu.example")
    assert [(pair.keep, pair.drop, pair.reason) for pair in likely_pairs(OrganisationPage)] == [
        (one.pk, other.pk, "tuki.example")
    ]
    merge_contents(keep=one, drop=other)
    assert likely_pairs(OrganisationPage) == []


def test_services_of_one_address_are_the_same_only_by_their_names_too(site: HomePage) -> None:
    organisation = OrganisationPageFactory()
    link = "https://tuki.example/palvelut"
    one = ServiceFactory(name="Perhekahvila", link=link)
    other = ServiceFactory(name="Perhekahvilat", link=link)
    ServiceFactory(name="Kriisipuhelin", link=link, organisation=organisation)
    assert [(pair.keep, pair.drop) for pair in likely_pairs(Service)] == [(one.pk, other.pk)]


def test_only_what_people_write_is_compared(site: HomePage) -> None:
    assert comparable_fields(News) == ["title", "summary", "body", "source_url", "date", "image", "tags"]
    assert "contacts" in comparable_fields(PressRelease)
    ours = comparable_fields(Service)
    assert {"name", "organisation", "target_groups", "tags"} <= set(ours)
    assert not {"slug", "live", "latest_revision", "go_live_at", "confirmed_at", "link_state"} & set(ours)


def test_the_umbrella_compares_two_and_makes_them_one(site: HomePage, admin_client: Client) -> None:
    keep = ServiceFactory(
        name="Perhekahvila", summary="Lyhyt.", street_address="Salatie 1", address_confidential=True
    )
    drop = ServiceFactory(
        name="Perhekahvilat", summary="Parempi.", opening_hours="Ma 9–15", organisation=keep.organisation
    )
    listed = admin_client.get(reverse("ingest_pairs"), {"kind": "service", "q": "perhekahv"}).content.decode()
    assert "Perhekahvilat" in listed
    chosen = admin_client.get(reverse("ingest_pairs"), {"kind": "service", "pick": [keep.pk, drop.pk]})
    address = reverse("ingest_merge", args=["service", keep.pk, drop.pk])
    assert chosen["location"] == address
    page = admin_client.get(address).content.decode()
    assert "Parempi" in page
    assert "Salatie" not in page
    assert page.count("checked") == 1  # what only the other has is chosen beforehand
    admin_client.post(address, {"take": ["summary", "slug"]})
    keep.refresh_from_db()
    drop.refresh_from_db()
    draft = keep.get_latest_revision_as_object()
    assert (keep.summary, draft.summary, draft.slug, drop.live) == ("Lyhyt.", "Parempi.", keep.slug, False)


def test_a_confidential_address_goes_over_with_its_confidentiality(
    site: HomePage, admin_client: Client
) -> None:
    keep = ServiceFactory(name="Turvakoti")
    drop = ServiceFactory(name="Turvakodit", street_address="Salatie 1", address_confidential=True)
    address = reverse("ingest_merge", args=["service", keep.pk, drop.pk])
    admin_client.post(address, {"take": ["street_address"]})
    keep.refresh_from_db()
    draft = keep.get_latest_revision_as_object()
    assert (draft.street_address, draft.address_confidential) == ("Salatie 1", True)


def test_an_organisations_people_make_nothing_one(site: HomePage, client: Client) -> None:
    keep = ServiceFactory(name="Perhekahvila")
    drop = ServiceFactory(name="Perhekahvilat", organisation=keep.organisation)
    person = UserFactory()
    Membership.objects.create(user=person, organisation=keep.organisation, role="administrator")
    client.force_login(person)
    address = reverse("ingest_merge", args=["service", keep.pk, drop.pk])
    for response in (client.get(reverse("ingest_pairs")), client.get(address), client.post(address)):
        assert response.status_code == 403
    drop.refresh_from_db()
    assert drop.live
