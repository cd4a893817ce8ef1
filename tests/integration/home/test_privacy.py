"""What is not public reaches nobody: not by the page, not by the pages API, not by the search."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.utils.timezone import localdate
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.directory.actions import confirm_service, save_service_draft
from cms.directory.models import OrganisationPage, Service
from cms.publishing.actions import save_page_draft
from home.models import HomePage
from search import outbox
from tests.factories import (
    ChallengeFactory,
    NewsFactory,
    OrganisationPageFactory,
    ProjectFactory,
    ServiceFactory,
    TargetGroupFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def private(site: HomePage) -> OrganisationPage:
    """Publish an organisation that only a group may see, with a service."""
    organisation: OrganisationPage = OrganisationPageFactory(title="Piilotupa ry", slug="piilotupa")
    ServiceFactory(organisation=organisation, name="Piilokahvila")
    ServiceFactory(organisation=organisation, name="Piilokerho", status=Service.Status.ENDED)
    restriction = PageViewRestriction.objects.create(
        page=organisation, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.create(name="Hallitus"))
    return organisation


@pytest.mark.parametrize("path", ["/palvelut/piilokahvila/", "/palvelut/piilokerho/"])
def test_services_of_a_private_organisation_are_not_found(
    private: OrganisationPage, client: Client, path: str
) -> None:
    assert client.get(path).status_code == 404


def test_the_search_names_no_private_organisation(
    search_index: None, private: OrganisationPage, client: Client
) -> None:
    outbox.drain()
    for address in ("/haku/?q=piilo", "/api/search?q=piilokahvila", "/api/suggest?q=piilo"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Piilotupa" not in answer.content.decode()
        assert "Piilokahvila" not in answer.content.decode()
    assert client.get("/haku/", {"organisation": "piilotupa"}).status_code == 400


def test_the_pages_api_holds_no_drafts_and_no_private_pages(
    private: OrganisationPage, client: Client
) -> None:
    news = NewsFactory(title="Julkaistu")
    save_page_draft(page=news, model=type(news), values={"title": "Salainen muutos"})
    NewsFactory(title="Salainen luonnos", publish=False)
    answer = client.get("/api/v2/pages/?fields=*&limit=20")
    assert answer.status_code == 200
    assert "Julkaistu" in answer.content.decode()
    assert "Salainen" not in answer.content.decode()
    assert "Piilotupa" not in answer.content.decode()
    assert client.get(f"/api/v2/pages/{private.pk}/").status_code == 404


def test_the_pages_api_tells_whom_the_press_may_ask_but_not_who_keeps_a_record(
    site: HomePage, client: Client
) -> None:
    project = ProjectFactory(
        contact_name="Esimerkki Henkilö", contact_email="e@example.org", author="Esko E."
    )
    answer = client.get(f"/api/v2/pages/{project.pk}/?fields=*").content.decode()
    assert "Esimerkki" not in answer
    assert "e@example.org" not in answer
    assert "Esko" not in answer


def test_documents_of_a_private_collection_are_neither_listed_nor_served(
    site: HomePage, client: Client
) -> None:
    collection = Collection.get_first_root_node().add_child(name="Hallitus")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    document = get_document_model().objects.create(
        title="Salainen pöytäkirja", collection=collection, file=ContentFile(b"salaisuus", name="p.txt")
    )
    assert client.get("/api/v2/documents/").json()["items"] == []
    assert client.get(f"/api/v2/documents/{document.pk}/").status_code == 404
    assert client.get(document.url).status_code == 302


def test_nobody_learns_who_confirmed_a_service(search_index: None, site: HomePage, client: Client) -> None:
    service = ServiceFactory(name="Perhekahvila")
    confirm_service(service=service, user=UserFactory(username="vahvistaja", first_name="Vahva"))
    outbox.drain()
    for address in (service.get_absolute_url(), "/haku/?q=perhekahvila", "/api/search?q=perhekahvila"):
        text = client.get(address).content.decode().lower()
        assert "vahvistaja" not in text
        assert "vahva<" not in text
    assert str(localdate().year) in client.get(service.get_absolute_url()).content.decode()


def test_the_page_of_a_service_shows_what_is_published_not_its_draft(site: HomePage, client: Client) -> None:
    service = ServiceFactory(name="Perhekahvila")
    save_service_draft(
        service=service,
        values={"summary": "Salainen luonnos", "challenges": [ChallengeFactory(name_fi="Uusi")]},
    )
    text = client.get(service.get_absolute_url()).content.decode()
    assert "Salainen" not in text
    assert "Uusi" not in text


def test_the_front_page_counts_what_the_search_would_find(
    search_index: None, site: HomePage, client: Client
) -> None:
    group = TargetGroupFactory(name_fi="Lapset")
    challenge = ChallengeFactory(name_fi="Ero")
    ServiceFactory(target_groups=[group], challenges=[challenge])
    ServiceFactory(target_groups=[group], open_to_all=True)
    ServiceFactory(target_groups=[group], challenges=[challenge], status=Service.Status.PAUSED)
    ServiceFactory(open_to_all=True, status=Service.Status.PAUSED)
    outbox.drain()
    front_page = client.get("/").context
    for kind, term, count in (("target_group", group, 2), ("challenge", challenge, 1)):
        (shown,) = front_page[f"{kind}s"]
        found = client.get("/haku/", {kind: term.slug}).context["answer"].total
        assert shown.service_count == found == count
