"""What a report is about, and whether it answers what a partner asks. EXERCISE: names and numbers are invented."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from jisr.core.handling import Classification, Handling, Purpose, Tlp
from jisr.core.interests import Matter
from jisr.station.exchange.queries import RequestView
from jisr.station.release.gist import Gist, is_answered

NOW = datetime(2026, 11, 24, tzinfo=UTC)
ASKED = RequestView(
    id=UUID(int=1),
    direction="in",
    partners=("madrid",),
    question="",
    purpose="terrorism",
    urgency="urgent",
    asked_at=NOW,
    due=NOW,
    state="open",
    answered_at=None,
    answer=None,
    handling=Handling("madrid", Classification.RESTRICTED, Tlp.AMBER),
    thread=UUID(int=2),
)
GIST = Gist(
    text="",
    topics=frozenset({Purpose.TERRORISM}),
    matter=Matter(mentioned=frozenset({"ML"})),
    names=frozenset({"عبد الكريم بن موسى"}),
    numbers=frozenset({"+34 600 000 000", "12-A-34567"}),
)


@pytest.mark.parametrize(
    ("question", "is_met"),
    [
        ("Who uses +34 600 000 000 ?", True),
        ("Whose plate is 12-A-34567?", True),
        ("Que sait-on d'Abdelkrim Benmoussa ?", True),
        ("Que se passe-t-il au Mali ?", True),
        ("ماذا يجري في مالي؟", True),
        ("Que se passe-t-il au Niger ?", False),
        ("Who uses +34 611 111 111 ?", False),
        ("", False),
    ],
)
def test_a_question_is_answered_by_name_number_or_place(question: str, is_met: bool) -> None:
    assert is_answered(replace(ASKED, question=question), GIST) is is_met


def test_a_place_answers_only_on_the_requests_purpose() -> None:
    assert not is_answered(replace(ASKED, question="Au Mali ?", purpose="drugs"), GIST)


def test_an_empty_report_answers_nothing() -> None:
    empty = Gist("", frozenset(), Matter(), frozenset(), frozenset())
    assert not is_answered(replace(ASKED, question="Au Mali ?"), empty)
