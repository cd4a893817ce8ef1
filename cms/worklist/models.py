"""Searches that found nothing, by whose subject they are near; digests that were sent."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class UnmetSearch(models.Model):
    """Be one query that finds nothing, near the subjects of one organisation, or with ``None`` of nobody.

    ``near`` names the target group, challenge or tag that it is near. A dismissed row stays, so that the
    same query does not come back.
    """

    text = models.CharField(_("query"), max_length=200)
    language = models.CharField(_("language"), max_length=2)
    organisation = models.ForeignKey(
        "directory.OrganisationPage",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="unmet_searches",
    )
    near = models.CharField(_("near"), max_length=120, blank=True)
    searches = models.PositiveIntegerField(_("searches"))
    first_at = models.DateTimeField(_("first"))
    latest_at = models.DateTimeField(_("latest"))
    dismissed_at = models.DateTimeField(_("dismissed"), null=True, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("unmet search")
        verbose_name_plural = _("unmet searches")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["text", "organisation"], name="one_unmet_search_each"),
            models.UniqueConstraint(
                fields=["text"],
                condition=models.Q(organisation__isnull=True),
                name="one_unmet_search_of_nobody",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class DigestWeek(models.Model):
    """Keep that a person's digest of a week was seen to, whether or not there was anything to send."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_weeks")
    week = models.CharField(_("week"), max_length=8, help_text=_("Year and ISO week, such as 2026-W47."))
    items = models.PositiveIntegerField(_("items"), default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "week"], name="one_digest_a_week")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.week}"
