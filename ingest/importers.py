"""Say what each kind of record becomes, and with which values."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any, cast

from cms.publishing.models import AnnualReview, News, PressRelease, Project
from ingest.canonical import canonical
from ingest.delivery import Delivery
from ingest.directory_importers import DIRECTORY_IMPORTERS, Importer
from ingest.errors import ImportRefused
from ingest.event_importer import EVENT_IMPORTERS
from ingest.figures_importer import FIGURES_IMPORTERS
from ingest.images import image_blocks, placeholder
from ingest.records import (
    AnnualReviewRecord,
    Contact,
    HeadingBlock,
    Link,
    NewsRecord,
    ParagraphBlock,
    PressReleaseRecord,
    ProjectRecord,
    Record,
)
from ingest.streams import escaped, stream_of
from ingest.words import gettext_noop as _

Values = dict[str, Any]
MAX_TELEPHONE = 40
FURTHER_CONTACTS = {"fi": "Yhteyshenkilöt", "sv": "Kontaktpersoner", "en": "Contacts"}


def importer_of(record: Record) -> Importer:
    """Return the importer of the record's kind; raise ``ImportRefused`` if there is none."""
    importer = IMPORTERS.get(str(getattr(record, "kind", "")))
    if importer is None:
        raise ImportRefused(
            _(
                "There is no page for records of the kind '%(kind)s'.",
                kind=getattr(record, "kind", type(record).__name__),
            ),
            remedy=_(
                "Give one of: %(names)s. The record is read again by every run.", names=", ".join(IMPORTERS)
            ),
        )
    return importer


def values_for(record: Record, delivery: Delivery | None = None) -> Values:
    """Return the content's field values in canonical form, their HTML sanitised."""
    values = importer_of(record).values(record, delivery or Delivery(""))
    return cast(Values, canonical(values))


def _article(record: Record) -> Values:
    return {
        "title": record.title,
        "summary": record.summary,
        "body": stream_of(record.body),
        "source_url": record.url,
        "tags": sorted(set(record.tags)),
    }


def _illustrated(record: Record) -> Values:
    values = _article(record)
    return {**values, "body": values["body"] + image_blocks(record.images)} if record.images else values


def _dated(record: Record) -> Values:
    values = _illustrated(record)
    if record.published_at:
        values["date"] = record.published_at
    return values


def _news(record: NewsRecord, _delivery: Delivery) -> Values:
    values = _dated(record.model_copy(update={"images": record.images[1:]}))
    return {**values, "image": placeholder(record.images[0])} if record.images else values


def _press_release(record: PressReleaseRecord, _delivery: Delivery) -> Values:
    rows = [row for contact in record.contacts for row in _contact_rows(contact)]
    return {**_dated(record), "contacts": rows}


def _contact_rows(contact: Contact) -> list[dict[str, str]]:
    """Return a row for a contact; what a row has no room for (a second address) has one of its own."""
    addresses = contact.email.split(", ")
    numbers = (
        [contact.telephone] if len(contact.telephone) <= MAX_TELEPHONE else contact.telephone.split(", ")
    )
    first = {**contact.model_dump(), "email": addresses[0], "telephone": numbers[0]}
    further = zip_longest(addresses[1:], numbers[1:], fillvalue="")
    named = Contact(name=contact.name).model_dump()
    return [first, *({**named, "email": email, "telephone": number} for email, number in further)]


def _review(record: AnnualReviewRecord, _delivery: Delivery) -> Values:
    return {**_illustrated(record), "year": record.year}


def _project(record: ProjectRecord, _delivery: Delivery) -> Values:
    first = record.contacts[0] if record.contacts else Contact()
    further = [*([_apart(first)] if first.telephone or first.role else []), *map(_line, record.contacts[1:])]
    values = _illustrated(record)
    if further:
        heading = HeadingBlock(level=2, text=FURTHER_CONTACTS[record.language])
        values["body"] += stream_of([heading, *(ParagraphBlock(html=escaped(line)) for line in further)])
    sections = ("purpose", "actors", "starting_point", "aims", "intended_results", "outputs", "effects")
    return {
        **values,
        **{section: stream_of(getattr(record, section)) for section in sections},
        "period": record.period,
        "funders": "\n".join(record.funders),
        "phenomena": "\n".join(record.phenomena),
        "contact_name": first.name,
        "contact_organisation": first.organisation,
        "contact_email": first.email,
        "author": ", ".join(record.authors),
        "record_created": record.created,
        "record_modified": record.modified,
        "links": [_link_row(link) for link in record.links],
    }


def _link_row(link: Link) -> dict[str, str]:
    """Return a link's row; an address that no page may lead to is shown and not linked."""
    if not link.url or link.url.lower().startswith(("http://", "https://")):
        return {"text": (link.text or link.url)[:255], "url": link.url}
    return {"text": f"{link.text} ({link.url})"[:255], "url": ""}


def _apart(contact: Contact) -> str:
    """Return what a project's page has no field for, with the name that it belongs to."""
    return ", ".join(filter(None, (contact.name, contact.role, contact.telephone)))


def _line(contact: Contact) -> str:
    columns: Mapping[str, str] = contact.model_dump()
    return ", ".join(filter(None, columns.values()))


IMPORTERS: dict[str, Importer] = {
    "news": Importer(News, _news),
    "press_release": Importer(PressRelease, _press_release),
    "review": Importer(AnnualReview, _review),
    "project": Importer(Project, _project),
    **DIRECTORY_IMPORTERS,
    **EVENT_IMPORTERS,
    **FIGURES_IMPORTERS,
}
