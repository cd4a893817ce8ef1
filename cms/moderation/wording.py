"""A service or a profile page field by field in words, as moderators compare it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.directory.availability import availability_of
from cms.directory.models import OrganisationPage, Service
from cms.publishing.blocks import plain_text


@dataclass(frozen=True, slots=True)
class Line:
    """Be one field: what it is called, and its value in words of the active language.

    A ``secret`` value is compared, and never shown.
    """

    label: str | Promise
    words: str
    secret: bool = False


def lines_of(subject: Any) -> list[Line]:
    """Return what stands in a service, a profile page or another page, in the order of its form."""
    if isinstance(subject, Service):
        return list(_service_lines(subject))
    if isinstance(subject, OrganisationPage):
        return list(_organisation_lines(subject))
    return list(_page_lines(subject))


def _service_lines(service: Service) -> Iterator[Line]:
    yield Line(_label(service, "organisation"), service.organisation.title)
    yield from _plain(service, "name", "summary", "summary_sv", "description")
    groups = _names(service.target_groups.all())
    yield Line(_("For whom"), _("Everybody") if service.open_to_all and not groups else groups)
    yield Line(_("Meant for everybody"), _yes_or_no(service.open_to_all))
    yield Line(_("Ages"), _ages(service))
    yield Line(_("In which challenge"), _names(service.challenges.all()))
    yield Line(_label(service, "tags"), ", ".join(sorted(tag.name for tag in service.tags.all())))
    yield Line(_("Where"), "; ".join(availability_of(service)))
    yield from _address(service)
    yield Line(_label(service, "channels"), ", ".join(service.channel_labels))
    yield from _plain(service, "opening_hours")
    yield Line(_("Price"), _("Free of charge") if service.is_free else service.price)
    yield Line(_label(service, "anonymous"), _yes_or_no(service.anonymous))
    yield Line(_label(service, "languages"), ", ".join(service.language_labels))
    yield from _plain(service, "link")
    yield Line(_label(service, "status"), service.get_status_display())


def _organisation_lines(page: OrganisationPage) -> Iterator[Line]:
    yield Line(_("Name"), page.title)
    yield from _plain(page, "slug", "summary")
    yield Line(_label(page, "body"), plain_text(page.body))
    yield from _plain(page, "website", "email", "telephone")
    yield from _address(page)
    yield Line(_label(page, "logo"), page.logo.title if page.logo else "")
    yield Line(_label(page, "municipalities"), _names(page.municipalities.all()))
    yield from _plain(page, "business_id")
    for name in ("member_since", "member_until"):
        day = getattr(page, name)
        yield Line(_label(page, name), date_format(day, "SHORT_DATE_FORMAT") if day else "")


def _page_lines(page: Page) -> Iterator[Line]:
    yield Line(_("Title"), page.title)
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield Line(capfirst(field.verbose_name), plain_text(getattr(page, field.name)))
        elif field.name in {"slug", "summary", "introduction", "date", "year"}:
            yield Line(capfirst(field.verbose_name), str(getattr(page, field.name) or ""))


def _address(subject: Service | OrganisationPage) -> Iterator[Line]:
    words = ", ".join(filter(None, (subject.street_address, subject.postal_code, subject.city)))
    yield Line(_("Visiting address"), words, secret=subject.address_confidential)
    yield Line(_label(subject, "address_confidential"), _yes_or_no(subject.address_confidential))


def _plain(subject: Any, *names: str) -> Iterator[Line]:
    for name in names:
        yield Line(_label(subject, name), "\n".join(str(getattr(subject, name)).splitlines()))


def _label(subject: Any, name: str) -> str:
    return capfirst(subject._meta.get_field(name).verbose_name)


def _names(terms: Iterable[Any]) -> str:
    return ", ".join(sorted(term.name for term in terms))


def _yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")


def _ages(service: Service) -> str:
    known = [_years(age) for age in (service.age_from, service.age_to)]
    return "–".join(known) if any(known) else ""


def _years(age: Decimal | None) -> str:
    """Return 13 for 13.0: a draft has fewer noughts than the database, and ``g`` keeps a decimal's own."""
    return "" if age is None else str(number_format(f"{float(age):g}"))
