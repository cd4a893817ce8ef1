"""Where a service is offered: one rule, and one wording for everywhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def validate_availability(*, whole_county: bool, digital: bool, municipalities: Collection[object]) -> None:
    """Raise ``ValidationError`` for a service that would be offered nowhere."""
    if not (whole_county or digital or municipalities):
        raise ValidationError(
            _(
                "Say where the service is offered: in the whole county, in municipalities that you choose,"
                " or digitally."
            ),
            code="nowhere",
        )


def availability_words(*, whole_county: bool, digital: bool, municipality_names: Sequence[str]) -> list[str]:
    """Return where a service is offered, in the active language, the widest first."""
    words = []
    if whole_county:
        words.append(_("The whole of Varsinais-Suomi"))
    elif municipality_names:
        words.append(", ".join(municipality_names))
    if digital:
        words.append(_("As a digital service"))
    return words
