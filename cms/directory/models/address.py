"""Where people go: an address that may have to stay secret."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

ADDRESS_FIELDS = ("street_address", "postal_code", "city")
"""What a secret address consists of; whatever shows a model's fields by itself leaves these out."""


class Addressed(models.Model):
    """Have a visiting address; only ``public_address`` ever leaves the form in which it is edited.

    A shelter's address is marked as confidential: it then stands in the organisation's own form and
    nowhere else, neither on pages nor in APIs, exports, the index, mails or the comparison of versions.
    """

    street_address = models.CharField(_("street address"), max_length=120, blank=True)
    postal_code = models.CharField(
        _("postal code"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{5}\Z", _("Write the postal code as five digits."))],
    )
    city = models.CharField(_("post office"), max_length=60, blank=True)
    address_confidential = models.BooleanField(
        _("the address is confidential"),
        default=False,
        help_text=_("As of a shelter. It is then shown to nobody but those who edit this form."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a postal code or a post office without a street."""
        super().clean()
        if (self.postal_code or self.city) and not self.street_address:
            raise ValidationError({"street_address": _("Write the street address too.")})

    @property
    def public_address(self) -> str:
        """Return the address on one line, empty where there is none or nobody may know it."""
        if self.address_confidential or not self.street_address:
            return ""
        place = " ".join(part for part in (self.postal_code, self.city) if part)
        return ", ".join(part for part in (self.street_address, place) if part)
