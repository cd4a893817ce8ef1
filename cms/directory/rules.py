"""The rules of a service that concern several fields at once, for forms, bulk changes and imports alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.directory.availability import validate_availability


def service_problems(values: Mapping[str, Any]) -> Iterator[tuple[str, ValidationError]]:
    """Yield what is wrong with a service's values, each with the field where it is mended.

    A value that is missing is empty or false; only a service of which nothing says that it costs is free.
    """
    try:
        validate_availability(
            whole_county=bool(values.get("whole_county")),
            digital=bool(values.get("digital")),
            municipalities=values.get("municipalities") or (),
        )
    except ValidationError as error:
        yield "municipalities", error
    if not (values.get("open_to_all") or values.get("target_groups")):
        words = _("Choose at least one target group, or say that the service is for everybody.")
        yield "target_groups", ValidationError(words, code="nobody")
    if not (values.get("is_free", True) or values.get("price")):
        words = _("Say what the service costs, or mark it as free of charge.")
        yield "price", ValidationError(words, code="no_price")
