"""Where a service is offered: one rule, and one wording for everywhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from cms.directory.models import Service

IN_WHOLE_COUNTY = gettext_lazy("The whole of Varsinais-Suomi")
IN_MUNICIPALITIES = gettext_lazy("In certain municipalities")
DIGITALLY = gettext_lazy("As a digital service")


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
    """Return where a service is offered, in the active language, the widest first; names by alphabet."""
    words = []
    if whole_county:
        words.append(str(IN_WHOLE_COUNTY))
    elif municipality_names:
        words.append(", ".join(sorted(municipality_names)))
    if digital:
        words.append(str(DIGITALLY))
    return words


def availability_of(service: Service) -> list[str]:
    """Return where a service is offered, in the active language."""
    return availability_words(
        whole_county=service.whole_county,
        digital=service.digital,
        municipality_names=[place.name for place in service.municipalities.all()],
    )
