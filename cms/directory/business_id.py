"""The Finnish business ID (Y-tunnus)."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


def validate_business_id(value: str) -> None:
    """Raise ``ValidationError`` unless ``value`` is seven digits, a hyphen and the right check digit.

    The check digit is 11 less the weighted sum's remainder by 11; a remainder of 0 gives 0 and one of
    1 is never issued (Finnish Patent and Registration Office, Y-tunnus).
    """
    if not re.fullmatch(r"[0-9]{7}-[0-9]", value):
        raise ValidationError(
            _("Write the business ID as seven digits, a hyphen and a digit, such as 1234567-1.")
        )
    remainder = sum(int(digit) * weight for digit, weight in zip(value[:7], WEIGHTS, strict=True)) % 11
    expected = 0 if remainder == 0 else 11 - remainder
    if remainder == 1 or int(value[-1]) != expected:
        raise ValidationError(
            _("The check digit of the business ID %(value)s is wrong."), params={"value": value}
        )
