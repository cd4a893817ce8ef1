"""Services: their rules, their drafts, their confirmation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from cms.directory.actions import confirm_service, save_service_draft
from cms.directory.forms import ServiceForm
from cms.directory.models import Municipality, OrganisationPage, Service
from tests.integration.directory.services import publish_service

pytestmark = pytest.mark.django_db


def test_the_county_has_its_27_municipalities() -> None:
    assert Municipality.objects.count() == 27
    assert Municipality.objects.get(code="853").name_in("sv") == "Åbo"


def test_a_service_that_is_offered_nowhere_is_refused_and_not_saved(organisation: OrganisationPage) -> None:
    with pytest.raises(ValidationError) as refused:
        save_service_draft(values={"organisation": organisation, "name": "Ei missään", "summary": "Ei."})
    assert refused.value.code == "nowhere"
    assert not Service.objects.exists()


def test_two_services_of_one_name_get_addresses_of_their_own(organisation: OrganisationPage) -> None:
    slugs = {publish_service(organisation, "Vertaisryhmä").slug for _ in range(3)}
    assert slugs == {"vertaisryhma", "vertaisryhma-2", "vertaisryhma-3"}


def test_a_new_draft_leaves_the_published_service_as_it_is(organisation: OrganisationPage) -> None:
    service = publish_service(organisation, "Vertaisryhmä")
    draft = save_service_draft(service=service, values={"name": "Uusi nimi"})
    assert Service.objects.get(pk=service.pk).name == "Vertaisryhmä"
    assert draft.has_unpublished_changes
    assert draft.get_latest_revision_as_object().name == "Uusi nimi"


def test_publishing_a_draft_keeps_relations_and_tags(organisation: OrganisationPage) -> None:
    service = publish_service(
        organisation, "Vertaisryhmä", municipalities=["turku", "kaarina"], tags=["sisarukset"]
    )
    republished = save_service_draft(service=service, values={"name": "Uusi nimi"}, publish=True)
    assert {place.slug for place in republished.municipalities.all()} == {"turku", "kaarina"}
    assert {tag.name for tag in republished.tags.all()} == {"sisarukset"}


def test_an_older_draft_does_not_undo_a_confirmation(organisation: OrganisationPage) -> None:
    service = publish_service(organisation, "Vertaisryhmä")
    draft = save_service_draft(service=service, values={"name": "Uusi nimi"})
    confirm_service(service=Service.objects.get(pk=service.pk))
    draft.latest_revision.publish()
    published = Service.objects.get(pk=service.pk)
    assert published.name == "Uusi nimi"
    assert published.confirmed_at is not None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"whole_county": False}, "municipalities"),
        ({"open_to_all": False}, "target_groups"),
        ({"age_from": "12", "age_to": "7"}, "age_to"),
        ({"is_free": False}, "price"),
        ({"summary": "x" * 201}, "summary"),
        ({"channels": ["carrier pigeon"]}, "channels"),
        ({"link": "not an address"}, "link"),
    ],
)
def test_the_form_names_the_field_that_is_wrong(
    organisation: OrganisationPage, values: dict[str, object], field: str
) -> None:
    form_class = Service.edit_handler.bind_to_model(Service).get_form_class()
    assert issubclass(form_class, ServiceForm)
    right = {
        "organisation": organisation.pk,
        "name": "Vertaisryhmä",
        "summary": "Sisarukset tapaavat toisiaan.",
        "open_to_all": True,
        "whole_county": True,
        "is_free": True,
        "status": "active",
    }
    assert form_class(data=right).is_valid()
    assert set(form_class(data={**right, **values}).errors) == {field}


def test_ages_that_nobody_has_are_refused_from_wherever_they_come(organisation: OrganisationPage) -> None:
    with pytest.raises(ValidationError) as refused:
        publish_service(organisation, "Vertaisryhmä", age_from=Decimal("12.5"), age_to=Decimal("7"))
    assert set(refused.value.message_dict) == {"age_to"}
    assert publish_service(organisation, "Vauvaryhmä", age_from=Decimal("0.5"), age_to=Decimal("0.5"))
    assert not Service.objects.filter(name="Vertaisryhmä").exists()
