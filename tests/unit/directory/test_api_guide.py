"""The guide to the interfaces names everything that can be asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from cms.api import api
from cms.directory.api.filtering import ORGANISATION_FILTERS, SERVICE_FILTERS, Freshness
from cms.directory.hsds.parameters import OrganizationParameters, ServiceParameters, TermParameters

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "guides" / "api.md").read_text(encoding="utf-8")
PLAIN, HSDS = GUIDE.split("## HSDS 3.1")


@pytest.mark.parametrize("name", [*SERVICE_FILTERS, *ORGANISATION_FILTERS, *Freshness.model_fields])
def test_every_parameter_of_the_public_json_is_documented(name: str) -> None:
    assert f"`{name}" in PLAIN


@pytest.mark.parametrize("model", [ServiceParameters, OrganizationParameters, TermParameters])
def test_every_parameter_of_hsds_is_documented(model: type[BaseModel]) -> None:
    assert [name for name in model.model_fields if f"`{name}" not in HSDS] == []


def test_every_address_is_documented() -> None:
    paths = [path for path in api.get_openapi_schema()["paths"] if "hsds" in path or "/s" in path]
    assert len(paths) > 12
    documented = [path.replace("/{id}", "/") for path in paths]
    assert [path for path in documented if path not in GUIDE] == []
