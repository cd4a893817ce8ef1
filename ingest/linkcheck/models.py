"""Links, where they stand, and what each check saw."""

from __future__ import annotations

from hashlib import sha256
from typing import ClassVar

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ingest.linkcheck.classes import LinkClass, State
from ingest.linkcheck.judgement import Standing


class Link(models.Model):
    """Be one normalised address, however often it is used, with what all its checks together mean.

    ``due_at`` is when it is checked next; ``claimed_until`` keeps it from every other worker meanwhile.
    """

    url = models.TextField(_("address"))
    url_hash = models.CharField(max_length=64, unique=True, editable=False)
    host = models.CharField(_("host"), max_length=255, blank=True, db_index=True)
    link_class = models.CharField(_("class"), max_length=20, choices=LinkClass, blank=True, db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UNKNOWN, db_index=True)
    state_since = models.DateTimeField(_("state since"), null=True, blank=True)
    first_failed = models.DateTimeField(_("first failed"), null=True, blank=True)
    last_ok = models.DateTimeField(_("last worked"), null=True, blank=True)
    strikes = models.PositiveIntegerField(_("strikes"), default=0)
    strike_days = models.PositiveIntegerField(_("days with a strike"), default=0)
    last_strike = models.DateTimeField(_("last strike"), null=True, blank=True)
    last_checked = models.DateTimeField(_("last checked"), null=True, blank=True)
    final_url = models.TextField(_("leads to"), blank=True)
    due_at = models.DateTimeField(_("next check"), default=timezone.now, db_index=True)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("found"), auto_now_add=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering: ClassVar[list[str]] = ["-state_since", "url"]

    def __str__(self) -> str:
        return self.url

    @property
    def standing(self) -> Standing:
        """Return the part of the row that a check changes."""
        return Standing(
            state=State(self.state),
            link_class=LinkClass(self.link_class) if self.link_class else None,
            state_since=self.state_since,
            first_failed=self.first_failed,
            last_ok=self.last_ok,
            strikes=self.strikes,
            strike_days=self.strike_days,
            last_strike=self.last_strike,
        )


class LinkUse(models.Model):
    """Be one place where a link stands: an object, a field (with the block within it), and its text."""

    class Version(models.TextChoices):
        """Which of an object's versions holds the link."""

        LIVE = "live", _("published")
        DRAFT = "draft", _("draft")

    link = models.ForeignKey(Link, verbose_name=_("link"), on_delete=models.CASCADE, related_name="uses")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=64)
    content_object = GenericForeignKey("content_type", "object_id")
    version = models.CharField(_("version"), max_length=5, choices=Version)
    field = models.CharField(_("field"), max_length=255)
    reference = models.TextField(_("as written"))
    text = models.CharField(_("link text"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("place of a link")
        verbose_name_plural = _("places of links")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id} {self.field}"


class Check(models.Model):
    """Be one check of a link: what it saw and what class that is.

    ``changed`` marks those that changed the link's class; they are kept for good.
    """

    link = models.ForeignKey(Link, verbose_name=_("link"), on_delete=models.CASCADE, related_name="checks")
    checked_at = models.DateTimeField(_("checked"), db_index=True)
    link_class = models.CharField(_("class"), max_length=20, choices=LinkClass)
    status = models.PositiveSmallIntegerField(_("HTTP status"), default=0)
    changed = models.BooleanField(_("changed the class"), default=False)
    evidence = models.JSONField(_("evidence"), default=dict)

    class Meta:
        verbose_name = _("link check")
        verbose_name_plural = _("link checks")
        ordering: ClassVar[list[str]] = ["-checked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_link_class_display()} {self.checked_at:%Y-%m-%d %H:%M}"


def hash_of(url: str) -> str:
    """Return the key of a normalised address: an index on the address itself would be too long."""
    return sha256(url.encode()).hexdigest()
