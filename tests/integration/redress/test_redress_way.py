"""From a request in another spelling to an answer: search, two people, the partner's certificate, the letter."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from jisr.core.handling import Classification, DataCategory, Handling, Purpose, Tlp
from jisr.core.sealing import DispatchKind
from jisr.core.statements import Basis, Grade, GradeScheme, Statement
from jisr.station.exchange import queries as exchange
from jisr.station.exchange import services as exchanging
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.knowledge import queries as knowledge
from jisr.station.knowledge.models import StatementState
from jisr.station.ledger import statistics
from jisr.station.ledger.models import LedgerEntry
from jisr.station.redress import services
from jisr.station.redress.models import Case, Letter
from jisr.station.redress.problems import RedressProblem
from jisr.station.redress.queries import cases, follows, search
from jisr.station.redress.services import Proposal
from jisr.station.redress.vocabulary import FollowState
from jisr.station.release import services as release
from jisr.station.release.pieces import statement_piece

pytestmark = pytest.mark.django_db
ARABIC, FRENCH, LATIN = "عبد الكريم التمريني", "Abdelkrim Tamrini", "Abd al-Karim al-Tamrini"
SPELLINGS = ((ARABIC, FRENCH), (FRENCH, ARABIC), (ARABIC, LATIN))


def refused(problem: pytest.ExceptionInfo[RedressProblem]) -> str:
    last = LedgerEntry.objects.order_by("-index").first()
    assert last is not None
    assert (last.act, last.decision) == ("refusal", problem.value.code)
    return problem.value.code


def entity_of(statement: UUID) -> UUID:
    return knowledge.statement_rows([statement])[statement].canonical_id


def found_and_marked(actor, case_id: UUID) -> list[UUID]:
    """Search, and say that the likeliest is the person; its statements."""
    desk = actor("data_protection")
    case = cases.find(case_id)
    page = search.search(case, cases.person(case))
    services.note_search(desk, case_id, page.count)
    best = page.entities[0].candidate
    services.mark(desk, case_id, "entity", str(best.entity_id), "is", best.comparison.score)
    return [row.id for row in cases.page_of_case(case_id).statements]


def signed(actor, case_id: UUID, **proposal) -> UUID:
    decision = services.propose(actor("data_protection"), case_id, Proposal(reasons="EXERCISE: checked", **proposal))
    services.sign(actor("oversight"), case_id, decision)
    return decision


@pytest.mark.parametrize(("held", "given"), SPELLINGS)
def test_search_finds_the_person_in_another_script(know, asked, held, given):
    statement = know("name", held)
    case = cases.find(asked(names=(given,)))
    page = search.search(case, cases.person(case))
    assert [found.candidate.entity_id for found in page.entities] == [entity_of(statement)]
    assert page.entities[0].candidate.pairs
    assert page.entities[0].mark is None


def test_search_finds_what_is_quarantined(know, asked, actor):
    from jisr.station.knowledge.services import restrict_statements

    statement = know("name", FRENCH)
    restrict_statements(actor("data_protection"), [statement])
    case = cases.find(asked(names=(ARABIC,)))
    found = search.search(case, cases.person(case)).entities
    assert [(each.candidate.entity_id, each.candidate.is_withheld) for each in found] == [(entity_of(statement), True)]


def sent_to_madrid(actor, statement_id: UUID) -> UUID:
    """The statement, proposed by one and released by another, delivered."""
    (statement,) = knowledge.statements([statement_id])
    proposal = release.propose(
        actor("analyst"),
        kind=DispatchKind.INFORMATION,
        subject=f"report:{uuid4()}",
        recipients=["madrid"],
        portions=[],
        statements=[statement_piece(statement).statement],
        purpose=Purpose.TERRORISM,
        title="EXERCISE",
    )
    dispatch = release.release(actor("releaser"), proposal)["madrid"]
    deliver_due("madrid", timezone.now())
    return dispatch


def test_erasure_goes_to_the_partner_and_waits_for_its_certificate(know, asked, actor, madrid):
    name = know("name", FRENCH)
    sent_to_madrid(actor, name)
    case_id = asked(names=(ARABIC,))
    statements = found_and_marked(actor, case_id)
    assert statements == [name]
    decision = services.propose(
        actor("data_protection"), case_id, Proposal(outcome="erase", ground="unlawful", reasons="x", statements=[name])
    )
    with pytest.raises(RedressProblem) as problem:
        services.sign(actor("data_protection"), case_id, decision)
    assert refused(problem) == "own_decision"
    services.sign(actor("oversight"), case_id, decision)
    row = knowledge.statement_rows([name])[name]
    assert (row.state, row.value, row.original_value) == (StatementState.ERASED, "", "")
    (follow,) = follows.follows(cases.find(case_id))
    assert (follow.partner, follow.state) == ("madrid", FollowState.TRAVELLING)
    deliver_due("madrid", timezone.now())
    assert madrid.inbox[-1].dispatch.kind is DispatchKind.RECALL
    assert madrid.inbox[-1].dispatch.body["statements"] == [str(name)]

    desk = actor("data_protection")
    letter = services.make_letter(desk, case_id, "answer")
    services.hand_over(desk, case_id, letter, "letter")
    with pytest.raises(RedressProblem) as problem:
        services.close(desk, case_id)
    assert refused(problem) == "certificate_missing"
    assert "Madrid" in str(problem.value)
    for act, state in (("quarantined", FollowState.UNDER_WAY), ("erased", FollowState.DONE)):
        certificate = {"act": act, "items": [str(name)], "at": timezone.now().isoformat(), "complete": act == "erased"}
        madrid.deliver(madrid.write(DispatchKind.CERTIFICATE, certificate, refers_to=follow.dispatch))
        assert follows.follows(cases.find(case_id))[0].state is state
    services.close(desk, case_id)
    assert cases.find(case_id).state == "done"


def test_correction_replaces_the_statement_here_and_there(know, asked, actor, madrid):
    name = know("name", FRENCH)
    born = know("birthDate", "1980", entity_of(name))
    sent_to_madrid(actor, born)
    case_id = asked(kind="correction", names=(ARABIC,))
    found_and_marked(actor, case_id)
    signed(actor, case_id, outcome="correct", ground="inaccurate", statements=[born], corrections={born: "1981"})
    held = [row for row in knowledge.claims_about([entity_of(name)]) if row.prop == "birthDate" and row.is_standing]
    assert [row.value for row in held] == ["1981"]
    deliver_due("madrid", timezone.now())
    body = madrid.inbox[-1].dispatch.body
    assert (body["replaces"], [item["value"] for item in body["statements"]]) == ([str(born)], ["1981"])
    assert cases.page_of_case(case_id).decisions[0].corrections == {}


def from_madrid(madrid, value: str) -> UUID:
    now = datetime.now(UTC)
    handling = Handling(originator="madrid", classification=Classification.RESTRICTED, tlp=Tlp.AMBER)
    statement = Statement(
        id=str(uuid4()), entity_id=str(uuid4()), schema="Person", prop="name", value=value,
        original_value=value, lang="",
        source="", report_id="", dispatch_id="", grade=Grade.parse("B2", GradeScheme.NATO_6X6), handling=handling,
        category=DataCategory.SUSPECT, basis=Basis.FACT, first_seen=now, last_confirmed=now, expires=None,
    )  # fmt: skip
    body = {"title": "EXERCISE", "portions": [], "statements": [statement.to_json()],
            "report": {"grade": None, "language": "fr", "event_time": None}}  # fmt: skip
    madrid.deliver(madrid.write(DispatchKind.INFORMATION, body, handling=handling, purpose="terrorism"))
    return UUID(statement.id)


def test_content_of_a_partner_is_given_only_with_its_consent(asked, actor, madrid):
    from_madrid(madrid, FRENCH)
    case_id = asked(kind="access", names=(ARABIC,))
    statements = found_and_marked(actor, case_id)
    decision = services.propose(
        actor("data_protection"),
        case_id,
        Proposal(outcome="copy", ground="right_of_access", reasons="x", statements=statements),
    )
    with pytest.raises(RedressProblem) as problem:
        services.sign(actor("oversight"), case_id, decision)
    assert refused(problem) == "consent_needed"
    assert services.ask_originators(actor("data_protection"), case_id, "EXERCISE: request of the data subject") == 1
    deliver_due("madrid", timezone.now())
    request = madrid.inbox[-1].dispatch
    assert request.body["permission"] == "tell_subject"
    answer = {"permission": "tell_subject", "granted": True, "conditions": ""}
    madrid.deliver(madrid.write(DispatchKind.CONSENT_DECISION, answer, refers_to=request.id))
    services.sign(actor("oversight"), case_id, decision)
    text = services.preview(case_id, "answer")
    assert [value for _name, value in text.annex] == [FRENCH]


def test_erasing_a_partners_statement_tells_its_originator(asked, actor, madrid):
    from_madrid(madrid, FRENCH)
    case_id = asked(names=(LATIN,))
    statements = found_and_marked(actor, case_id)
    signed(actor, case_id, outcome="erase", ground="unlawful", statements=statements)
    assert [row.value for row in knowledge.statement_rows(statements).values()] == [""]
    deliver_due("madrid", timezone.now())
    assert madrid.inbox[-1].dispatch.kind is DispatchKind.QUESTION
    assert [each.state for each in follows.follows(cases.find(case_id))] == [FollowState.DONE]


def test_what_is_kept_back_and_what_is_not_held_are_answered_alike(know, asked, actor):
    know("name", FRENCH)
    kept, nothing = asked(kind="access", names=(ARABIC,)), asked(kind="access", names=("Zoubida Exercice",))
    found_and_marked(actor, kept)
    services.note_search(actor("data_protection"), nothing, 0)
    signed(actor, kept, outcome="neither", ground="national_security")
    signed(actor, nothing, outcome="nothing_held", ground="nothing_found")
    for language in ("ar", "fr", "en"):
        letters = [services.preview(case_id, "answer", language) for case_id in (kept, nothing)]
        assert letters[0].paragraphs == letters[1].paragraphs
        assert not letters[0].annex


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"received_at": timezone.now() + timedelta(days=2)}, "received_in_future"),
        ({"via": "representative", "representative": "EXERCISE lawyer"}, "mandate_missing"),
        ({"via": "authority"}, "authority_missing"),
        ({"names": (" ",)}, "name_missing"),
        ({"kind": "wish"}, "value_unknown"),
        ({"birth_date": "soon"}, "birth_date_malformed"),
    ],
)
def test_bad_requests_are_refused(asked, changes, code):
    with pytest.raises(RedressProblem) as problem:
        asked(**changes)
    assert refused(problem) == code
    assert Case.objects.count() == 0


def test_nothing_is_searched_or_decided_before_identity_is_checked(asked, actor):
    case_id = asked(identity_check="")
    for act in (
        lambda: services.note_search(actor("data_protection"), case_id, 0),
        lambda: services.mark(actor("data_protection"), case_id, "entity", str(uuid4()), "is"),
        lambda: services.propose(
            actor("data_protection"), case_id, Proposal(outcome="neither", ground="inquiries", reasons="x")
        ),
    ):
        with pytest.raises(RedressProblem) as problem:
            act()
        assert refused(problem) == "identity_unchecked"
    services.check_identity(actor("data_protection"), case_id, "document")
    services.note_search(actor("data_protection"), case_id, 0)


def test_a_second_request_of_the_same_person_is_linked(asked):
    first, second, other = asked(names=(FRENCH,)), asked(names=(ARABIC,)), asked(names=("Zoubida Exercice",))
    assert cases.find(second).related_id == first
    assert cases.find(other).related_id is None


def test_time_is_extended_once_with_a_reason(asked, actor, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 20, 9, tzinfo=UTC))
    case_id = asked(received_at=datetime(2026, 10, 31, 9, tzinfo=UTC))
    assert cases.find(case_id).answer_by == datetime(2026, 11, 30, 9, tzinfo=UTC)
    with pytest.raises(RedressProblem) as problem:
        services.extend(actor("data_protection"), case_id, " ")
    assert refused(problem) == "reason_needed"
    assert services.extend(actor("data_protection"), case_id, "EXERCISE") == datetime(2027, 1, 31, 9, tzinfo=UTC)
    with pytest.raises(RedressProblem) as problem:
        services.extend(actor("data_protection"), case_id, "EXERCISE")
    assert refused(problem) == "extended_already"


def test_late_clocks_are_noted_once(asked, actor):
    case_id = asked(received_at=timezone.now() - timedelta(days=90))
    system = actor("data_protection")
    assert services.note_late(system, timezone.now()) == 2
    assert services.note_late(system, timezone.now()) == 0
    assert cases.page_of_case(case_id).late == ["acknowledge", "answer"]
    assert list(cases.cases(cases.CaseFilter(is_late=True))) == [cases.find(case_id)]


def test_a_mark_is_undone_and_stays_on_the_record(know, asked, actor):
    know("name", FRENCH)
    case_id = asked(names=(ARABIC,))
    found_and_marked(actor, case_id)
    (mark,) = cases.page_of_case(case_id).marks
    services.undo_mark(actor("data_protection"), case_id, mark.id)
    assert cases.page_of_case(case_id).statements == []
    mark.refresh_from_db()
    assert mark.undone_by == "data_protection"


def test_who_asked_is_erased_when_its_time_is_over(asked, actor, django_capture_on_commit_callbacks):
    case_id = asked(names=(FRENCH,))
    desk = actor("data_protection")
    services.make_letter(desk, case_id, "acknowledgement")
    services.withdraw(desk, case_id, "EXERCISE: no longer asked")
    end = cases.find(case_id).erase_after
    assert services.erase_requesters(desk, end) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert services.erase_requesters(desk, end + timedelta(days=1)) == 1
    assert cases.person(cases.find(case_id)) is None
    assert services.letter_text(Letter.objects.get()) is None


def test_administrators_and_analysts_see_nothing(asked, client_as):
    case_id = asked()
    for role in ("administrator", "analyst", "releaser", "liaison"):
        assert client_as(role).get(f"/redress/{case_id}/").status_code == 403


def test_coordination_is_still_possible(madrid, actor):
    assert exchange.find(exchanging.coordinate(actor("liaison"), ["madrid"], "EXERCISE")) is not None


def test_the_stations_published_figures_count_requests_by_how_they_ended(asked, actor):
    case = cases.find(asked(names=(FRENCH,)))
    now = timezone.now()
    Case.objects.filter(pk=case.id).update(answered_at=now, answer_by=now - timedelta(days=1))
    asked(names=(LATIN,))
    table = next(table for table in statistics.tables() if table.code == "redress_requests")
    counts = table.count(now - timedelta(days=400), now + timedelta(days=1))
    assert counts == {(case.kind, "answered_late"): 1, (case.kind, "open"): 1}
    assert {str(table.column_label(column)) for _kind, column in counts} == {"Answered late", "Not answered yet"}
