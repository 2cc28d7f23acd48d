"""The end of keeping: erased on its day, with certificates that prove each record; held and extended by the rules."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from jisr.core.ledger import verify_inclusion
from jisr.core.statements import Basis, Grade, Statement
from jisr.station.intake import queries as intake
from jisr.station.intake import services as intake_services
from jisr.station.intake.models import Attachment, FindingRecord, Portion, Report
from jisr.station.knowledge import queries as knowledge
from jisr.station.knowledge.models import StatementRecord
from jisr.station.knowledge.services import add_statements, erase_own
from jisr.station.ledger.models import LedgerEntry
from jisr.station.retention import queries, services
from jisr.station.retention.keeping import today
from jisr.station.retention.problems import RetentionProblem
from jisr.station.vault.certificates import proof_of_erasure
from jisr.station.vault.models import ErasureCertificate
from jisr.station.vault.opening import key_ring
from jisr.station.vault.problems import HeldProblem

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "EXERCISE: Abdelkrim Benmoussa crossed to Sevilla.\n\nHe used the telephone +34 600 000 000."
type ActorFor = Callable[..., Any]


def report(actor: ActorFor, until: date | None = None, **changes: Any) -> UUID:
    handling = replace(intake_services.default_handling(), retain_until=until)
    fields: dict[str, Any] = {"source": "SAFRAN", "handling": handling, "grade": Grade.parse("B2"), **changes}
    return intake_services.receive_report(actor("analyst"), intake_services.ReportDraft(text=TEXT, **fields))


def own_statement(until: date | None, **changes: Any) -> Statement:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    handling = replace(intake_services.default_handling(), retain_until=until)
    fields: dict[str, Any] = {
        "id": str(uuid4()), "entity_id": str(uuid4()), "schema": "Person", "prop": "name", "value": "Exercise Person",
        "original_value": "", "lang": "", "source": "EXERCISE", "report_id": "", "dispatch_id": "",
        "grade": Grade.parse("B2"), "handling": handling, "category": None, "basis": Basis.FACT,
        "first_seen": moment, "last_confirmed": moment, "expires": None,
    }  # fmt: skip
    return Statement(**{**fields, **changes})


def test_a_report_is_erased_on_the_day_after_its_last_with_all_that_came_with_it(actor: ActorFor) -> None:
    file = intake_services.AttachmentDraft("photo.txt", "text/plain", b"EXERCISE attachment")
    ended = report(actor, today() - timedelta(days=1), attachments=[file])
    last = report(actor, today())
    result = services.run(actor("administrator"))
    assert (result.reports, result.total) == (1, 1)
    view = intake.report(ended)
    assert view is not None
    assert (view.text.strip(), [one.text for one in view.findings]) == ("", [])
    assert Report.objects.get(pk=ended).title == ""
    assert bytes(Attachment.objects.get(report=ended).content) == b""
    assert {portion.text for portion in Portion.objects.filter(report=ended)} == {""}
    assert not FindingRecord.objects.filter(report=ended).exists()
    assert knowledge.search_texts("Sevilla", subjects=[f"report:{ended}"]).total == 0
    assert key_ring().keys([ended]) == {}
    assert intake.report(last).text.startswith("EXERCISE")  # type: ignore[union-attr]


def test_each_of_many_erased_statements_can_be_proved_from_one_entry(actor: ActorFor) -> None:
    yesterday = today() - timedelta(days=1)
    ended = [own_statement(yesterday) for _ in range(25)]
    stays = own_statement(today())
    add_statements(actor("analyst"), [*ended, stays])
    before = LedgerEntry.objects.filter(act="erasure").count()
    assert services.run(actor("administrator")).statements == 25
    assert LedgerEntry.objects.filter(act="erasure").count() == before + 2  # the certificate, and the keys' destruction
    certificate = ErasureCertificate.objects.get()
    assert (certificate.count, certificate.rule) == (25, "retention_ended")
    assert certificate.keys_destroyed_at is not None
    entry = LedgerEntry.objects.get(index=certificate.ledger_index)
    assert certificate.root.encode() in bytes(entry.data)
    for statement in ended:
        proof = proof_of_erasure(UUID(statement.id))
        assert proof is not None
        path = [bytes.fromhex(each) for each in proof.path]
        leaf = UUID(statement.id).bytes
        assert verify_inclusion(leaf, proof.index, proof.size, path, bytes.fromhex(proof.root))
    assert proof_of_erasure(UUID(stays.id)) is None
    assert StatementRecord.objects.get(pk=stays.id).value == "Exercise Person"


def test_a_hold_stops_the_end_of_keeping_until_it_is_lifted(actor: ActorFor) -> None:
    ended = report(actor, today() - timedelta(days=3))
    statement = own_statement(today() - timedelta(days=3), report_id=str(ended))
    add_statements(actor("analyst"), [statement])
    until = today() + timedelta(days=10)
    hold = services.place_hold(
        actor("releaser"), "report", ended, reason="EXERCISE inquiry", legal_reference="File 12/2026", until=until
    )
    assert services.run(actor("administrator")).total == 0
    assert queries.ending()[0].held_until == until
    with pytest.raises(HeldProblem):
        erase_own(actor("analyst"), [UUID(statement.id)], "erased_for_subject")
    services.lift_hold(actor("releaser"), hold, reason="EXERCISE closed")
    result = services.run(actor("administrator"))
    assert (result.reports, result.statements) == (1, 1)
    decisions = LedgerEntry.objects.filter(record_id=str(ended)).values_list("decision", flat=True)
    assert {"hold_placed", "hold_lifted", "retention_ended"} <= set(decisions)


def test_a_hold_ends_by_itself(actor: ActorFor, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = report(actor, today() - timedelta(days=1))
    services.place_hold(actor("releaser"), "report", ended, reason="EXERCISE", legal_reference="File 12", until=today())
    assert services.run(actor("administrator")).total == 0
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("jisr.station.retention.keeping.timezone.now", lambda: later)
    result = services.run(actor("administrator"))
    assert (result.holds_over, result.reports) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": "  "}, "reason_needed"),
        ({"legal_reference": ""}, "legal_reference_needed"),
        ({"until": date(2020, 1, 1)}, "day_in_the_past"),
        ({"until": date(2999, 1, 1)}, "hold_too_long"),
        ({"record_id": uuid4()}, "record_unknown"),
    ],
)
def test_a_hold_that_cannot_be_is_refused_with_its_code(actor: ActorFor, changes: dict[str, Any], code: str) -> None:
    given = {
        "record_id": report(actor), "reason": "EXERCISE", "legal_reference": "File", "until": today(), **changes
    }  # fmt: skip
    with pytest.raises(RetentionProblem) as refused:
        services.place_hold(actor("releaser"), "report", given.pop("record_id"), **given)
    assert refused.value.code == code
    assert LedgerEntry.objects.filter(act="refusal", decision=code).count() == 1


def test_a_second_hold_is_refused_and_a_first_renewed(actor: ActorFor) -> None:
    held = report(actor)
    words = {"reason": "EXERCISE", "legal_reference": "File"}
    hold = services.place_hold(actor("releaser"), "report", held, until=today(), **words)
    with pytest.raises(RetentionProblem) as refused:
        services.place_hold(actor("releaser"), "report", held, until=today(), **words)
    assert refused.value.code == "held_already"
    services.renew_hold(actor("releaser"), hold, reason="EXERCISE", until=today() + timedelta(days=5))
    assert queries.holds()[0].until == today() + timedelta(days=5)
    with pytest.raises(RetentionProblem):
        services.renew_hold(actor("releaser"), hold, reason="EXERCISE", until=today() + timedelta(days=4))


def test_our_own_is_kept_longer_for_a_reason_and_the_extension_undone(actor: ActorFor) -> None:
    ended = report(actor, today() - timedelta(days=1))
    longer = services.extend(
        actor("releaser"), "report", ended, reason="EXERCISE trial", until=today() + timedelta(days=20)
    )
    assert services.run(actor("administrator")).total == 0
    assert [one.name for one in queries.extensions()] == [intake.report(ended).number]  # type: ignore[union-attr]
    services.undo_extension(actor("releaser"), longer)
    assert services.run(actor("administrator")).reports == 1
    with pytest.raises(RetentionProblem) as refused:
        services.undo_extension(actor("releaser"), longer)
    assert refused.value.code == "extension_over"


@pytest.mark.parametrize(
    ("last_day", "changes", "code"),
    [
        (None, {}, "no_last_day"),
        (timedelta(days=5), {"until": timedelta(days=5)}, "not_longer"),
        (timedelta(days=5), {"until": timedelta(days=-1)}, "day_in_the_past"),
        (timedelta(days=5), {"reason": ""}, "reason_needed"),
    ],
)
def test_an_extension_that_cannot_be_is_refused(
    actor: ActorFor, last_day: timedelta | None, changes: dict[str, Any], code: str
) -> None:
    given: dict[str, Any] = {"reason": "EXERCISE", "until": timedelta(days=9), **changes}
    given["until"] = today() + given["until"]
    with pytest.raises(RetentionProblem) as refused:
        services.extend(actor("releaser"), "report", report(actor, last_day and today() + last_day), **given)
    assert refused.value.code == code


def test_what_a_partner_originated_is_not_kept_longer(actor: ActorFor) -> None:
    handling = replace(
        intake_services.default_handling(), originator="madrid", retain_until=today() + timedelta(days=3)
    )
    relayed = report(actor, handling=handling)
    with pytest.raises(RetentionProblem) as refused:
        services.extend(actor("releaser"), "report", relayed, reason="EXERCISE", until=today() + timedelta(days=9))
    assert refused.value.code == "originator_limit"


def test_another_day_is_for_exercises(actor: ActorFor, settings: Any) -> None:
    report(actor, today() + timedelta(days=2))
    settings.EXERCISE = False
    with pytest.raises(RetentionProblem) as refused:
        services.run(actor("administrator"), today() + timedelta(days=3))
    assert refused.value.code == "exercise_only"
    settings.EXERCISE = True
    assert services.run(actor("administrator"), today() + timedelta(days=3)).reports == 1
