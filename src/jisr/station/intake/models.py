"""Reports as they came in, their portions, what was found in them, and lists on their way in.

The text of a portion is never changed after it is stored: findings point into it by offset. What a report leads to
(statements) is kept in the knowledge room; here stands only which finding became which statement. Titles, texts and
what was found are sealed under the key of the report, each attachment under its own (room `vault`).
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import Classification, DataCategory, Handling, Purpose
from jisr.core.statements import Grade, GradeScheme
from jisr.station.compartments.hiding import Guard, Hidden, HiddenPart
from jisr.station.compartments.reader import current_sight
from jisr.station.vault.fields import SealedField, SealedJSONField, SealedTextField
from jisr.station.web.ids import new_id

LANGUAGES = [("ar", _("Arabic")), ("fr", _("French")), ("en", _("English"))]


class SourceKind(models.TextChoices):
    HUMAN = "human", _("Person")
    TECHNICAL = "technical", _("Technical means")
    OPEN = "open", _("Open source")
    PARTNER = "partner", _("Partner service")
    OFFICIAL = "official", _("Official document")
    OTHER = "other", _("Other")


class SourceManager(models.Manager["Source"]):
    """Leaves out a source of which there is nothing but what the reader may not see."""

    def get_queryset(self) -> models.QuerySet["Source"]:
        rows = super().get_queryset()
        if current_sight() is None:
            return rows
        every = Report._base_manager.filter(source=models.OuterRef("pk"))
        seen = Report.objects.filter(source=models.OuterRef("pk"))
        return rows.filter(~models.Exists(every) | models.Exists(seen))


class Source(models.Model):
    """Where reports come from, under a code name. Who it really is, is never stored."""

    objects = SourceManager()

    id = models.UUIDField(primary_key=True, default=new_id)
    code_name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=12, choices=SourceKind.choices, default=SourceKind.OTHER)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["code_name"]


class Report(Hidden):
    """One report: what was said, by whom, how good, under which conditions."""

    guard = Guard("report")

    id = models.UUIDField(primary_key=True, default=new_id)
    number = models.CharField(max_length=16, unique=True)
    title: Any = SealedTextField(kind="report")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="reports")
    grade = models.CharField(max_length=2, blank=True)
    grade_scheme = models.CharField(max_length=8, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES)
    detected_language = models.CharField(max_length=2, blank=True)
    purpose = models.CharField(max_length=24, blank=True)
    #: Category of data subject that its persons are in, where nobody says otherwise of one of them.
    category = models.CharField(max_length=20, blank=True)
    handling: Any = models.JSONField()
    classification = models.PositiveSmallIntegerField()
    #: Reports of one origin carry one lineage, so that two relays of one story never confirm each other.
    lineage = models.CharField(max_length=80, blank=True)
    #: Characters of the matter in which cooperation is forbidden, as far as the analyst sees any.
    neutrality: Any = ArrayField(models.CharField(max_length=12), default=list)
    is_verbal = models.BooleanField(default=False)
    event_at = models.DateTimeField(null=True, blank=True)
    observed_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=10)
    digest = models.CharField(max_length=64, db_index=True)
    details: Any = SealedJSONField(kind="report", default=dict)
    problems: Any = SealedJSONField(kind="report", default=list)
    #: Last day of keeping: the earliest that the whole or one of its portions has.
    held_until = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(
                fields=["held_until"],
                name="intake_report_held",
                condition=models.Q(held_until__isnull=False, erased_at__isnull=True),
            )
        ]

    def own_handling(self) -> Handling:
        """Conditions of the whole as set at intake; portions may be stricter."""
        return Handling.from_json(self.handling)

    def given_grade(self) -> Grade | None:
        return Grade.parse(self.grade, GradeScheme(self.grade_scheme)) if self.grade else None

    def given_purpose(self) -> Purpose | None:
        return Purpose(self.purpose) if self.purpose else None

    @property
    def origin_word(self) -> str:
        """What it goes back to, for this station alone: the origin stated, or else its source."""
        return f"origin:{self.lineage}" if self.lineage else f"source:{self.source.code_name}"

    def given_category(self) -> DataCategory | None:
        return DataCategory(self.category) if self.category else None


class Portion(HiddenPart):
    """A passage of a report with its own conditions."""

    part_of = ("report",)

    id = models.UUIDField(primary_key=True, default=new_id)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="portions")
    ordinal = models.PositiveIntegerField()
    text: Any = SealedTextField(record="report_id", kind="report")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    handling: Any = models.JSONField()
    classification = models.PositiveSmallIntegerField()
    #: Its originator lets every recipient pass it on without asking.
    is_tear_line = models.BooleanField(default=False)
    neutrality: Any = ArrayField(models.CharField(max_length=12), default=list)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "ordinal"], name="intake_portion_order", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def own_handling(self) -> Handling:
        return Handling.from_json(self.handling)

    def set_handling(self, handling: Handling) -> None:
        self.handling = handling.to_json()
        self.classification = int(Classification(handling.classification))


class Attachment(HiddenPart):
    """A file that came with a report, byte for byte; `is_original` marks the file the text was taken from."""

    part_of = ("report",)

    id = models.UUIDField(primary_key=True, default=new_id)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="attachments")
    name: Any = SealedTextField(kind="attachment")
    media_type = models.CharField(max_length=127)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content: Any = SealedField(kind="attachment")
    is_original = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_original", "id"]


class FindingState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")


class FindingRecord(HiddenPart):
    """A span of a portion and what it is taken to say; a proposal until a person accepts it."""

    part_of = ("report",)

    id = models.UUIDField(primary_key=True, default=new_id)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="findings")
    portion = models.ForeignKey(Portion, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=16)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text: Any = SealedTextField(record="report_id", kind="report")
    value: Any = SealedTextField(record="report_id", kind="report")
    lang = models.CharField(max_length=2)
    detail: Any = SealedJSONField(record="report_id", kind="report", default=dict)
    extractor = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=FindingState.choices, default=FindingState.PROPOSED)
    statement_id = models.UUIDField(null=True, blank=True)
    entity_id = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["portion__ordinal", "start"]
        indexes = [models.Index(fields=["report", "state"], name="intake_finding_state")]
        constraints = [
            models.CheckConstraint(name="intake_finding_span", condition=models.Q(start__lt=models.F("end"))),
            models.CheckConstraint(
                name="intake_finding_decided",
                condition=models.Q(state="proposed", decided_at__isnull=True)
                | (~models.Q(state="proposed") & models.Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="intake_statement_needs_accept",
                condition=models.Q(statement_id__isnull=True) | models.Q(state="accepted"),
            ),
        ]


class ImportState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    STOPPING = "stopping", _("Stopping")
    STOPPED = "stopped", _("Stopped")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Broken off")


class ListImport(models.Model):
    """A list on its way into the knowledge base."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=120)
    file_name = models.CharField(max_length=255)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content: Any = SealedField(kind="import")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="imports")
    grade = models.CharField(max_length=2, blank=True)
    grade_scheme = models.CharField(max_length=8, blank=True)
    category = models.CharField(max_length=20, blank=True)
    handling: Any = models.JSONField()
    classification = models.PositiveSmallIntegerField()
    header: Any = ArrayField(models.TextField(), default=list)
    problems: Any = models.JSONField(default=list)
    failure: Any = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.WAITING)
    rows_total = models.PositiveIntegerField(null=True, blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_landed = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0)
    rows_wrong = models.PositiveIntegerField(default=0)
    statements_added = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    started_at = models.DateTimeField(null=True, blank=True)
    #: When the last batch landed; a running import that has been still for long has lost its worker.
    touched_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    @property
    def is_active(self) -> bool:
        return self.state in (ImportState.WAITING, ImportState.RUNNING, ImportState.STOPPING)

    def own_handling(self) -> Handling:
        return Handling.from_json(self.handling)

    def given_grade(self) -> Grade | None:
        return Grade.parse(self.grade, GradeScheme(self.grade_scheme)) if self.grade else None


class WrongRowRecord(models.Model):
    """A row of a list that could not be taken in, as written, with its reasons."""

    id = models.UUIDField(primary_key=True, default=new_id)
    list_import = models.ForeignKey(ListImport, on_delete=models.CASCADE, related_name="wrong_rows")
    line = models.PositiveIntegerField()
    values: Any = SealedJSONField(record="list_import_id", kind="import", default=list)
    problems: Any = SealedJSONField(record="list_import_id", kind="import")

    class Meta:
        ordering = ["line"]
