"""A new address is put where it fits, stays out where no form takes it, and betrays no draft of others."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client as Browser
from django.urls import reverse
from wagtail.documents import get_document_model

from cms.accounts.models import User
from cms.directory.models import OrganisationPage, Service
from cms.membership.models import Membership
from cms.publishing.models import News
from home.models import HomePage
from ingest.linkcheck.actions import refresh_links
from ingest.linkcheck.classes import Ruling
from ingest.linkcheck.evidence import Evidence
from ingest.linkcheck.mending import plan_replacement, replace_link
from ingest.linkcheck.models import Link
from ingest.linkcheck.recording import record_check
from ingest.linkcheck.references import internal_address
from ingest.linkcheck.rulings import rule_on
from ingest.linkcheck.selectors import link_state
from tests.factories import NewsFactory, UserFactory
from tests.integration.directory.services import publish_service

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
OLD, NEW = "https://siskotupa.example/vanha", "https://siskotupa.example/uusi"


@pytest.fixture
def umbrella(db: None) -> User:
    """One of the umbrella's own people."""
    return UserFactory(is_superuser=True)


@pytest.fixture
def service(organisation: OrganisationPage) -> Service:
    """A service with a link."""
    service = publish_service(organisation, "Kohtaamo", link=OLD)
    refresh_links(at=NOW)
    return service


def paragraph(text: str) -> list[dict[str, str]]:
    """Return the body of a page with one paragraph."""
    return [{"type": "paragraph", "value": f"<p>{text}</p>"}]


@pytest.mark.parametrize("new", ["mailto:info@siskotupa.example", f"{NEW}?{'a' * 3000}"])
def test_a_field_for_web_addresses_keeps_out_what_its_form_refuses(
    service: Service, umbrella: User, new: str
) -> None:
    page = NewsFactory(title="Uutinen", body=paragraph(f'<a href="{OLD}">lisää</a>'))
    refresh_links(at=NOW)
    link = Link.objects.get(url=OLD)
    edits = {edit.title: edit for edit in plan_replacement(link=link, new=new, user=umbrella)}
    assert (edits["Kohtaamo"].outcome, edits["Kohtaamo"].left) == ("refused", True)
    outcome = replace_link(link=link, new=new, user=umbrella, publish=True, at=NOW)
    assert (outcome.refused, outcome.publish) == (["Kohtaamo"], ["Uutinen"])
    service.refresh_from_db()
    assert service.link == OLD
    assert new in str(News.objects.get(pk=page.pk).body)


def test_a_mail_address_is_replaced_by_another_and_by_nothing_else(
    organisation: OrganisationPage, umbrella: User
) -> None:
    OrganisationPage.objects.filter(pk=organisation.pk).update(email="vanha@siskotupa.example")
    organisation.refresh_from_db()
    organisation.save_revision().publish()
    refresh_links(at=NOW)
    link = Link.objects.get(url="mailto:vanha@siskotupa.example")
    for new in ("https://siskotupa.example/", "mailto:vanha"):
        [edit] = plan_replacement(link=link, new=new, user=umbrella)
        assert edit.outcome == "refused"
    replace_link(link=link, new="mailto:uusi@siskotupa.example", user=umbrella, publish=True, at=NOW)
    organisation.refresh_from_db()
    assert organisation.email == "uusi@siskotupa.example"


def test_a_link_to_a_document_in_a_text_is_replaced(site: HomePage, umbrella: User) -> None:
    document = get_document_model().objects.create(title="Ohje", file=ContentFile(b"x", "ohje.txt"))
    page = NewsFactory(title="Uutinen", body=paragraph(f'<a linktype="document" id="{document.pk}">ohje</a>'))
    refresh_links(at=NOW)
    link = Link.objects.get(url=internal_address("document", document.pk))
    assert replace_link(link=link, new=NEW, user=umbrella, publish=True, at=NOW).publish == ["Uutinen"]
    assert f'<a href="{NEW}">ohje</a>' in str(News.objects.get(pk=page.pk).body)


def test_a_member_learns_no_title_of_what_others_have_not_published(
    service: Service, organisation: OrganisationPage, client: Browser
) -> None:
    body = paragraph(f'<a href="{OLD}">lisää</a>')
    NewsFactory(title="Salainen luonnos", body=body).unpublish()
    public = NewsFactory(title="Julkinen uutinen", body=body)
    public.title = "Salainen uusi otsikko"
    public.save_revision()
    refresh_links(at=NOW)
    member = UserFactory()
    Membership.objects.create(user=member, organisation=organisation)
    client.force_login(member)
    link = Link.objects.get(url=OLD)
    text = client.get(reverse("linkcheck_replace", args=[link.pk]), {"new": NEW}).content.decode()
    assert "Salainen" not in text
    assert "Julkinen uutinen" in text
    assert "Ei julkaistu" in text


def test_the_same_address_again_replaces_nothing(service: Service, client: Browser, umbrella: User) -> None:
    client.force_login(umbrella)
    link = Link.objects.get(url=OLD)
    answer = client.get(reverse("linkcheck_replace", args=[link.pk]), {"new": OLD}, follow=True)
    assert answer.redirect_chain
    assert "jo tämä osoite" in answer.content.decode()


def test_an_editor_is_told_that_a_link_works_while_somebody_vouches_for_it(
    service: Service, umbrella: User
) -> None:
    link = Link.objects.get(url=OLD)
    for day in range(3):
        evidence = Evidence(OLD, "GET", 404, OLD)
        record_check(link=link, evidence=evidence, at=NOW + day * timedelta(days=1))
    assert link_state(OLD) == "dead"
    rule_on(link=link, ruling=Ruling.WORKING, reason="Avautuu", until=None, user=umbrella, at=NOW)
    assert link_state(OLD) == "ok"
    Link.objects.update(ruled_until=date(2020, 1, 1))
    assert link_state(OLD) == "dead"


def test_what_is_locked_stays_and_is_told_as_such(service: Service, client: Browser, umbrella: User) -> None:
    Service.objects.update(locked=True, locked_at=NOW)
    client.force_login(umbrella)
    link = Link.objects.get(url=OLD)
    page = client.get(reverse("linkcheck_replace", args=[link.pk]), {"new": NEW}).content.decode()
    assert "lukittu tai odottaa tarkistusta" in page
    assert replace_link(link=link, new=NEW, user=umbrella, publish=True, at=NOW).refused == ["Kohtaamo"]
