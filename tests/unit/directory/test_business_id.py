"""The business ID's form and check digit."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from cms.directory.business_id import validate_business_id


@pytest.mark.parametrize("value", ["0737546-2", "1572860-0", "2331972-7"])
def test_a_right_business_id_passes(value: str) -> None:
    validate_business_id(value)


@pytest.mark.parametrize("value", ["0737546-3", "1572860-1", "2331972-6"])
def test_a_wrong_check_digit_is_named(value: str) -> None:
    with pytest.raises(ValidationError, match=value):
        validate_business_id(value)


@pytest.mark.parametrize(
    "value", ["", "1234567", "12345678", "123456-7", "1234567-12", "abcdefg-1", "١٢٣٤٥٦٧-1"]
)
def test_another_form_is_explained(value: str) -> None:
    with pytest.raises(ValidationError):
        validate_business_id(value)


def test_a_number_whose_remainder_is_one_is_never_issued() -> None:
    with pytest.raises(ValidationError):
        validate_business_id("0000006-0")
