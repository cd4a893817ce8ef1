"""What is remembered of every source, run, reference, record, conflict and error."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """Be one place that content comes from: a plugin, what it is told, and what becomes of its records.

    ``cursor`` is the plugin's own word for how far it has read, which under another ``cursor_context`` (the
    digest of plugin and settings) means nothing. ``due_at`` is when the next run begins by itself;
    ``failures`` counts the runs that failed since one was completed.
    """

    class Schedule(models.IntegerChoices):
        """How often the source is read, in minutes."""

        MANUAL = 0, _("only when asked")
        HOURLY = 60, _("every hour")
        SIX_HOURS = 360, _("every six hours")
        DAILY = 1440, _("every day")
        WEEKLY = 10080, _("every week")

    class Policy(models.TextChoices):
        """What becomes of what the source brings."""

        DRAFT = "draft", _("leave as a draft")
        SUBMIT = "submit", _("submit for moderation")
        PUBLISH = "publish", _("publish")

    class Alarms(models.TextChoices):
        """Of which runs a letter is sent."""

        NONE = "none", _("of none")
        ERRORS = "errors", _("only of those with errors")
        CHANGES = "changes", _("only of those that changed something")
        ALL = "all", _("of all")

    name = models.CharField(_("name"), max_length=100, unique=True)
    plugin = models.CharField(_("plugin"), max_length=100)
    settings = models.JSONField(_("settings"), default=dict, blank=True)
    schedule = models.PositiveIntegerField(_("how often"), choices=Schedule.choices, default=Schedule.MANUAL)
    policy = models.CharField(
        _("what becomes of it"), max_length=10, choices=Policy.choices, default=Policy.DRAFT
    )
    unpublish_gone = models.BooleanField(
        _("take offline what is gone"),
        default=True,
        help_text=_("What is missing from two complete runs is taken offline. Nothing is ever deleted."),
    )
    organisation = models.ForeignKey(
        "directory.OrganisationPage",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="ingest_sources",
        help_text=_("Whose content it is. Services without an organisation of their own become this one's."),
    )
    parent = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("where drafts go"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The page under which new pages are made. If empty, the list page of each kind."),
    )
    licence = models.CharField(
        _("licence of the content"), max_length=100, blank=True, help_text=_("For example CC BY 4.0.")
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        blank=True,
        choices=[("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))],
        help_text=_("If empty, the language that each record tells."),
    )
    expected_days = models.PositiveSmallIntegerField(
        _("expected update period in days"),
        null=True,
        blank=True,
        help_text=_("If nothing new comes in so many days, an alarm is raised."),
    )
    alarms = models.CharField(
        _("letters of its runs"), max_length=10, choices=Alarms.choices, default=Alarms.ERRORS
    )
    alarm_email = models.EmailField(
        _("to whom letters go"), blank=True, help_text=_("If empty, to the administrators.")
    )
    kept = models.BooleanField(default=False, editable=False)
    cursor = models.TextField(blank=True, editable=False)
    cursor_context = models.CharField(max_length=64, blank=True, editable=False)
    due_at = models.DateTimeField(_("next run"), null=True, blank=True, editable=False, db_index=True)
    read_all_next = models.BooleanField(default=False, editable=False)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0, editable=False)
    completed_at = models.DateTimeField(_("last read"), null=True, blank=True, editable=False)
    read_all_at = models.DateTimeField(_("last read in full"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("last brought something"), null=True, blank=True, editable=False)
    silence_told_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Remembered(models.Model):
    """Stand above the operational tables, whose rows are no content: they are in no index of references."""

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class Run(Remembered):
    """Be one harvest.

    One of a plugin on the command line that finds everything unchanged leaves no row: it writes nothing at
    all. ``position`` is how many references are done, in the order of a list whose digest is ``listing``:
    from there a run that was broken off goes on, with the counts that it had there, ``counted``. ``missing``
    are the records that a held run would count as gone.
    """

    class State(models.TextChoices):
        """How far a run has come."""

        RUNNING = "running", _("running")
        COMPLETED = "completed", _("completed")
        HELD = "held", _("waits for a decision")
        CANCELLED = "cancelled", _("cancelled")
        INTERRUPTED = "interrupted", _("broken off")
        FAILED = "failed", _("failed")

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="runs"
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.RUNNING)
    publish = models.BooleanField(_("publishes"), default=False)
    read_all = models.BooleanField(_("reads everything again"), default=False)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    total = models.PositiveIntegerField(_("things listed"), null=True, blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)
    counted: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True, editable=False)
    listing = models.CharField(max_length=64, blank=True, editable=False)
    context = models.CharField(max_length=64, blank=True, editable=False)
    cancel_requested = models.BooleanField(default=False, editable=False)
    missing: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True, editable=False)
    seen = models.PositiveIntegerField(_("seen"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    conflicting = models.PositiveIntegerField(_("conflicting"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)
    gone = models.PositiveIntegerField(_("gone"), default=0)
    offered = models.PositiveIntegerField(_("offered for adoption"), default=0)
    published = models.PositiveIntegerField(_("published"), default=0)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("ingestion run")
        verbose_name_plural = _("ingestion runs")
        ordering: ClassVar[list[str]] = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.source} {self.started_at:%Y-%m-%d %H:%M}"


class SourceReference(Remembered):
    """Be what is known of one reference of a source since it was last fetched.

    ``context`` is the digest of the plugin's versions and settings under which it was read: under another
    it is read again. One of which a record failed has no hash and no validators, so that it is read again.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="references")
    external_id = models.CharField(max_length=500)
    location = models.TextField(blank=True)
    validators: models.JSONField[Any, Any] = models.JSONField(default=list)
    raw_hash = models.CharField(max_length=64, blank=True)
    context = models.CharField(max_length=64)
    fetched_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("reference of a source")
        verbose_name_plural = _("references of sources")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_reference_for_an_identifier")
        ]

    def __str__(self) -> str:
        return self.external_id


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


class RecordError(Remembered):
    """Be one failure on one thing of a source; it outlives the record and the run.

    The same failure again is told with ``times``; a complete run that doesn't meet it again settles it.
    """

    class Stage(models.TextChoices):
        """At which step it failed."""

        FETCH = "fetch", _("fetching")
        PARSE = "parse", _("reading")
        VALIDATE = "validate", _("checking")
        IMPORT = "import", _("importing")
        IMAGE = "image", _("bringing an image along")

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="errors"
    )
    run = models.ForeignKey(
        Run, verbose_name=_("run"), null=True, on_delete=models.SET_NULL, related_name="errors"
    )
    record = models.ForeignKey(
        HarvestedRecord,
        verbose_name=_("record"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="errors",
    )
    stage = models.CharField(_("step"), max_length=20, choices=Stage.choices)
    external_id = models.CharField(_("identifier"), max_length=500)
    message = models.TextField(_("cause"))
    remedy = models.TextField(_("remedy"), blank=True)
    times = models.PositiveIntegerField(_("times"), default=1)
    first_at = models.DateTimeField(_("first occurred"), default=timezone.now)
    occurred_at = models.DateTimeField(_("occurred"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("ingestion error")
        verbose_name_plural = _("ingestion errors")
        ordering: ClassVar[list[str]] = ["-occurred_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.external_id}: {self.message}"
