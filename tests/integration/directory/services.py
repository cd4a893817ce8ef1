"""Services for tests, made as the product makes them."""

from __future__ import annotations

from typing import Any

from cms.directory.actions import save_service_draft
from cms.directory.models import Municipality, OrganisationPage, Service


def publish_service(organisation: OrganisationPage, name: str, **values: Any) -> Service:
    """Publish a service of ``organisation``; unless told otherwise, for everybody everywhere."""
    places = [Municipality.objects.get(slug=slug) for slug in values.pop("municipalities", ())]
    defaults = {"summary": f"{name} auttaa.", "open_to_all": True, "whole_county": not places}
    return save_service_draft(
        values={"organisation": organisation, "name": name, "municipalities": places, **defaults, **values},
        publish=True,
    )
