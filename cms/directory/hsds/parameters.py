"""What the HSDS addresses may be asked; all that is asked at once must hold."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import Field

from cms.directory.api.reading import Instant, Parameters

MAX_PER_PAGE = 100
PER_PAGE = 20


class ListParameters(Parameters):
    """What every list understands."""

    search: str = Field("", description="Words; services and organisations are searched as on the site.")
    page: int = Field(1, ge=1, le=1_000_000)
    per_page: int | None = Field(None, ge=1, le=MAX_PER_PAGE, description=f"{PER_PAGE} if not given.")
    format: Literal["json", "ndjson"] = Field(
        "json", description="`ndjson` streams everything, one object a line, without pages."
    )


class TermParameters(ListParameters):
    """What the list of terms understands; ours have no parents."""

    taxonomy_id: UUID | None = None
    top_only: bool = False
    parent_id: UUID | None = None


class OrganizationParameters(ListParameters):
    """What the list of organisations understands; they have the terms of their services."""

    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    modified_after: Instant | None = Field(None, description="Changed at this moment or later.")
    full: bool = Field(False, description="With everything nested.")


class ServiceAtLocationParameters(OrganizationParameters):
    """What the list of services at locations understands."""

    organization_id: UUID | None = None


class ServiceParameters(ServiceAtLocationParameters):
    """What the list of services understands."""

    minimal: bool = Field(
        False, description="Only `id` and `last_modified`, and all on one page unless `per_page` is given."
    )
