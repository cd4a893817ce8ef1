"""What was harvested: records, images, and what waits for a person's decision."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ingest.models.remembered import Remembered
from ingest.models.run import Run
from ingest.models.source import Source


class HarvestedRecord(Remembered):
    """Be one thing of a source and what became of it here.

    ``record_hash`` is of the record as parsed, ``raw_hash`` of the bytes. ``fields`` holds, for each of
    the content's fields, ``{"value", "at", "run"}``: what was imported last, and when.
    ``own_revision`` is the content's revision that the ingestion made, if nothing of a person's
    unfinished draft is in it: only that may be published without a person. ``missing_runs`` counts the
    complete runs in a row that didn't find it; ``locked_fields`` are never written by an import.
    """

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="records"
    )
    reference = models.CharField(max_length=500, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=50)
    external_id = models.CharField(_("identifier"), max_length=500)
    identifiers: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=255)
    url = models.CharField(_("address"), max_length=2000, blank=True)
    record_hash = models.CharField(_("hash of the record"), max_length=64)
    raw_hash = models.CharField(_("hash of the bytes"), max_length=64)
    fields: models.JSONField[Any, Any] = models.JSONField(_("imported values"), default=dict)
    locked_fields: models.JSONField[Any, Any] = models.JSONField(_("locked fields"), default=list, blank=True)
    content_type = models.ForeignKey(
        ContentType, verbose_name=_("type of content"), on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.CharField(_("identifier of the content"), max_length=64)
    content = GenericForeignKey("content_type", "object_id")
    own_revision = models.BigIntegerField(_("own revision"), null=True, blank=True)
    missing_runs = models.PositiveSmallIntegerField(_("missing from runs"), default=0)
    gone_at = models.DateTimeField(_("gone"), null=True, blank=True)
    first_run = models.ForeignKey(
        Run, verbose_name=_("first run"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    last_run = models.ForeignKey(
        Run,
        verbose_name=_("last run that changed it"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="records",
    )
    created_at = models.DateTimeField(_("first imported"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("harvested record")
        verbose_name_plural = _("harvested records")
        ordering: ClassVar[list[str]] = ["-changed_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_record_for_an_identifier")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["content_type", "object_id"], name="record_of_content"),
            models.Index(fields=["source", "reference"], name="records_of_reference"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def imported(self) -> dict[str, Any]:
        """Return the values imported last, by field."""
        return {name: entry["value"] for name, entry in self.fields.items()}


class HarvestedImage(Remembered):
    """Be an image that came along from an address, so that it is stored once."""

    url_hash = models.CharField(max_length=64, unique=True, editable=False)
    url = models.CharField(_("address"), max_length=2000)
    image = models.ForeignKey(
        "wagtailimages.Image", verbose_name=_("image"), on_delete=models.CASCADE, related_name="+"
    )
    source = models.ForeignKey(Source, null=True, on_delete=models.SET_NULL, related_name="+")
    fetched_at = models.DateTimeField(_("fetched"), auto_now_add=True)

    class Meta:
        verbose_name = _("harvested image")
        verbose_name_plural = _("harvested images")

    def __str__(self) -> str:
        return self.url


class FieldConflict(Remembered):
    """Be one field that both the source and a person changed, until a person settles it."""

    class Settlement(models.TextChoices):
        """How it ended."""

        SOURCE = "source", _("taken from the source")
        OWN = "own", _("kept as it was")
        MERGED = "merged", _("merged")
        GONE = "gone", _("no longer differs")

    record = models.ForeignKey(
        HarvestedRecord, verbose_name=_("record"), on_delete=models.CASCADE, related_name="conflicts"
    )
    field = models.CharField(_("field"), max_length=100)
    base: models.JSONField[Any, Any] = models.JSONField(_("imported before"), null=True)
    ours: models.JSONField[Any, Any] = models.JSONField(_("our own"), null=True)
    theirs: models.JSONField[Any, Any] = models.JSONField(_("the source's"), null=True)
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    settlement = models.CharField(_("settled as"), max_length=10, choices=Settlement.choices, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("conflict")
        verbose_name_plural = _("conflicts")
        ordering: ClassVar[list[str]] = ["found_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["record", "field"],
                condition=models.Q(settled_at__isnull=True),
                name="one_open_conflict_a_field",
            )
        ]

    def __str__(self) -> str:
        return f"{self.record}: {self.field}"


class AdoptionOffer(Remembered):
    """Be a record that seems to be here already, until a person says whether it is.

    ``record`` is the whole record as JSON, so that the answer can be carried out at once.
    """

    class Decision(models.TextChoices):
        """What a person said."""

        ADOPTED = "adopted", _("the same")
        SEPARATE = "separate", _("another one")

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="offers"
    )
    external_id = models.CharField(_("identifier"), max_length=500)
    reference = models.CharField(max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=50)
    title = models.CharField(_("title"), max_length=255)
    url = models.CharField(_("address"), max_length=2000, blank=True)
    record: models.JSONField[Any, Any] = models.JSONField(default=dict)
    record_hash = models.CharField(max_length=64)
    raw_hash = models.CharField(max_length=64)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=64)
    content = GenericForeignKey("content_type", "object_id")
    reason = models.CharField(_("recognised by"), max_length=100)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering: ClassVar[list[str]] = ["found_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_offer_for_an_identifier")
        ]

    def __str__(self) -> str:
        return self.title
