"""Who asked for what mail: an address, and nothing else of the person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.crypto import get_random_string
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

SECRET_LENGTH = 22
ABOUT_LENGTH = 1000
"""In ASCII; PostgreSQL's indexes hold no more than 2,704 bytes."""


def new_secret() -> str:
    """Return a word that nobody guesses."""
    return get_random_string(SECRET_LENGTH)


class Subscription(models.Model):
    """Be one wish for mail; it counts from when its address was confirmed, and is deleted when it ends."""

    class Rhythm(models.TextChoices):
        """How often at most."""

        DAILY = "daily", _("every day")
        WEEKLY = "weekly", _("once a week")
        ANY = "", _("whenever there is something")

    kind = models.CharField(_("kind"), max_length=40)
    about = models.CharField(
        _("about"),
        max_length=ABOUT_LENGTH,
        blank=True,
        help_text=_("What the kind makes of it, as a search."),
    )
    address = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10)
    rhythm = models.CharField(_("rhythm"), max_length=10, choices=Rhythm, blank=True)
    secret = models.CharField(max_length=SECRET_LENGTH, default=new_secret, editable=False)
    asked_at = models.DateTimeField(_("asked for"), default=now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True, db_index=True)
    reminded_at = models.DateTimeField(_("told that it ends"), null=True, blank=True)
    refusals = models.PositiveSmallIntegerField(
        _("refusals"), default=0, help_text=_("So often in a row mail to the address was refused for good.")
    )

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "about", "address", "language", "rhythm"], name="one_subscription_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
