"""Organisations, services and what they are found by."""

from __future__ import annotations

from typing import Any

import factory
from wagtail.models import Page

from cms.directory.actions import save_service_draft
from cms.directory.models import (
    Challenge,
    Municipality,
    OrganisationIndex,
    OrganisationPage,
    Service,
    TargetGroup,
)
from tests.factories.pages import PageFactory


class TargetGroupFactory(factory.django.DjangoModelFactory):
    """Make a target group."""

    class Meta:
        model = TargetGroup

    name_fi = factory.Sequence(lambda number: f"Kohderyhmä {number}")
    slug = factory.Sequence(lambda number: f"kohderyhma-{number}")


class ChallengeFactory(factory.django.DjangoModelFactory):
    """Make a challenge."""

    class Meta:
        model = Challenge

    name_fi = factory.Sequence(lambda number: f"Haaste {number}")
    slug = factory.Sequence(lambda number: f"haaste-{number}")


class OrganisationPageFactory(PageFactory):
    """Make a published organisation, or with ``publish=False`` a draft."""

    class Meta:
        model = OrganisationPage

    title = factory.Sequence(lambda number: f"Järjestö {number} ry")
    summary = "Tukee lapsia ja perheitä."

    @classmethod
    def parent(cls) -> Page:
        """Return the site's list of organisations."""
        return OrganisationIndex.objects.get()


class ServiceFactory(factory.django.DjangoModelFactory):
    """Make a published service for everybody in the whole county, or with ``publish=False`` a draft.

    ``municipalities`` are slugs, and end its being offered in the whole county; other relations are
    lists of objects, tags names.
    """

    class Meta:
        model = Service

    name = factory.Sequence(lambda number: f"Palvelu {number}")
    summary = "Auttaa, kun apua tarvitaan."
    organisation = factory.SubFactory(OrganisationPageFactory)

    @classmethod
    def _create(cls, model_class: type[Service], *args: Any, publish: bool = True, **kwargs: Any) -> Service:
        slugs = kwargs.pop("municipalities", ())
        values = {
            "open_to_all": not kwargs.get("target_groups"),
            "whole_county": not slugs and not kwargs.get("digital"),
            "municipalities": list(Municipality.objects.filter(slug__in=slugs)),
            **kwargs,
        }
        return save_service_draft(values=values, publish=publish)
