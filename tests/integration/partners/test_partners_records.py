"""Agreements and standing interests: validity, versions, renewal, and what the release decision is given."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jisr.core.handling import Classification, Purpose
from jisr.station.partners import queries, services
from jisr.station.partners.problems import PartnerProblem
from jisr.station.partners.services import AgreementTerms, InterestTerms

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
TODAY = NOW.date()


def test_an_agreement_gives_its_facts(active: Any, officers: Any, terms: AgreementTerms) -> None:
    assert queries.agreement_facts("madrid", NOW) is None
    services.record_agreement(officers[0], terms)
    facts = queries.agreement_facts("madrid", NOW)
    assert facts is not None
    assert facts.is_in_force(TODAY)
    assert facts.purposes == {Purpose.TERRORISM, Purpose.MIGRANT_SMUGGLING}
    assert (facts.highest_classification, facts.longest_retention_days) == (Classification.SECRET, 730)


def test_an_ended_agreement_is_given_as_ended(active: Any, officers: Any, terms: AgreementTerms) -> None:
    past = replace(terms, valid_from=TODAY - timedelta(days=900), valid_until=TODAY - timedelta(days=1))
    services.record_agreement(officers[0], past)
    facts = queries.agreement_facts("madrid", NOW)
    assert facts is not None
    assert not facts.is_in_force(TODAY)
    assert queries.agreements("madrid")[0].state == "ended"


def test_agreements_are_never_added_up(active: Any, officers: Any, terms: AgreementTerms) -> None:
    secret = replace(terms, reference="A", purposes=[Purpose.TERRORISM])
    low = replace(terms, reference="B", purposes=[Purpose.DRUGS], highest_classification=Classification.RESTRICTED)
    services.record_agreement(officers[0], secret)
    services.record_agreement(officers[0], low)
    for purpose, reference in ((Purpose.TERRORISM, "A"), (Purpose.DRUGS, "B"), (Purpose.WEAPONS, "A")):
        facts = queries.agreement_facts("madrid", NOW, purpose)
        assert facts is not None
        assert facts.reference == reference


def test_an_edit_keeps_the_version_before(active: Any, officers: Any, terms: AgreementTerms) -> None:
    thread = services.record_agreement(officers[0], terms)
    wider = replace(terms, purposes=[*terms.purposes, Purpose.WEAPONS])
    assert services.amend_agreement(officers[1], thread, wider, version=1) == 2
    versions = queries.agreement_versions(thread)
    assert [(view.version, view.is_current, len(view.purposes)) for view in versions] == [(2, True, 3), (1, False, 2)]
    with pytest.raises(PartnerProblem) as caught:
        services.amend_agreement(officers[0], thread, terms, version=1)
    assert caught.value.code == "agreement_changed"


def test_ending_and_renewing(active: Any, officers: Any, terms: AgreementTerms) -> None:
    thread = services.record_agreement(officers[0], terms)
    services.end_agreement(officers[0], thread, TODAY, "Denounced by both sides.")
    found = queries.agreement(thread)
    assert found is not None
    assert (found.last_day, found.version, found.state) == (TODAY, 2, "ending_soon")
    with pytest.raises(PartnerProblem) as caught:
        services.amend_agreement(officers[0], thread, terms, version=2)
    assert caught.value.code == "agreement_ended"
    renewed = services.renew_agreement(officers[0], thread, TODAY + timedelta(days=700))
    after = queries.agreement(renewed)
    assert after is not None
    assert (after.valid_from, after.renews) == (TODAY + timedelta(days=1), thread)
    assert queries.agreement(thread).renewed_by == renewed  # type: ignore[union-attr]
    with pytest.raises(PartnerProblem):
        services.renew_agreement(officers[0], thread, TODAY + timedelta(days=700))


def test_an_agreement_that_ends_soon_is_counted_until_it_is_renewed(
    active: Any, officers: Any, terms: AgreementTerms
) -> None:
    thread = services.record_agreement(officers[0], replace(terms, valid_until=TODAY + timedelta(days=90)))
    assert queries.count_agreements_ending_soon(None) == 1
    services.renew_agreement(officers[0], thread, TODAY + timedelta(days=800))
    assert queries.count_agreements_ending_soon(None) == 0


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"parties": ["nobody"]}, "partner_unknown", "parties"),
        ({"parties": []}, "field_missing", "parties"),
        ({"reference": "  "}, "field_missing", "reference"),
        ({"longest_retention_days": 0}, "retention_out_of_range", "longest_retention_days"),
        ({"valid_until": TODAY - timedelta(days=31)}, "dates_reversed", "valid_until"),
        ({"valid_until": TODAY.replace(year=9999)}, "date_out_of_range", "valid_until"),
    ],
)
def test_terms_that_cannot_stand(
    active: Any, officers: Any, terms: AgreementTerms, changes: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(PartnerProblem) as caught:
        services.record_agreement(officers[0], replace(terms, **changes))
    assert (caught.value.code, caught.value.field) == (code, field)
    assert queries.agreements() == []


def test_an_interest_is_given_while_it_is_valid(active: Any, interest: Any) -> None:
    given = queries.interests(NOW)
    assert [(each.owner, each.topics, each.countries) for each in given] == [
        ("madrid", frozenset({Purpose.MIGRANT_SMUGGLING}), frozenset({"ML"}))
    ]
    assert queries.interests(NOW, owner="rabat") == []
    assert queries.interests(NOW + timedelta(days=91)) == []


def test_an_interest_is_changed_and_withdrawn(active: Any, interest: Any, officers: Any) -> None:
    terms = InterestTerms(title="Axis", patterns=["convoi*"], valid_from=NOW, valid_until=NOW + timedelta(days=9))
    services.change_interest(officers[0], interest, terms)
    services.withdraw_interest(officers[0], interest)
    assert queries.interests(NOW + timedelta(days=1)) == []
    found = queries.interest(interest, NOW)
    assert found is not None
    assert (found.title, found.state) == ("Axis", "withdrawn")
    with pytest.raises(PartnerProblem):
        services.change_interest(officers[0], interest, terms)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"patterns": []}, "interest_empty"),
        ({"patterns": ["*"]}, "word_too_short"),
        ({"patterns": ["x" * 201]}, "words_too_many"),
        ({"patterns": ["-convoi"]}, "pattern_malformed"),
        ({"countries": ["XX"]}, "country_unknown"),
        ({"title": " "}, "field_missing"),
        ({"valid_until": NOW - timedelta(days=2)}, "dates_reversed"),
    ],
)
def test_interests_that_cannot_stand(officers: Any, changes: dict[str, Any], code: str) -> None:
    terms = InterestTerms(title="Axis", patterns=["convoi*"], valid_from=NOW, valid_until=NOW + timedelta(days=9))
    with pytest.raises(PartnerProblem) as caught:
        services.record_interest(officers[0], "rabat", replace(terms, **changes))
    assert caught.value.code == code
