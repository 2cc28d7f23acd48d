"""A card comes in, two officers compare it, and only then is it believed."""

from collections.abc import Callable
from typing import Any

import pytest

from jisr.core.handling import PartnerState
from jisr.station.ledger import queries as ledger
from jisr.station.partners import queries, services
from jisr.station.partners.problems import PartnerProblem, WordsDifferProblem

pytestmark = pytest.mark.django_db


def state_of(station_id: str) -> PartnerState:
    found = queries.partner(station_id)
    assert found is not None
    return found.state


def decisions(station_id: str) -> list[str]:
    rows = ledger.search(ledger.EntryFilter(record_kind="partner", record_id=station_id))
    return list(rows.order_by("index").values_list("decision", flat=True))


def test_a_card_by_file_is_proposed_and_not_believed(madrid: Any, officers: Any) -> None:
    assert services.add_partner(officers[0], madrid.card_bytes) == "madrid"
    found = queries.partner("madrid")
    assert found is not None
    assert found.state is PartnerState.PROPOSED
    assert (found.country, found.region, found.name("ar")) == ("ES", "europe", "محطة مدريد")
    assert "madrid" not in queries.cards_of_senders()


def test_two_officers_verify_and_the_second_call_covers_the_other_words(
    madrid: Any, officers: Any, compare: Any
) -> None:
    services.add_partner(officers[0], madrid.card_bytes)
    first = queries.word_check_for("madrid", "fr", officers[0].user_id)
    assert not compare(madrid, officers[0], language="fr").is_verified
    assert state_of("madrid") is PartnerState.PROPOSED
    second = queries.word_check_for("madrid", "ar", officers[1].user_id)
    assert {*first.to_hear, *second.to_hear} == set(range(1, 13))
    assert (first.call, second.call) == (1, 2)
    assert compare(madrid, officers[1], language="ar").is_verified
    assert state_of("madrid") is PartnerState.VERIFIED
    assert queries.cards_of_senders()["madrid"].digest == madrid.card.digest
    assert decisions("madrid") == ["proposed", "compared", "verified"]


def test_the_same_half_twice_does_not_verify(madrid: Any, officers: Any, compare: Any) -> None:
    services.add_partner(officers[0], madrid.card_bytes)
    compare(madrid, officers[0], call=1)
    assert not compare(madrid, officers[1], call=1).is_verified
    assert state_of("madrid") is PartnerState.PROPOSED


def test_the_code_on_paper_serves_instead_of_words(madrid: Any, officers: Any, compare: Any) -> None:
    from jisr.station.partners.cards import card_code

    services.add_partner(officers[0], madrid.card_bytes)
    spoken = f"https://madrid.example/exchange/v1/card#{card_code(madrid.card).upper()}"
    services.confirm_code(officers[0], "madrid", code=spoken, occasion=services.Occasion(place="Madrid"))
    assert compare(madrid, officers[1]).is_verified


def test_a_missing_word_is_not_counted_as_wrong(madrid: Any, officers: Any) -> None:
    services.add_partner(officers[0], madrid.card_bytes)
    check = queries.word_check_for("madrid", "en", officers[0].user_id)
    heard = madrid.reads_out(queries.own_station().card, check.to_hear[:-1])
    with pytest.raises(PartnerProblem) as caught:
        services.confirm_words(officers[0], "madrid", language="en", heard=heard)
    assert (caught.value.code, caught.value.field) == ("words_missing", "heard")
    assert not queries.verifications(madrid.card.digest)


def test_words_are_read_without_accents_case_and_vowel_marks(madrid: Any, officers: Any) -> None:
    services.add_partner(officers[0], madrid.card_bytes)
    for officer, language in zip(officers, ("fr", "ar"), strict=True):
        check = queries.word_check_for("madrid", language, officer.user_id)
        heard = madrid.reads_out(queries.own_station().card, check.to_hear, language)
        loud = {number: f"  {word.upper()} " for number, word in heard.items()}
        outcome = services.confirm_words(officer, "madrid", language=language, heard=loud)
    assert outcome.is_verified


def test_choices_hold_the_right_word_and_do_not_change(madrid: Any, officers: Any) -> None:
    services.add_partner(officers[0], madrid.card_bytes)
    check = queries.word_check_for("madrid", "ar", officers[0].user_id)
    heard = madrid.reads_out(queries.own_station().card, check.to_hear, "ar")
    assert all(heard[number] in choices and len(set(choices)) == 8 for number, choices in check.choices.items())
    assert queries.word_check_for("madrid", "ar", officers[0].user_id) == check
    assert queries.word_check_for("madrid", "ar", officers[1].user_id).choices != check.choices


def test_a_proposal_can_be_discarded_and_made_again(madrid: Any, officers: Any) -> None:
    services.add_partner(officers[0], madrid.card_bytes)
    services.discard_proposal(officers[0], "madrid", "Came by an unknown courier.")
    assert queries.partner("madrid") is None
    assert [card.status for card in queries.card_history("madrid")] == ["discarded"]
    services.add_partner(officers[0], madrid.card_bytes)
    assert state_of("madrid") is PartnerState.PROPOSED


def test_three_wrong_comparisons_close_the_card(madrid: Any, officers: Any, compare: Callable[..., Any]) -> None:
    services.add_partner(officers[0], madrid.card_bytes)
    check = queries.word_check_for("madrid", "en", officers[0].user_id)
    for _attempt in range(3):
        with pytest.raises(WordsDifferProblem):
            services.confirm_words(officers[0], "madrid", language="en", heard=dict.fromkeys(check.to_hear, "nothing"))
    with pytest.raises(PartnerProblem) as caught:
        compare(madrid, officers[1])
    assert caught.value.code == "too_many_wrong"
    assert decisions("madrid") == ["proposed", "words_differ", "words_differ", "words_differ", "too_many_wrong"]
