"""A directory that is hard to write down."""

from __future__ import annotations

import pytest

from cms.directory.models import OrganisationPage
from home.models import HomePage
from tests.factories import ChallengeFactory, OrganisationPageFactory, ServiceFactory, TargetGroupFactory


@pytest.fixture
def directory(site: HomePage) -> OrganisationPage:
    """Publish an organisation with services that are hard to write down."""
    organisation = OrganisationPageFactory(
        title="Aallokko ry",
        telephone="+358 2 123",
        email="info@aallokko.example",
        website="https://aallokko.example/",
    )
    ServiceFactory(
        organisation=organisation,
        name="Perhekahvila",
        summary="=HYPERLINK(1) ei ole kaava.",
        description='Rivi; "toinen",\r\nkolmas\n\n- luettelo',
        target_groups=[TargetGroupFactory(name_fi="Lapset"), TargetGroupFactory(name_fi="Nuoret; 13–18 v.")],
        challenges=[ChallengeFactory(name_fi="Ero")],
        municipalities=["turku", "salo"],
        tags=["vertaistuki", "-miinus"],
        channels=["place", "group"],
        languages=["fi", "fse"],
        is_free=False,
        price="+5 €",
        age_from="0.5",
        age_to="6",
        link="https://aallokko.example/kahvila#aika",
    )
    ServiceFactory(organisation=organisation, name="Chat", digital=True)
    ServiceFactory(organisation=organisation, name="Luonnos", publish=False)
    return organisation
