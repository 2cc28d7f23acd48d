"""What the doctor says of the keys."""

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from jisr.core.statements import Grade
from jisr.station.backup.keys import TAKEN_FILE, back_up_keys
from jisr.station.doctor.findings import State
from jisr.station.doctor.vault_checks import vault_checks
from jisr.station.intake import services as intake_services
from jisr.station.intake.models import Report
from jisr.station.ledger.actor import system_actor
from jisr.station.vault.models import KeyDestruction
from jisr.station.vault.opening import forget_ring, key_ring
from jisr.station.vault.sqlite_store import FILE

pytestmark = pytest.mark.django_db(transaction=True)


def findings() -> dict[str, State]:
    return {finding.name: finding.state for finding in vault_checks(settings.HOME.path, timezone.now())}


@pytest.fixture
def no_keys_of_another_test(db: None) -> None:
    """Keys stand outside of the database: those of other tests are still there, some destroyed at a later date."""
    forget_ring()
    for file in settings.HOME.path.glob(f"{FILE}*"):
        file.unlink()


@pytest.fixture
def report(no_keys_of_another_test: None, actor: Callable[..., Any]) -> Report:
    draft = intake_services.ReportDraft(
        text="EXERCISE", source="SAFRAN", handling=intake_services.default_handling(), grade=Grade.parse("B2")
    )
    return Report.objects.get(pk=intake_services.receive_report(actor("analyst"), draft))


def test_keys_in_order_are_said_to_be_so_and_their_backup_is_asked_for(report: Report, tmp_path: Any) -> None:
    (settings.HOME.path / TAKEN_FILE).unlink(missing_ok=True)
    assert findings()["vault.backup"] is State.WARN
    back_up_keys(tmp_path / "k", "long words", system_actor("test"))
    assert findings()["vault.backup"] is State.OK
    key_ring().store.destroy([report.id], timezone.now())
    assert findings()["vault.backup"] is State.WARN


def test_a_record_without_its_key_is_found(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_ring().store, "newest", lambda ids: {})
    assert findings()["vault.keys"] is State.FAIL


def test_a_store_that_others_can_read_is_found(report: Report) -> None:
    file = settings.HOME.path / "vault.json"
    os.chmod(file, 0o640)
    try:
        assert findings()["vault.permissions"] is State.FAIL
    finally:
        os.chmod(file, 0o600)


def test_a_destruction_left_undone_is_found(report: Report) -> None:
    KeyDestruction.objects.create(
        records=[report.id], reason="erased", asked_at=timezone.now() - timedelta(hours=2), asked_by="system:test"
    )
    assert findings()["vault.undone"] is State.FAIL
