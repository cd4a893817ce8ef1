"""Links, where they stand, and what each check saw."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ingest.http.hosts import InvalidHost, parse_host
from ingest.linkcheck.classes import LinkClass, Ruling, State, Treatment


class Link(models.Model):
    """Be one normalised address, however often it is used, with what all its checks together mean.

    ``due_at`` is when it is checked next; ``claimed_until`` keeps it from every other worker meanwhile.
    ``etag`` and ``last_modified`` ask the server whether anything changed; ``confirmed_print`` is the page as
    it was when somebody last vouched for it. A person's ``ruling`` goes before every finding until its end.
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
    etag = models.CharField(max_length=255, blank=True, editable=False)
    last_modified = models.CharField(max_length=64, blank=True, editable=False)
    confirmed_print = models.JSONField(default=list, blank=True, editable=False)
    certificate_ends = models.DateTimeField(_("certificate ends"), null=True, blank=True)
    ruling = models.CharField(_("ruling"), max_length=10, choices=Ruling, blank=True, db_index=True)
    ruling_reason = models.CharField(_("reason"), max_length=255, blank=True)
    ruled_until = models.DateField(_("until"), null=True, blank=True)
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ruled by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("found"), auto_now_add=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering: ClassVar[list[str]] = ["-state_since", "url"]

    def __str__(self) -> str:
        return self.url

    @property
    def is_web(self) -> bool:
        """Say whether the link leads to a web page, ours or another's."""
        return self.url.startswith(("http://", "https://"))


class LinkUse(models.Model):
    """Be one place where a link stands: an object, a field (with the block within it), and its text.

    ``organisation`` is whose the object is, ``None`` for the umbrella's own. ``place_hash`` makes a place
    unique whatever the length of its texts.
    """

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
    organisation = models.ForeignKey(
        "directory.OrganisationPage",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    place_hash = models.CharField(max_length=64, unique=True, editable=False)

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


class Change(models.Model):
    """Be one change of a link's state, kept for good: what the chart and the digest are made of."""

    link = models.ForeignKey(Link, verbose_name=_("link"), on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(_("changed"), db_index=True)
    was = models.CharField(_("was"), max_length=10, choices=State)
    became = models.CharField(_("became"), max_length=10, choices=State)

    class Meta:
        verbose_name = _("change of a link's state")
        verbose_name_plural = _("changes of links' states")
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["became", "at"], name="linkcheck_changes_to")
        ]

    def __str__(self) -> str:
        return f"{self.was} → {self.became} {self.at:%Y-%m-%d}"


class HostRule(models.Model):
    """Be what administrators know of a host, or of addresses of one form: how their links are treated."""

    host = models.CharField(
        _("host"),
        max_length=255,
        blank=True,
        help_text=_("Such as example.org; *.example.org means every host below it. Empty for any."),
    )
    pattern = models.CharField(
        _("pattern"),
        max_length=255,
        blank=True,
        help_text=_("Addresses that begin so; * stands for anything. Empty for every address."),
    )
    treatment = models.CharField(_("treatment"), max_length=10, choices=Treatment, default=Treatment.DOUBTFUL)
    reason = models.CharField(_("reason"), max_length=255)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("rule for links")
        verbose_name_plural = _("rules for links")
        ordering: ClassVar[list[str]] = ["host", "pattern"]

    def __str__(self) -> str:
        return f"{self.host or '*'} {self.pattern}".strip()

    def clean(self) -> None:
        """Refuse a rule for everything and one that no link meets; write the rest as links are written."""
        super().clean()
        self.host, self.pattern = self.host.strip(), self.pattern.strip()
        if not self.host and not self.pattern.strip("* "):
            raise ValidationError(_("Give a host, a pattern, or both."))
        try:
            self.host = _host_as_in_links(self.host)
        except InvalidHost as error:
            raise ValidationError({"host": _("Write the host alone, such as example.org.")}) from error
        if self.pattern and not _BEGINNINGS.match(self.pattern):
            raise ValidationError({"pattern": _("Begin with https:// or with *.")})
        self.pattern = _AUTHORITY.sub(_authority_as_in_links, self.pattern)


_BEGINNINGS = re.compile(r"\*|https?://|mailto:|tel:", re.IGNORECASE)
_AUTHORITY = re.compile(r"\A(https?://)([^/?#:*@]*)", re.IGNORECASE)


def _host_as_in_links(host: str) -> str:
    """Return a host as links have it, which may begin with ``*.``; raise ``InvalidHost``."""
    if not host:
        return ""
    below = "*." if host.startswith("*.") else ""
    name = host.removeprefix("*.")
    if "*" in name:
        raise InvalidHost("a host has no * but at its beginning")
    return below + parse_host(name)


def _authority_as_in_links(match: re.Match[str]) -> str:
    try:
        return match[1].lower() + parse_host(match[2])
    except InvalidHost:
        return match[0]


def hash_of(url: str) -> str:
    """Return the key of a normalised address: an index on the address itself would be too long."""
    return sha256(url.encode()).hexdigest()


def place_hash(*parts: str) -> str:
    """Return the key of a place: of its object, version, field, reference, text and the link's hash."""
    return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
