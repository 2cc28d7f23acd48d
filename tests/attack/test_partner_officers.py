"""One person alone cannot make a partner believed."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jisr.core.handling import PartnerState
from jisr.station.ledger.actor import Actor, partner_actor, system_actor
from jisr.station.partners import queries, services
from jisr.station.partners.models import Verification
from jisr.station.partners.problems import PartnerProblem

pytestmark = pytest.mark.django_db


def state() -> PartnerState:
    found = queries.partner("madrid")
    assert found is not None
    return found.state


def test_one_officer_does_not_count_twice(madrid: Any, officers: Any, compare: Any) -> None:
    services.add_partner(officers[0], madrid.card_bytes)
    compare(madrid, officers[0], call=1)
    with pytest.raises(PartnerProblem) as caught:
        compare(madrid, officers[0], call=2)
    assert caught.value.code == "same_officer"
    assert state() is PartnerState.PROPOSED


def test_one_officer_under_two_names_does_not_count_twice(madrid: Any, officers: Any, compare: Any) -> None:
    from dataclasses import replace

    services.add_partner(officers[0], madrid.card_bytes)
    compare(madrid, officers[0], call=1)
    with pytest.raises(PartnerProblem):
        compare(madrid, replace(officers[0], name="liaison2"), call=2)
    assert state() is PartnerState.PROPOSED


def test_the_database_keeps_an_officer_from_counting_twice(madrid: Any, officers: Any, compare: Any) -> None:
    services.add_partner(officers[0], madrid.card_bytes)
    compare(madrid, officers[0], call=1)
    made = Verification.objects.get()
    made.pk, made.call = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


@pytest.mark.parametrize("role", ["analyst", "releaser", "oversight", "administrator", "programme"])
def test_only_liaison_and_cooperation_officers_confirm(
    actor: Any, madrid: Any, officers: Any, compare: Any, role: str
) -> None:
    services.add_partner(officers[0], madrid.card_bytes)
    with pytest.raises(PartnerProblem) as caught:
        compare(madrid, actor(role))
    assert caught.value.code == "officer_needed"


@pytest.mark.parametrize("nobody", [system_actor("job"), partner_actor("madrid"), Actor("command:root", ("liaison",))])
def test_a_machine_confirms_nothing(madrid: Any, officers: Any, nobody: Actor) -> None:
    services.add_partner(officers[0], madrid.card_bytes)
    with pytest.raises(PartnerProblem) as caught:
        services.confirm_words(nobody, "madrid", language="en", heard={})
    assert caught.value.code == "officer_needed"


def test_a_comparison_before_the_own_card_changed_does_not_count(
    actor: Any, madrid: Any, officers: Any, compare: Any
) -> None:
    """The words stand for both cards: an officer who saw the old own card has not compared the new one."""
    from django.conf import settings

    keys = settings.HOME.keys
    try:
        services.add_partner(officers[0], madrid.card_bytes)
        compare(madrid, officers[0], call=1)
        services.rotate_own_keys(actor("administrator"))
        assert not compare(madrid, officers[1], call=2).is_verified
    finally:
        settings.HOME.save_keys(keys)
    assert state() is PartnerState.PROPOSED
