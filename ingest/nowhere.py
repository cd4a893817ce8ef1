"""Refuse, before anything is written, a service that would be offered nowhere, and say what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ingest.errors import ImportRefused
from ingest.records import Record, ServiceRecord
from ingest.terms import Facet
from ingest.unmapped import unmapped_terms
from ingest.words import gettext_noop as _

MOST_NAMED = 5


class OfferedNowhere(ImportRefused):
    """Report a service that is neither digital nor in any area of ours."""


def refuse_nowhere(record: Record, values: Mapping[str, Any], source: str) -> None:
    """Raise ``OfferedNowhere`` for a service that is neither digital nor in any area of ours.

    Areas that nothing is known of here are named.
    """
    if not isinstance(record, ServiceRecord):
        return
    if any(values.get(name) for name in ("whole_county", "municipalities", "digital")):
        return
    areas = unmapped_terms(record, source).get(Facet.MUNICIPALITY, ())
    if not areas and record.areas:
        raise OfferedNowhere(
            _("It is offered only in areas that are left out here."),
            remedy=_("Nothing needs to be done, unless the mapping of terms is wrong."),
        )
    if not areas:
        raise OfferedNowhere(
            _("It doesn't tell where it is offered: in which municipalities, or digitally."),
            remedy=_("Add that in the source."),
        )
    names = ", ".join(area.label or area.code for area in areas[:MOST_NAMED])
    raise OfferedNowhere(
        _("Where it is offered is not known here: %(names)s.", names=names),
        remedy=_("Tell in the mapping of terms which municipalities that is, and run again."),
    )
