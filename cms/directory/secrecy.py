"""Keep a confidential address out of the comparison of versions."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.compare import FieldComparison
from wagtail.admin.panels import FieldPanel


class AddressComparison(FieldComparison):
    """Tell that a part of an address changed; show it only if it is public in both versions."""

    def __init__(self, field: models.Field, obj_a: Any, obj_b: Any) -> None:
        super().__init__(field, obj_a, obj_b)
        self.secret = obj_a.address_confidential or obj_b.address_confidential

    def htmldiff(self) -> SafeString:
        """Return what changed, or that it may not be shown."""
        return escape(_("Confidential, not shown")) if self.secret else super().htmldiff()


class AddressPanel(FieldPanel):
    """Edit a part of an address."""

    def get_comparison_class(self) -> type[FieldComparison]:
        """Compare without telling what is confidential."""
        return AddressComparison
