"""The form in which a service is edited."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.directory.availability import validate_availability


class ServiceForm(WagtailAdminModelForm):
    """Hold the rules that concern several fields at once."""

    def clean(self) -> dict[str, Any]:
        """Refuse what is offered nowhere, to nobody, or at no price."""
        cleaned: dict[str, Any] = super().clean()
        try:
            validate_availability(
                whole_county=cleaned.get("whole_county", False),
                digital=cleaned.get("digital", False),
                municipalities=cleaned.get("municipalities", ()),
            )
        except ValidationError as error:
            self.add_error("municipalities", error)
        if not cleaned.get("open_to_all") and not cleaned.get("target_groups"):
            self.add_error(
                "target_groups",
                _("Choose at least one target group, or say that the service is for everybody."),
            )
        if not cleaned.get("is_free") and not cleaned.get("price"):
            self.add_error("price", _("Say what the service costs, or mark it as free of charge."))
        return cleaned
