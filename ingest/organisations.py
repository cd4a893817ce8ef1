"""Find the organisation that a record belongs to, by all that its source knows of it."""

from __future__ import annotations

import re

from django.db.models import Q

from cms.directory.models import OrganisationPage
from ingest.delivery import Delivery
from ingest.models import HarvestedRecord
from ingest.records import OrganisationReference

LEGAL_FORMS = re.compile(r"\b(?:ry|rf|r\.y|r\.f|oy|ab|säätiö sr|sr)\b\.?", re.IGNORECASE)
EXPECTED = 0
"""The key of an organisation that a dry run would have made; no row has it."""
NOT_WORDS = re.compile(r"[^\w]+")


def name_key(name: str) -> str:
    """Return a name in which spelling, the legal form and punctuation make no difference."""
    return NOT_WORDS.sub(" ", LEGAL_FORMS.sub(" ", name.casefold())).strip()


def website_key(url: str) -> str:
    """Return an address without scheme, ``www.`` and final slash."""
    return re.sub(r"^https?://(?:www\.)?", "", url.strip().lower()).rstrip("/")


def organisation_of(reference: OrganisationReference | None, delivery: Delivery) -> int | None:
    """Return the key of the organisation that is meant, of the source's own where none is, or ``None``."""
    if reference is None:
        return delivery.organisation
    found = (
        _by_external_id(reference, delivery)
        or _by_business_id(reference)
        or _by_identifiers(reference)
        or _by_website_or_name(reference)
    )
    if not found and reference.external_id in delivery.expected:
        return EXPECTED
    named = reference.name or reference.business_id or reference.external_id
    return found or (None if named else delivery.organisation)


def _by_external_id(reference: OrganisationReference, delivery: Delivery) -> int | None:
    if not reference.external_id:
        return None
    return _organisation_key(
        Q(source__name=delivery.source_name, kind="organisation", external_id=reference.external_id)
    )


def _by_business_id(reference: OrganisationReference) -> int | None:
    if not reference.business_id:
        return None
    pages = OrganisationPage.objects.filter(business_id=reference.business_id)
    return pages.values_list("pk", flat=True).first()


def _by_identifiers(reference: OrganisationReference) -> int | None:
    wanted = {(one.scheme, one.value) for one in reference.identifiers}
    if not wanted:
        return None
    records = HarvestedRecord.objects.filter(kind="organisation").exclude(identifiers=[])
    for object_id, identifiers in records.values_list("object_id", "identifiers"):
        if any((scheme, value) in wanted for scheme, value in identifiers) and (key := _here(object_id)):
            return key
    return None


def _by_website_or_name(reference: OrganisationReference) -> int | None:
    """Look among all names: there are tens of organisations, not thousands."""
    name, website = name_key(reference.name), website_key(reference.website)
    rows = OrganisationPage.objects.values_list("pk", "title", "website")
    for pk, title, address in rows:
        if (name and name_key(title) == name) or (website and website_key(address) == website):
            return int(pk)
    return None


def _organisation_key(wanted: Q) -> int | None:
    object_id = HarvestedRecord.objects.filter(wanted).values_list("object_id", flat=True).first()
    return _here(object_id) if object_id else None


def _here(object_id: str) -> int | None:
    """Return the key of an organisation's page unless somebody has deleted it."""
    return OrganisationPage.objects.filter(pk=object_id).values_list("pk", flat=True).first()
