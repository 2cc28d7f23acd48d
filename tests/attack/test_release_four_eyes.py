"""Attacks on the second pair of eyes: one person in two roles, the wrong role, a job, and the database itself."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from jisr.core.handling import Classification, Handling, Purpose, Tlp
from jisr.core.sealing import DispatchKind
from jisr.station.exchange.models import DispatchRecord
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.ledger.actor import system_actor
from jisr.station.release import services
from jisr.station.release.models import Proposal
from jisr.station.release.problems import NamedPersonNeeded, OwnWork, ReleaseProblem, RightMissing

pytestmark = pytest.mark.django_db
SUBJECT = UUID("01990000-0000-7000-8000-000000000001")


@pytest.fixture
def madrid(actor: Callable[..., Any]) -> InMemoryPartner:
    partner = InMemoryPartner("madrid", "ES")
    partner.become_active(actor("liaison"), actor("cooperation"))
    return partner


@pytest.fixture
def proposal(madrid: InMemoryPartner, actor: Callable[..., Any]) -> Proposal:
    return propose(actor("analyst"))


def propose(author: Any, **changes: Any) -> Proposal:
    handling = Handling("rabat", Classification.RESTRICTED, Tlp.AMBER)
    words = {"id": str(SUBJECT), "text": "تمرين", "lang": "ar", "handling": handling.to_json()}
    values: dict[str, Any] = {
        "kind": DispatchKind.INFORMATION,
        "subject": f"warning:{SUBJECT}",
        "recipients": ["madrid"],
        "portions": [words],
        "statements": [],
        "purpose": Purpose.TERRORISM,
        "title": "EXERCISE",
    }
    return Proposal.objects.get(pk=services.propose(author, **{**values, **changes}))


def nothing_left(proposal: Proposal) -> bool:
    proposal.refresh_from_db()
    return proposal.state == "awaiting" and not DispatchRecord.objects.exists()


def test_an_author_who_is_also_a_releaser_cannot_release(proposal: Proposal, actor: Callable[..., Any]) -> None:
    both = actor("analyst", roles=("analyst", "releaser"))
    with pytest.raises(OwnWork):
        services.release(both, proposal.pk)
    with pytest.raises(OwnWork):
        services.refuse(both, proposal.pk, "EXERCISE")
    assert nothing_left(proposal)


def test_an_author_under_another_name_cannot_release(proposal: Proposal, actor: Callable[..., Any]) -> None:
    """The account counts, not what it is called or through which channel it comes."""
    renamed = actor("analyst", name="somebody-else", roles=("releaser",), channel="api")
    with pytest.raises(OwnWork):
        services.release(renamed, proposal.pk)
    assert nothing_left(proposal)


@pytest.mark.parametrize("role", ["analyst", "liaison", "oversight", "administrator", "cooperation", "programme"])
def test_no_other_role_releases(proposal: Proposal, actor: Callable[..., Any], role: str) -> None:
    with pytest.raises(RightMissing):
        services.release(actor(role), proposal.pk)
    assert nothing_left(proposal)


def test_no_job_releases(proposal: Proposal) -> None:
    with pytest.raises(NamedPersonNeeded):
        services.release(system_actor("deliver"), proposal.pk)
    assert nothing_left(proposal)


@pytest.mark.parametrize("role", ["analyst", "releaser", "liaison", "administrator"])
def test_only_oversight_lifts_a_stop(proposal: Proposal, actor: Callable[..., Any], role: str) -> None:
    services.stop(actor("oversight"), proposal.pk, "EXERCISE")
    with pytest.raises(RightMissing):
        services.resume(actor(role), proposal.pk, "EXERCISE")


def test_the_page_of_a_person_in_both_roles_is_refused(
    proposal: Proposal, people: dict[str, Any], client_as: Callable[..., Any]
) -> None:
    people["analyst"].roles = ["analyst", "releaser"]
    people["analyst"].save()
    response = client_as("analyst").post(f"/release/{proposal.pk}/release/", {"seen": "0" * 64}, follow=True)
    assert "another person must decide" in response.content.decode()
    assert nothing_left(proposal)


def test_stopping_shows_oversight_nothing_without_a_reason(
    proposal: Proposal, client_as: Callable[..., Any], token_for: Callable[[str], str]
) -> None:
    """Oversight may stop at any time; to read what it stops, it must say why."""
    answer = client_as("oversight").post(f"/release/{proposal.pk}/stop/", {"reason": ""}, follow=True)
    assert "تمرين" not in answer.content.decode()
    stopped = client_as("oversight").post(
        f"/api/v1/release/proposals/{proposal.pk}/stop",
        {"reason": "EXERCISE"},
        content_type="application/json",
        headers={"Authorization": f"Bearer {token_for('oversight')}"},
    )
    assert stopped.json()["state"] == "stopped"
    assert "views" not in stopped.json()
    assert "تمرين" not in stopped.content.decode()


def refuses(sql: str, *parameters: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def test_the_database_refuses_a_release_by_the_author(proposal: Proposal) -> None:
    refuses(
        "UPDATE release_proposal SET state = 'released', decided_by_id = author_id, decided_at = now() WHERE id = %s",
        proposal.pk,
    )


def test_the_database_refuses_a_release_by_nobody(proposal: Proposal) -> None:
    refuses("UPDATE release_proposal SET state = 'released' WHERE id = %s", proposal.pk)


def test_the_database_refuses_another_author(proposal: Proposal) -> None:
    refuses("UPDATE release_proposal SET author_id = 9999 WHERE id = %s", proposal.pk)


@pytest.mark.parametrize("column", ["subject", "title", "purpose", "note", "kind"])
def test_the_database_refuses_to_change_what_was_proposed(proposal: Proposal, column: str) -> None:
    refuses(f"UPDATE release_proposal SET {column} = 'x' WHERE id = %s", proposal.pk)


def test_the_database_refuses_to_change_the_text(proposal: Proposal) -> None:
    refuses("""UPDATE release_item SET content = '{"text": "other"}' WHERE proposal_id = %s""", proposal.pk)


def test_the_database_refuses_to_release_what_is_stopped(proposal: Proposal, actor: Callable[..., Any]) -> None:
    services.stop(actor("oversight"), proposal.pk, "EXERCISE")
    refuses(
        "UPDATE release_proposal SET state = 'released', decided_by_id = 9999, decided_at = now() WHERE id = %s",
        proposal.pk,
    )


def test_the_database_refuses_to_change_a_decision(proposal: Proposal, actor: Callable[..., Any]) -> None:
    services.refuse(actor("releaser"), proposal.pk, "EXERCISE")
    refuses("UPDATE release_proposal SET state = 'awaiting' WHERE id = %s", proposal.pk)
    refuses("UPDATE release_proposal SET reason = 'other' WHERE id = %s", proposal.pk)


def test_foreign_words_cannot_be_slipped_in(madrid: InMemoryPartner, actor: Callable[..., Any]) -> None:
    """A portion that is neither of the source nor the subject's own words is refused, whatever conditions it claims."""
    handling = Handling("rabat", Classification.UNCLASSIFIED, Tlp.CLEAR)
    words = {
        "id": "01990000-0000-7000-8000-00000000dead",
        "text": "slipped in",
        "lang": "en",
        "handling": handling.to_json(),
    }
    with pytest.raises(ReleaseProblem):
        propose(actor("analyst"), portions=[words])
    assert not Proposal.objects.exists()
