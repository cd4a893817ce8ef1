"""Numbers as people here write and read them: ``1 200,5``."""

from __future__ import annotations

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

BLANKS = re.compile(r"[\s\u00a0\u2009\u202f']")
NUMBER = re.compile(r"-?\d{1,13}([,.]\d+)?", re.ASCII)
THOUSANDS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
"""What one reads as a thousand and another as one and a bit."""


def read_number(text: str) -> Decimal:
    """Return the number that somebody typed; blanks between thousands, and a comma or a point are taken.

    Raises:
        django.core.exceptions.ValidationError: it is no number, one too exact, or one that may be read in
            two ways.
    """
    bare = BLANKS.sub("", text).replace("\u2212", "-")
    if THOUSANDS.fullmatch(bare):
        raise ValidationError(
            _("Write thousands with a space (1 200) and decimals with a comma (1,2)."), code="ambiguous"
        )
    if not NUMBER.fullmatch(bare):
        raise ValidationError(_("Write a number alone, for example 1 200 or 12,5."), code="invalid")
    value = Decimal(bare.replace(",", "."))
    if value != value.quantize(Decimal("0.01")):
        raise ValidationError(_("Two decimals are enough."), code="exact")
    return value


def in_words(value: Decimal, unit: str = "") -> str:
    """Return a number as the reader's language writes it, without empty decimals."""
    places = 0 if value == value.to_integral_value() else 1 if value == round(value, 1) else 2
    text = number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)
    return f"{text}\u00a0{unit}" if unit else text


def as_typed(value: Decimal) -> str:
    """Return a number as a field shows it: in any language ``read_number`` gives the same number back."""
    with override("fi"):
        return in_words(value)


def change_in_words(value: Decimal, before: Decimal | None) -> str:
    """Return by how many per cent a value changed, or nothing where that can't be said."""
    if not before:
        return ""
    percent = round((value - before) * 100 / abs(before))
    sign = "+" if percent > 0 else "−" if percent < 0 else "±"
    return f"{sign}{abs(percent)}\u00a0%"


def is_odd(value: Decimal, before: Decimal | None) -> bool:
    """Tell whether a value is more than half of last year's away from it, so that somebody should look."""
    return bool(before) and abs(value - before) * 2 > abs(before)
