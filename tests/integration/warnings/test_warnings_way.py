"""A warning of ours: drafted, released by another person, delivered, acknowledged, acted on, judged, closed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.utils import timezone

from jisr.core.handling import Classification, Handling, Tlp
from jisr.core.sealing import DispatchKind
from jisr.station.exchange import services as exchange
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.ledger import queries as ledger
from jisr.station.release import services as release
from jisr.station.release.problems import OwnWork
from jisr.station.warnings import queries, services
from jisr.station.warnings.drafts import Draft
from jisr.station.warnings.models import Warning, WarningState
from jisr.station.warnings.problems import ClockOverProblem, DraftProblem, WrongStateProblem

pytestmark = pytest.mark.django_db(transaction=True)

type MakeDraft = Callable[..., Draft]
type MakeActor = Callable[..., Any]
type SendWarning = Callable[..., UUID]


def state_of(warning_id: UUID) -> str:
    return Warning.objects.get(pk=warning_id).state


def at_madrid(warning_id: UUID) -> queries.RecipientView:
    view = queries.warning(warning_id)
    assert view is not None
    return next(recipient for recipient in view.recipients if recipient.station_id == "madrid")


def last_letter(partner: InMemoryPartner) -> Any:
    return partner.inbox[-1].dispatch


def acknowledge(partner: InMemoryPartner, **body: str) -> None:
    warning = next(item.dispatch for item in partner.inbox if item.dispatch.kind is DispatchKind.WARNING)
    partner.send(
        DispatchKind.ACKNOWLEDGEMENT, {"note": "", "action": "", **body}, refers_to=warning.id, thread=warning.thread
    )


def test_numbers_run_without_gaps(actor: MakeActor, draft: MakeDraft, madrid: InMemoryPartner) -> None:
    made = [services.draft_warning(actor("analyst"), draft()) for _ in range(3)]
    year = timezone.now().year
    numbers = [Warning.objects.get(pk=warning_id).number for warning_id in made]
    assert numbers == [f"W-{year}-0001", f"W-{year}-0002", f"W-{year}-0003"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"probability": 1.01}, "probability"),
        ({"probability": -0.1}, "probability"),
        ({"title": "  "}, "title"),
        ({"threat": "a\x00b"}, "threat"),
        ({"yardstick": "hunch"}, "yardstick"),
        ({"language": "es"}, "language"),
        ({"country": "QQ"}, "country"),
        ({"recipients": ()}, "recipients"),
        ({"recipients": ("nowhere",)}, "recipients"),
        ({"acknowledge_within_minutes": 4}, "acknowledge_within_minutes"),
        (
            {"window_from": timezone.now(), "window_until": timezone.now() - timedelta(hours=1)},
            "window_until",
        ),
    ],
)
def test_a_draft_that_could_not_be_meant_leaves_nothing_behind(
    actor: MakeActor, draft: MakeDraft, madrid: InMemoryPartner, changes: dict[str, Any], field: str
) -> None:
    before = ledger.size()
    with pytest.raises(DraftProblem) as refused:
        services.draft_warning(actor("analyst"), draft(**changes))
    assert refused.value.field == field
    assert not Warning.objects.exists()
    assert ledger.size() == before


def test_the_partner_reads_what_the_author_wrote_and_by_when(
    sent_warning: SendWarning, madrid: InMemoryPartner
) -> None:
    warning = Warning.objects.get(pk=sent_warning())
    body = last_letter(madrid).body
    assert last_letter(madrid).kind is DispatchKind.WARNING
    assert body["threat"] == warning.threat
    assert body["portions"][0]["text"] == warning.threat
    assert (body["place"], body["country"], body["probability"]) == ("إشبيلية", "ES", 0.85)
    assert body["recommended_action"] == warning.recommended_action
    assert warning.acknowledge_by is not None
    assert body["acknowledge_by"] == warning.acknowledge_by.isoformat(timespec="seconds")
    assert at_madrid(warning.pk).standing == "delivered"


def test_the_author_never_releases_an_own_warning(
    actor: MakeActor, draft: MakeDraft, madrid: InMemoryPartner, people: dict[str, Any]
) -> None:
    both = actor("analyst", roles=("analyst", "releaser"))
    warning_id = services.draft_warning(both, draft())
    proposal = services.propose_warning(both, warning_id)
    with pytest.raises(OwnWork):
        release.release(both, proposal)
    assert state_of(warning_id) == WarningState.PROPOSED
    assert not madrid.inbox


def test_a_refused_warning_is_a_draft_again(actor: MakeActor, draft: MakeDraft, madrid: InMemoryPartner) -> None:
    warning_id = services.draft_warning(actor("analyst"), draft())
    proposal = services.propose_warning(actor("analyst"), warning_id)
    release.refuse(actor("releaser"), proposal, "EXERCISE: name the source of the probability")
    assert state_of(warning_id) == WarningState.DRAFT
    services.change_draft(actor("analyst"), warning_id, draft(probability=0.6))
    assert Warning.objects.get(pk=warning_id).probability == 0.6


def test_what_is_with_the_releaser_cannot_be_changed(
    actor: MakeActor, draft: MakeDraft, madrid: InMemoryPartner
) -> None:
    warning_id = services.draft_warning(actor("analyst"), draft())
    services.propose_warning(actor("analyst"), warning_id)
    with pytest.raises(WrongStateProblem):
        services.change_draft(actor("analyst"), warning_id, draft(probability=0.1))
    services.withdraw_warning(actor("analyst"), warning_id, "EXERCISE")
    assert state_of(warning_id) == WarningState.WITHDRAWN


def test_what_has_left_cannot_be_withdrawn(sent_warning: SendWarning, actor: MakeActor) -> None:
    warning_id = sent_warning()
    with pytest.raises(WrongStateProblem):
        services.withdraw_warning(actor("analyst"), warning_id, "EXERCISE")


def test_a_warning_whose_hour_has_passed_does_not_leave(
    actor: MakeActor, draft: MakeDraft, madrid: InMemoryPartner
) -> None:
    warning_id = services.draft_warning(actor("analyst"), draft(acknowledge_within_minutes=15))
    proposal = services.propose_warning(actor("analyst"), warning_id)
    later = timezone.now() + timedelta(minutes=16)
    with (
        patch("jisr.station.release.services.deciding.timezone.now", return_value=later),
        pytest.raises(ClockOverProblem),
    ):
        release.release(actor("releaser"), proposal)
    deliver_due("madrid", timezone.now())
    assert not madrid.inbox
    assert state_of(warning_id) == WarningState.PROPOSED
    release.refuse(actor("releaser"), proposal, "EXERCISE: too late, propose again")
    again = services.propose_warning(actor("analyst"), warning_id)
    release.release(actor("releaser"), again)
    assert state_of(warning_id) == WarningState.SENT


def test_each_partner_has_its_own_state(
    sent_warning: SendWarning, madrid: InMemoryPartner, bamako: InMemoryPartner
) -> None:
    bamako.is_unreachable = True
    warning_id = sent_warning(recipients=("madrid", "bamako"))
    acknowledge(madrid, note="Recibido")
    view = queries.warning(warning_id)
    assert view is not None
    assert {item.station_id: item.standing for item in view.recipients} == {
        "madrid": "acknowledged",
        "bamako": "on_the_way",
    }
    assert view.next_clock is not None
    assert view.next_clock.station_id == "bamako"


def test_acknowledged_then_acted_then_judged(sent_warning: SendWarning, madrid: InMemoryPartner) -> None:
    warning_id = sent_warning()
    acknowledge(madrid, note="Recibido")
    first = at_madrid(warning_id)
    assert (first.standing, first.note, first.action) == ("acknowledged", "Recibido", "")
    acknowledge(madrid, action="Dispositivo reforzado")
    second = at_madrid(warning_id)
    assert (second.standing, second.note, second.action) == ("acted", "Recibido", "Dispositivo reforzado")
    assert second.acknowledged_at == first.acknowledged_at
    warning = madrid.inbox[0].dispatch
    madrid.send(
        DispatchKind.FEEDBACK,
        {"verdict": "decisive", "comment": "EXERCISE"},
        refers_to=warning.id,
        thread=warning.thread,
    )
    assert at_madrid(warning_id).verdict == "decisive"


def test_a_third_station_cannot_acknowledge_for_another(
    sent_warning: SendWarning, madrid: InMemoryPartner, bamako: InMemoryPartner
) -> None:
    warning_id = sent_warning()
    warning = madrid.inbox[0].dispatch
    bamako.send(DispatchKind.ACKNOWLEDGEMENT, {"note": "", "action": ""}, refers_to=warning.id, thread=warning.thread)
    assert at_madrid(warning_id).acknowledged_at is None


def test_silence_past_the_hour_is_marked_once(sent_warning: SendWarning, actor: MakeActor) -> None:
    warning_id = sent_warning()
    late = timezone.now() + timedelta(minutes=61)
    assert services.note_run_outs(actor("liaison"), timezone.now()) == 0
    assert services.note_run_outs(actor("liaison"), late) == 1
    assert services.note_run_outs(actor("liaison"), late + timedelta(minutes=1)) == 0
    assert at_madrid(warning_id).is_run_out
    assert [step.means for step in at_madrid(warning_id).escalations] == ["clock"]
    assert queries.count_urgent() == 1


def test_a_late_acknowledgement_still_counts(
    sent_warning: SendWarning, madrid: InMemoryPartner, actor: MakeActor
) -> None:
    warning_id = sent_warning()
    services.note_run_outs(actor("liaison"), timezone.now() + timedelta(minutes=61))
    acknowledge(madrid)
    assert at_madrid(warning_id).standing == "acknowledged"
    assert not at_madrid(warning_id).is_run_out
    assert queries.count_urgent() == 0


def test_a_reminder_goes_into_the_thread_and_says_nothing_of_the_content(
    sent_warning: SendWarning, madrid: InMemoryPartner, actor: MakeActor
) -> None:
    warning_id = sent_warning()
    services.escalate(actor("liaison"), at_madrid(warning_id).id, "dispatch", "")
    deliver_due("madrid", timezone.now())
    warning, reminder = (item.dispatch for item in madrid.inbox)
    assert reminder.kind is DispatchKind.COORDINATION
    assert reminder.thread == warning.thread
    number = Warning.objects.get(pk=warning_id).number
    assert number in reminder.body["text"]
    assert "إشبيلية" not in str(reminder.body)
    assert [step.means for step in at_madrid(warning_id).escalations] == ["dispatch"]


@pytest.mark.parametrize(
    ("means", "note", "field"), [("telephone", " ", "note"), ("clock", "x", "means"), ("pigeon", "x", "means")]
)
def test_an_escalation_says_how_and_whom(
    sent_warning: SendWarning, actor: MakeActor, means: str, note: str, field: str
) -> None:
    warning_id = sent_warning()
    with pytest.raises(DraftProblem) as refused:
        services.escalate(actor("liaison"), at_madrid(warning_id).id, means, note)
    assert refused.value.field == field
    assert not at_madrid(warning_id).escalations


def test_nobody_is_chased_who_has_answered(
    sent_warning: SendWarning, madrid: InMemoryPartner, actor: MakeActor
) -> None:
    warning_id = sent_warning()
    acknowledge(madrid)
    with pytest.raises(WrongStateProblem):
        services.escalate(actor("liaison"), at_madrid(warning_id).id, "telephone", "EXERCISE duty officer")


def test_a_recalled_warning_has_no_clock_any_more(
    sent_warning: SendWarning, madrid: InMemoryPartner, actor: MakeActor
) -> None:
    warning_id = sent_warning()
    exchange.recall(actor("liaison"), at_madrid(warning_id).record_id, "EXERCISE wrong city")
    view = queries.warning(warning_id)
    assert view is not None
    assert (at_madrid(warning_id).standing, view.next_clock) == ("recalled", None)
    assert services.note_run_outs(actor("liaison"), timezone.now() + timedelta(hours=2)) == 0
    assert queries.silent_recipients() == []


def test_who_was_left_out_by_the_release_is_named(
    sent_warning: SendWarning, madrid: InMemoryPartner, bamako: InMemoryPartner, actor: MakeActor
) -> None:
    only_spain = Handling(
        originator="rabat",
        classification=Classification.CONFIDENTIAL,
        tlp=Tlp.AMBER,
        releasable_to=frozenset({"ES"}),
    )
    view = queries.warning(sent_warning(recipients=("madrid", "bamako"), handling=only_spain))
    assert view is not None
    assert [recipient.station_id for recipient in view.recipients] == ["madrid"]
    assert view.left_out == ("Bamako",)
    assert not bamako.inbox


def test_the_outcome_closes_it_and_needs_a_word_on_how_it_is_known(sent_warning: SendWarning, actor: MakeActor) -> None:
    warning_id = sent_warning()
    with pytest.raises(DraftProblem):
        services.close_warning(actor("analyst"), warning_id, "averted", " ")
    services.close_warning(actor("analyst"), warning_id, "averted", "EXERCISE: Madrid's report of 2 December")
    assert state_of(warning_id) == WarningState.CLOSED
    with pytest.raises(WrongStateProblem):
        services.close_warning(actor("analyst"), warning_id, "happened", "EXERCISE")


def test_every_step_is_in_the_ledger_and_no_content_is(
    sent_warning: SendWarning, madrid: InMemoryPartner, actor: MakeActor
) -> None:
    warning_id = sent_warning()
    acknowledge(madrid, note="Recibido en la sala", action="Dispositivo reforzado")
    services.close_warning(actor("analyst"), warning_id, "averted", "EXERCISE: how it is known")
    entries = ledger.entries_about("warning", str(warning_id))
    decisions = [stored.entry.decision for stored in entries]
    assert decisions[::-1] == ["", "proposed", "sent", "acted", "outcome_averted"]
    text = " ".join(stored.data.decode() for stored in entries)
    for content in ("إشبيلية", "Recibido", "Dispositivo", "how it is known"):
        assert content not in text
