"""Say which page each kind of record becomes, and with which values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, cast

from wagtail.models import Page

from cms.publishing.models import AnnualReview, News, PressRelease, Project
from ingest.canonical import canonical
from ingest.errors import ImportRefused
from ingest.records import (
    AnnualReviewRecord,
    BodyBlock,
    Contact,
    HeadingBlock,
    Link,
    ListBlock,
    NewsRecord,
    ParagraphBlock,
    PressReleaseRecord,
    ProjectRecord,
    Record,
)
from ingest.sanitising import sanitise_inline

Values = dict[str, Any]
MAX_HEADING = 255
MAX_TELEPHONE = 40
FURTHER_CONTACTS = {"fi": "Yhteyshenkilöt", "sv": "Kontaktpersoner", "en": "Contacts"}


@dataclass(frozen=True, slots=True)
class Importer:
    """Name the page model of a kind and the function that gives its values."""

    model: type[Page]
    values: Callable[[Any], Values]


def importer_of(record: Record) -> Importer:
    """Return the importer of the record's kind; raise ``ImportRefused`` if there is none."""
    importer = IMPORTERS.get(str(getattr(record, "kind", "")))
    if importer is None:
        raise ImportRefused(
            f"There is no page for records of the kind '{getattr(record, 'kind', type(record).__name__)}'.",
            remedy=f"Give one of: {', '.join(IMPORTERS)}.",
        )
    return importer


def values_for(record: Record) -> Values:
    """Return the page's field values in canonical form, their HTML sanitised."""
    values = importer_of(record).values(record)
    return cast(Values, canonical(values))


def stream_of(blocks: Iterable[BodyBlock]) -> list[dict[str, Any]]:
    """Return blocks as a stream field's values."""
    return [_stream_block(block) for block in blocks]


def _stream_block(block: BodyBlock) -> dict[str, Any]:
    if isinstance(block, HeadingBlock) and len(block.text) <= MAX_HEADING:
        return {"type": "heading", "value": {"text": block.text, "level": str(block.level)}}
    if isinstance(block, HeadingBlock):
        return _paragraph(_escaped(block.text))
    if isinstance(block, ParagraphBlock):
        return _paragraph(block.html)
    if isinstance(block, ListBlock):
        items = [_paragraph_html(item) for item in block.items]
        return {"type": "list", "value": {"ordered": block.ordered, "items": items}}
    return {"type": "quote", "value": {"text": block.text, "attribution": block.attribution}}


def _paragraph(html: str) -> dict[str, Any]:
    return {"type": "paragraph", "value": _paragraph_html(html)}


def _paragraph_html(html: str) -> str:
    """Return rich text as the editor writes it: in a paragraph, a list's items too."""
    return f"<p>{sanitise_inline(html)}</p>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _article(record: Record) -> Values:
    return {
        "title": record.title,
        "summary": record.summary,
        "body": stream_of(record.body),
        "source_url": record.url,
        "tags": sorted(set(record.tags)),
    }


def _dated(record: Record) -> Values:
    values = _article(record)
    if record.published_at:
        values["date"] = record.published_at
    return values


def _news(record: NewsRecord) -> Values:
    return _dated(record)


def _press_release(record: PressReleaseRecord) -> Values:
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


def _review(record: AnnualReviewRecord) -> Values:
    return {**_article(record), "year": record.year}


def _project(record: ProjectRecord) -> Values:
    first = record.contacts[0] if record.contacts else Contact()
    further = [*([_apart(first)] if first.telephone or first.role else []), *map(_line, record.contacts[1:])]
    values = _article(record)
    if further:
        heading = HeadingBlock(level=2, text=FURTHER_CONTACTS[record.language])
        values["body"] += stream_of([heading, *(ParagraphBlock(html=_escaped(line)) for line in further)])
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
}
