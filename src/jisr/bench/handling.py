"""`jisr bench handling`: release decisions and compositions a second, on one core, with every reason.

A release as an analyst makes it: five items of three originators, some of which may not go. There is no peer: neither
MISP nor OpenCTI decides on a release, they filter by one marking.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from jisr.bench.figures import Figure, Report
from jisr.core.handling import (
    AgreementFacts,
    AssessmentFacts,
    Classification,
    DataCategory,
    Equivalence,
    Facts,
    Handling,
    HandlingCode,
    Item,
    ItemKind,
    Mark,
    OnwardRule,
    PartnerState,
    Purpose,
    Recipient,
    Release,
    Row,
    SpecialCategory,
    Tlp,
    compose,
    decide,
)

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
MADRID = Recipient("madrid", "ES", PartnerState.ACTIVE)
ROUNDS = 100_000


def measure(*, quick: bool = False) -> Report:
    """Measure with a hundred thousand decisions of each kind (a tenth of that when quick)."""
    rounds = ROUNDS // 10 if quick else ROUNDS
    mixed, going = mixed_release(), Release(mixed_release().items[:3])
    known = facts()
    refused = decide(mixed, MADRID, Purpose.TERRORISM, NOW, known)
    assert len(refused.reasons) == EXPECTED_REASONS, refused.reasons
    assert decide(going, MADRID, Purpose.TERRORISM, NOW, known).outcome.is_permit
    report = Report()
    note = f"five items of three originators, {EXPECTED_REASONS} reasons found"
    value = _rate(lambda: decide(mixed, MADRID, Purpose.TERRORISM, NOW, known), rounds)
    report.add(Figure("handling.decisions_per_second", value, "1/s", note=note))
    note = "three items that go, their conditions combined, with their obligations"
    value = _rate(lambda: decide(going, MADRID, Purpose.TERRORISM, NOW, known), rounds)
    report.add(Figure("handling.permits_per_second", value, "1/s", note=note))
    note = "the five items sorted into what goes and what stays, each with its reasons"
    value = _rate(lambda: compose(mixed, MADRID, Purpose.TERRORISM, NOW, known), rounds // 5)
    report.add(Figure("handling.compositions_per_second", value, "1/s", note=note))
    first, second = (item.handling for item in mixed.items[:2])
    value = _rate(lambda: first.combine(second), rounds)
    report.add(Figure("handling.combinations_per_second", value, "1/s", note="two markings"))
    return report


EXPECTED_REASONS = 7


def facts() -> Facts:
    """An agreement in force with a table of its own, and an assessment that is approved."""
    rows = (
        Row("es", "difusion_limitada", Classification.RESTRICTED),
        Row("es", "confidencial", Classification.CONFIDENTIAL),
        Row("es", "reservado", Classification.SECRET),
    )
    agreement = AgreementFacts(
        reference="EXERCISE 2026/1",
        valid_from=date(2024, 1, 1),
        valid_until=date(2028, 12, 31),
        purposes=frozenset({Purpose.TERRORISM, Purpose.TERRORIST_FINANCING}),
        categories=frozenset({DataCategory.SUSPECT, DataCategory.CONVICTED}),
        highest_classification=Classification.SECRET,
        longest_retention_days=365,
        equivalence=Equivalence("es", rows),
    )
    return Facts("rabat", agreement, AssessmentFacts(required=True, approved=True), own_scale="ma")


def mixed_release() -> Release:
    """Three items that may go, one that needs consent, is marked by NATO and of a minor, and one that is refused."""
    own = Handling(
        originator="rabat",
        classification=Classification.RESTRICTED,
        tlp=Tlp.AMBER,
        codes=frozenset({HandlingCode.H1}),
        purposes=frozenset({Purpose.TERRORISM}),
        retain_until=date(2027, 6, 1),
    )
    higher = replace(own, classification=Classification.CONFIDENTIAL, marked_as=frozenset({Mark("ma", "confidentiel")}))
    nato = replace(
        own, originator="bamako", tlp=Tlp.AMBER_STRICT, marked_as=frozenset({Mark("nato", "nato_restricted")})
    )
    top = replace(own, originator="niamey", classification=Classification.TOP_SECRET, onward=OnwardRule.NEVER)
    suspect = frozenset({DataCategory.SUSPECT})
    return Release(
        (
            Item("p1", ItemKind.PORTION, own, categories=suspect, is_graded=True),
            Item("p2", ItemKind.PORTION, higher, categories=suspect, is_graded=True),
            Item("s1", ItemKind.STATEMENT, own, categories=suspect, is_graded=True, expires=date(2027, 1, 1)),
            Item(
                "s2",
                ItemKind.STATEMENT,
                nato,
                categories=suspect,
                special=frozenset({SpecialCategory.MINOR}),
                is_graded=True,
            ),
            Item("s3", ItemKind.STATEMENT, top, categories=suspect),
        )
    )


def _rate(work: Callable[[], object], rounds: int) -> float:
    """How often a second the work is done, the best of three runs."""
    best = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        for _ in range(rounds):
            work()
        best = min(best, time.perf_counter() - began)
    return rounds / best
