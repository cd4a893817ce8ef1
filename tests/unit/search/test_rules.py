"""What a value breaks is told in our words, not in pydantic's."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.utils.translation import override
from pydantic import BaseModel, ValidationError, field_validator

from search.rules import told_rule


class Asked(BaseModel):
    """Take a key, and a number that isn't seven."""

    key: UUID = UUID(int=0)
    number: int = 0

    @field_validator("number")
    @classmethod
    def not_seven(cls, number: int) -> int:
        """Refuse seven."""
        if number == 7:
            raise ValueError("seven is taken")
        return number


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"key": "zz"}, "it is no UUID"),
        ({"number": "x"}, "it is no whole number"),
        ({"number": 7}, "seven is taken"),
    ],
)
def test_each_broken_rule_is_told_in_our_words(given: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError) as refused, override("en"):
        Asked.model_validate(given)
    with override("en"):
        assert [told_rule(dict(item)) for item in refused.value.errors()] == [told]
