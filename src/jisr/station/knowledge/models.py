"""What is known: statements, the people's judgements about identity, and two search projections of them.

A statement row is never rewritten to say something else: an edit is a new row that supersedes it, a recall
quarantines it, an erasure empties it and leaves the bare fact that something stood there. The projections
(`EntityProfile`, `SearchableText`) hold nothing of their own and can be rebuilt.
"""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, HashIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from jisr.station.compartments.hiding import Guard, Hidden, HidingManager
from jisr.station.compartments.reader import current_sight
from jisr.station.vault.fields import SealedTextField
from jisr.station.web.ids import new_id


class StatementState(models.TextChoices):
    STANDING = "standing", _("standing")
    SUPERSEDED = "superseded", _("superseded")
    RETRACTED = "retracted", _("retracted")
    QUARANTINED = "quarantined", _("quarantined")
    ERASED = "erased", _("erased")


class StatementRecord(Hidden):
    """One claim about one entity, with where it came from and what may be done with it.

    `origin_id` and `origin_entity_id` are the ids under which a statement travelled; a partner cannot choose the
    ids under which it is kept. `canonical_id` is the oldest entity that people judged to be the same.
    """

    guard = Guard(
        "statement", {"report": ("report_id",), "dispatch": ("dispatch_id",), "entity": ("entity_id", "canonical_id")}
    )

    id = models.UUIDField(primary_key=True, default=new_id)
    entity_id = models.UUIDField(db_index=True)
    canonical_id = models.UUIDField(db_index=True)
    origin_id = models.UUIDField()
    origin_entity_id = models.UUIDField()
    schema = models.CharField(max_length=64)
    prop = models.CharField(max_length=64)
    value = models.TextField()
    original_value = models.TextField(blank=True)
    lang = models.CharField(max_length=12, blank=True)
    source = models.TextField(blank=True)
    report_id = models.UUIDField(null=True, blank=True, db_index=True)
    dispatch_id = models.UUIDField(null=True, blank=True, db_index=True)
    received_from = models.CharField(max_length=80, blank=True)
    grade = models.CharField(max_length=2, blank=True)
    grade_scheme = models.CharField(max_length=8, blank=True)
    handling: Any = models.JSONField()
    originator = models.TextField()
    category = models.CharField(max_length=20, blank=True)
    basis = models.CharField(max_length=20)
    #: What a person said of whom it is about (minor, journalist ...); the origin it goes back to; who answers for an
    #: assessment.
    special: Any = ArrayField(models.CharField(max_length=20), default=list)
    lineage = models.CharField(max_length=200, blank=True, db_index=True)
    author = models.CharField(max_length=200, blank=True)
    first_seen = models.DateTimeField()
    last_confirmed = models.DateTimeField()
    expires = models.DateField(null=True, blank=True)
    #: Last day on which its originator's consent lets it be matched, where its handling asks for one.
    match_until = models.DateField(null=True, blank=True)
    held_until = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=StatementState.choices, default=StatementState.STANDING)
    supersedes = models.UUIDField(null=True, blank=True, db_index=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=150, blank=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            HashIndex(fields=["value"], name="knowledge_by_value", condition=models.Q(state="standing")),
            models.Index(fields=["held_until"], name="knowledge_by_expiry", condition=models.Q(state="standing")),
            models.Index(fields=["received_from", "origin_id"], name="knowledge_by_origin"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["supersedes"], name="knowledge_one_successor", condition=models.Q(state="standing")
            ),
            models.CheckConstraint(
                name="knowledge_erased_is_empty",
                condition=~models.Q(state="erased") | models.Q(value="", original_value="", source=""),
            ),
            models.CheckConstraint(
                name="knowledge_end_is_whole",
                condition=models.Q(state="standing", ended_at__isnull=True)
                | (~models.Q(state="standing") & models.Q(ended_at__isnull=False)),
            ),
        ]

    @property
    def is_standing(self) -> bool:
        return self.state == StatementState.STANDING

    @property
    def is_withheld(self) -> bool:
        """Whether its content may no longer be read by anyone."""
        return self.state in (StatementState.QUARANTINED, StatementState.ERASED)

    @property
    def is_received(self) -> bool:
        return bool(self.received_from)


class Lineage(models.Model):
    """The id of one origin of information, minted here: random, so that it tells a partner nothing.

    `word` says at home which origin it is ("source:<code name>", "origin:<word>"); it never leaves the station.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    word = models.CharField(max_length=200, unique=True)
    minted_at = models.DateTimeField()


class SpecialMark(Hidden):
    """What a person said of an entity: a minor, a journalist ... Never inferred; taken back, it stays on record."""

    guard = Guard(parents={"entity": ("entity_id",)})

    id = models.UUIDField(primary_key=True, default=new_id)
    entity_id = models.UUIDField(db_index=True)
    category = models.CharField(max_length=20)
    note = models.CharField(max_length=500, blank=True)
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=150)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entity_id", "category"],
                name="knowledge_one_special_mark",
                condition=models.Q(ended_at__isnull=True),
            )
        ]


class ProfileManager(HidingManager["EntityProfile"]):
    """Of each entity the one profile that says most of what the reader may know."""

    def get_queryset(self) -> models.QuerySet["EntityProfile"]:
        rows = super().get_queryset()
        sight = current_sight()
        if sight is not None and not (sight.compartments or sight.opened):
            return rows
        fuller = HidingManager.get_queryset(self).filter(
            models.Q(statement_count__gt=models.OuterRef("statement_count"))
            | models.Q(statement_count=models.OuterRef("statement_count"), id__gt=models.OuterRef("id")),
            canonical_id=models.OuterRef("canonical_id"),
        )
        return rows.filter(~models.Exists(fuller.exclude(compartments=[])))


class EntityProfile(Hidden):
    """What search needs to know of one canonical entity, drawn from its standing statements.

    One profile holds what is in no compartment, and there the id is the entity's own; each other one also what is in
    its `compartments`, so that a name known only in there is found only by who is in there.
    """

    objects: ClassVar[ProfileManager] = ProfileManager()
    guard = Guard(parents={"entity": ("canonical_id",)})

    id = models.UUIDField(primary_key=True)
    canonical_id = models.UUIDField(db_index=True)
    schema = models.CharField(max_length=64, db_index=True)
    caption = models.TextField()
    names: Any = ArrayField(models.TextField(), default=list)
    keys: Any = ArrayField(models.TextField(), default=list)
    countries: Any = ArrayField(models.CharField(max_length=8), default=list)
    categories: Any = ArrayField(models.CharField(max_length=20), default=list)
    originators: Any = ArrayField(models.TextField(), default=list)
    handling: Any = models.JSONField()
    statement_count = models.PositiveIntegerField()
    changed_at = models.DateTimeField(db_index=True)
    text_ar = models.TextField(blank=True)
    text_fr = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text_plain = models.TextField(blank=True)
    words = models.GeneratedField(
        expression=SearchVector("text_ar", config="arabic")
        + SearchVector("text_fr", config="french")
        + SearchVector("text_en", config="english")
        + SearchVector("text_plain", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="knowledge_profile_words"),
            GinIndex(fields=["keys"], name="knowledge_profile_keys"),
            GinIndex(fields=["countries"], name="knowledge_profile_country"),
            models.Index(
                fields=["canonical_id"], name="knowledge_profile_hidden", condition=~models.Q(compartments=[])
            ),
        ]


class ProfileChange(models.Model):
    """Profiles drawn afresh by one write, for the name index of every process (`resolution.name_changes`).

    `written_in` is PostgreSQL's number of the transaction. Without `entities` it was all profiles, with the name keys
    of `version`.
    """

    id = models.BigAutoField(primary_key=True)
    written_in = models.BigIntegerField(db_index=True)
    written_at = models.DateTimeField()
    entities: Any = ArrayField(models.UUIDField(), default=list)
    version = models.CharField(max_length=16, blank=True)


class SearchableText(Hidden):
    """A portion of a report or a dispatch, as search sees it. `subject` is "report:<uuid>" or "dispatch:<uuid>".

    The text is sealed under the key of its subject, and `words` holds blinded stems (`vault.blinding`), not words.
    """

    guard = Guard(subjects=("subject",))

    id = models.UUIDField(primary_key=True)
    subject = models.CharField(max_length=80, db_index=True)
    title: Any = SealedTextField(record="record_id", kind="text", blank=True)
    lang = models.CharField(max_length=2)
    text: Any = SealedTextField(record="record_id", kind="text")
    handling: Any = models.JSONField()
    originator = models.TextField()
    dated = models.DateTimeField(db_index=True)
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="knowledge_text_words")]

    @property
    def record_id(self) -> UUID:
        """The record whose key seals it."""
        return UUID(self.subject.partition(":")[2])


class Verdict(models.TextChoices):
    SAME = "same", _("same")
    DIFFERENT = "different", _("different")
    UNSURE = "unsure", _("unsure")


class IdentityProposal(Hidden):
    """Two entities that may be one; `left` is the smaller id. Reasons are drawn afresh from the statements.

    A pair that was judged "different" or "unsure" is proposed again only for new evidence: `again_after` is that
    judgement, `new_statements` and `new_claims` are the ids and codes of what has come since.
    """

    guard = Guard()

    id = models.UUIDField(primary_key=True, default=new_id)
    left = models.UUIDField(db_index=True)
    right = models.UUIDField(db_index=True)
    score = models.FloatField()
    occasion = models.CharField(max_length=80, blank=True, db_index=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=150)
    is_open = models.BooleanField(default=True)
    again_after = models.UUIDField(null=True, blank=True)
    new_statements: Any = ArrayField(models.UUIDField(), default=list)
    new_claims: Any = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="knowledge_one_proposal_per_pair"),
            models.CheckConstraint(name="knowledge_proposal_ordered", condition=models.Q(left__lt=models.F("right"))),
        ]
        indexes = [models.Index(fields=["-score"], name="knowledge_open_proposals", condition=models.Q(is_open=True))]


class IdentityJudgement(Hidden):
    """What a person decided about a pair, and on what grounds; undone, it stays on the record.

    `left_known` and `right_known` are fingerprints of what identified each side at that time (see
    `resolution.fingerprints`), `evidence_digest` one of all that was weighed; none of them holds content.
    """

    guard = Guard()

    id = models.UUIDField(primary_key=True, default=new_id)
    left = models.UUIDField(db_index=True)
    right = models.UUIDField(db_index=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    note = models.TextField(blank=True)
    score = models.FloatField()
    evidence_codes: Any = ArrayField(models.CharField(max_length=40), default=list)
    evidence_digest = models.CharField(max_length=64, blank=True)
    left_known: Any = ArrayField(models.CharField(max_length=32), default=list)
    right_known: Any = ArrayField(models.CharField(max_length=32), default=list)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=150)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=150, blank=True)
    undone_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["left", "right"], name="knowledge_one_judgement", condition=models.Q(undone_at__isnull=True)
            ),
            models.CheckConstraint(name="knowledge_judgement_ordered", condition=models.Q(left__lt=models.F("right"))),
        ]
