"""Who is not in a compartment sees the same station as if nothing were in it: every page, every route, byte by byte.

The walk asks every address of the site twice as somebody who may read everything and is in no compartment: before
anything is hidden, and after. What differs is a leak, also where it is only a count. Every address that names a record
is asked for the hidden one and for one that never existed; the answers have to be the same.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from jisr.core.extraction import FindingKind
from jisr.core.handling import Classification, DataCategory, Handling, OnwardRule, Purpose, Tlp
from jisr.core.sealing import DispatchKind
from jisr.core.statements import Grade
from jisr.station.accounts.models import User
from jisr.station.accounts.services import issue_token
from jisr.station.compartments import hiding
from jisr.station.compartments import services as compartments
from jisr.station.compartments.models import Placement
from jisr.station.compartments.reader import STRANGER, reading
from jisr.station.exchange.models import DispatchRecord
from jisr.station.exchange.testing import InMemoryPartner, PartnerNetwork
from jisr.station.intake import queries as intake
from jisr.station.intake import services as intake_services
from jisr.station.intake.services.drafts import ReportDraft
from jisr.station.knowledge import queries as knowledge
from jisr.station.ledger.actor import Actor
from jisr.station.partners.services import AgreementTerms, record_agreement
from jisr.station.permissions import Route, api_routes, pages
from jisr.station.release import services as release
from jisr.station.release.offers import offer_of_report
from jisr.station.warnings import services as warnings
from jisr.station.warnings.drafts import Draft

pytestmark = pytest.mark.django_db

#: In every planted record, in three scripts and spellings; none of them may ever be seen by the outsider.
CANARY = "عبد الكريم زوربنكو"
CANARIES = ("zorbenko", "زوربنكو", "EXERCISE canary", "canaryplace")
HANDLING = Handling("rabat", Classification.RESTRICTED, Tlp.AMBER, action_on=OnwardRule.ALLOWED)
PURPOSE = {"code": "terrorism", "words": "EXERCISE walk over every page", "until": 2**32}

type Asked = tuple[int, str]


@pytest.fixture
def madrid(monkeypatch: pytest.MonkeyPatch, actor: Callable[..., Any]) -> InMemoryPartner:
    network = PartnerNetwork()
    monkeypatch.setattr("jisr.station.exchange.services.delivery.post_messages", network.post)
    partner = network.add(InMemoryPartner("madrid", "ES"))
    partner.become_active(actor("liaison"), actor("cooperation"))
    today = timezone.now().date()
    record_agreement(
        actor("liaison"),
        AgreementTerms(
            title="EXERCISE agreement",
            reference="EXERCISE 1/2026",
            parties=["madrid"],
            purposes=list(Purpose),
            data_categories=list(DataCategory),
            highest_classification=Classification.SECRET,
            longest_retention_days=365,
            onward=OnwardRule.ASK,
            redress_contact="redress@example.org",
            valid_from=today - timedelta(days=30),
            valid_until=today + timedelta(days=365),
        ),
    )
    return partner


@pytest.fixture
def outsider(people: dict[str, Any]) -> User:
    """May read and write everything that a colleague may; is in no compartment."""
    return User.objects.create(
        username="outsider",
        roles=["analyst", "releaser", "liaison"],
        full_name="EXERCISE outsider",
        is_second_factor_required=False,
    )


class Walk:
    """Every address, asked as one person."""

    def __init__(self, user: User) -> None:
        self.pages = Client(raise_request_exception=False)
        self.pages.force_login(user)
        session = self.pages.session
        session["jisr_purpose"] = PURPOSE
        session.save()
        actor = Actor(user.username, tuple(user.roles), user.pk)
        issued = issue_token(actor, user, label="walk", roles=user.roles, days=1, purpose="terrorism")
        self.headers = {"Authorization": f"Bearer {issued.secret}"}

    def ask(self, path: str) -> Asked:
        headers = self.headers if path.startswith("/api/") else {}
        response = self.pages.get(path, headers=headers)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        return response.status_code, plain(body.decode("utf-8", "replace"))

    def everything(self, arguments: dict[str, str], wanted: Callable[[Route], bool]) -> dict[str, Asked]:
        routes = [route for route in (*pages(), *api_routes()) if route.right is not None and wanted(route)]
        asked = {address_of(route, arguments) for route in routes if route.method in ("", "GET")}
        return {path: self.ask(path) for path in sorted(asked) if not path.startswith("/account/")}


def plain(body: str) -> str:
    """Without what differs between any two askings: tokens, times, session, counts of the own ledger."""
    body = re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ?"|nonce=")[^"]+', r"\1", body)
    body = re.sub(r"\d{4}-\d\d-\d\dT[\d:.+Z-]+", "T", body)
    body = re.sub(r"\b\d{1,2}:\d\d(:\d\d)?(\s?[AP]M)?", "T", body)
    body = re.sub(r"dialog-[0-9a-f]+", "dialog", body)
    body = re.sub(
        r"(<dt>Entries</dt><dd><bdi>)[\d,]+", r"\1N", body
    )  # of the own ledger: no content, and it only grows
    return re.sub(r"\b\d+ (second|minute)s?\b", "N", body)


def address_of(route: Route, arguments: dict[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        kind, name = found.group(1) or "str", found.group(2)
        return arguments.get(name, "999999999" if kind == "int" else arguments.get("*", "sample"))

    path = re.sub(r"<(?:(\w+):)?(\w+)>", value, route.path)
    path = re.sub(r"\{(?:(\w+):)?(\w+)\}", value, path)
    return "/" + path.replace("^", "").replace("$", "")


def has_arguments(route: Route) -> bool:
    return "<" in route.path or "{" in route.path


class Plant:
    """Records of every kind, all of them in one compartment."""

    def __init__(self, actor: Callable[..., Any], madrid: InMemoryPartner) -> None:
        insider = actor("analyst")
        self.compartment = compartments.open_compartment(insider, name="CEDAR", reason="EXERCISE canary operation")
        soon = timezone.localdate() + timedelta(days=30)
        for role in ("releaser", "liaison"):
            compartments.add_member(insider, self.compartment, role, reason="EXERCISE needs to know", until=soon)
        compartments.place_arrivals(insider, self.compartment, "madrid", reason="EXERCISE all that Madrid sends")
        self.report = intake_services.receive_report(
            insider,
            ReportDraft(
                text=f"تمرين: أفاد المصدر أن {CANARY} يخطط لهجوم في إشبيلية.\n\nEXERCISE canary at canaryplace.",
                source="ZAFRAN",
                handling=HANDLING,
                grade=Grade.parse("B2"),
                language="ar",
                purpose=Purpose.TERRORISM,
                title="EXERCISE canary report",
            ),
        )
        compartments.put_in(insider, self.compartment, str(self.report), reason="EXERCISE canary source")
        self.statement, self.entity = self._accept(insider)
        self.proposal = self._propose(insider)
        self.warning = warnings.draft_warning(
            insider,
            Draft(
                title="EXERCISE canary warning",
                threat="EXERCISE canary threat",
                language="en",
                place="canaryplace",
                country="ES",
                window_from=None,
                window_until=None,
                probability=0.6,
                yardstick="icd203",
                recommended_action="EXERCISE canary action",
                purpose=Purpose.TERRORISM,
                handling=HANDLING,
                recipients=("madrid",),
                acknowledge_within_minutes=60,
                report_id=self.report,
                portion_ids=(),
                statement_ids=(self.statement,),
            ),
        )
        sent = madrid.send(
            DispatchKind.INFORMATION,
            {"title": "EXERCISE canary dispatch", "portions": [], "statements": [], "report": {}},
        )
        self.dispatch = DispatchRecord.objects.get(digest=sent.digest).pk

    def _accept(self, insider: Any) -> tuple[UUID, UUID]:
        view = intake.report(self.report)
        assert view is not None
        found = next(finding for finding in view.findings if finding.kind is FindingKind.PERSON)
        intake_services.decide_finding(insider, found.id, "accept", category=DataCategory.SUSPECT)
        (statement, *_others) = knowledge.statements_of_report(self.report)
        return UUID(statement.id), UUID(statement.entity_id)

    def _propose(self, insider: Any) -> UUID:
        offer = offer_of_report(self.report, timezone.now())
        return release.propose(
            insider,
            kind=offer.kind,
            subject=offer.subject,
            recipients=["madrid"],
            portions=[piece.content for piece in offer.portions],
            statements=[piece.statement for piece in offer.statements],
            purpose=Purpose.TERRORISM,
            title="EXERCISE canary proposal",
        )

    def arguments(self) -> Iterator[dict[str, str]]:
        """Names of arguments of addresses, with the hidden record that each may name."""
        yield {"report_id": str(self.report), "kind": "report", "subject_id": str(self.report)}
        yield {
            "record_id": str(self.dispatch),
            "dispatch_id": str(self.dispatch),
            "thread": str(self.dispatch),
            "thread_id": str(self.dispatch),
            "kind": "dispatch",
            "subject_id": str(self.dispatch),
        }
        yield {"entity_id": str(self.entity), "statement_id": str(self.statement)}
        yield {"proposal_id": str(self.proposal), "warning_id": str(self.warning)}
        yield {"compartment_id": str(self.compartment), "subject": f"report:{self.report}"}


@pytest.fixture
def plant(actor: Callable[..., Any], madrid: InMemoryPartner) -> Callable[[], Plant]:
    return lambda: Plant(actor, madrid)


def seen_canaries(found: dict[str, Asked]) -> list[str]:
    return [
        path
        for path, (_status, body) in found.items()
        if any(word in body.casefold() for word in map(str.casefold, CANARIES))
    ]


def differing(before: dict[str, Asked], after: dict[str, Asked]) -> list[str]:
    return [f"{path}: {first_difference(before[path], after[path])}" for path in before if before[path] != after[path]]


def first_difference(one: Asked, other: Asked) -> str:
    """Where two answers part, for whoever has to mend it."""
    at = next((n for n, (a, b) in enumerate(zip(one[1], other[1], strict=False)) if a != b), 0)
    return f"{one[0]} {one[1][max(0, at - 60) : at + 60]!r} {other[0]} {other[1][max(0, at - 60) : at + 60]!r}"


def test_lists_counts_and_start_page_are_the_same_as_if_nothing_were_hidden(
    outsider: User, madrid: InMemoryPartner, plant: Callable[[], Plant]
) -> None:
    walk = Walk(outsider)
    walk.everything({}, lambda route: not has_arguments(route))
    before = walk.everything({}, lambda route: not has_arguments(route))
    assert sum(status == 200 for status, _body in before.values()) > 25
    plant()
    after = walk.everything({}, lambda route: not has_arguments(route))
    assert "\n".join(seen_canaries(after)) == ""
    assert "\n".join(differing(before, after)) == ""


def names_any(names: list[str], route: Route) -> bool:
    return any(name in route.path for name in names)


def test_a_hidden_record_answers_as_one_that_never_existed(outsider: User, plant: Callable[[], Plant]) -> None:
    planted, walk = plant(), Walk(outsider)
    wrong, asked = [], 0
    for hidden in planted.arguments():
        never = {name: (value if name == "kind" else str(uuid4())) for name, value in hidden.items()}
        if "subject" in never:
            never["subject"] = f"report:{never['subject']}"
        named = [name for name in hidden if name != "kind"]
        names_it = partial(names_any, named)
        known = walk.everything({**hidden, "*": "sample"}, names_it)
        unknown = walk.everything({**never, "*": "sample"}, names_it)
        asked += len(known)
        wrong += seen_canaries(known)
        for (path, found), (_path, reference) in zip(sorted(known.items()), sorted(unknown.items()), strict=True):
            blank = _without(found, hidden), _without(reference, never)
            if blank[0] != blank[1]:
                wrong.append(f"{path}: {first_difference(*blank)}")
    assert asked > 40
    assert "\n".join(wrong) == ""


def _without(found: Asked, arguments: dict[str, str]) -> Asked:
    status, body = found
    for value in sorted(arguments.values(), key=len, reverse=True):
        body = body.replace(value, "ID") if len(value) > 20 else body
    return status, body


@pytest.mark.parametrize("q", [CANARY, "Abdelkrim Zorbenko", "زوربنكو", "canaryplace", "EXERCISE canary"])
def test_no_search_finds_it(outsider: User, plant: Callable[[], Plant], q: str) -> None:
    from django.utils.http import urlencode

    plant()
    walk = Walk(outsider)
    searched = [
        ("/knowledge/", "q"),
        ("/knowledge/texts/", "q"),
        ("/intake/", "q"),
        ("/release/", "q"),
        ("/exchange/inbox/", "q"),
        ("/api/v1/knowledge/entities", "q"),
        ("/api/v1/knowledge/texts", "q"),
        ("/api/v1/knowledge/names", "name"),
        ("/api/v1/intake/reports", "q"),
        ("/api/v1/exchange/dispatches", "q"),
    ]
    hidden = {f"{path}?{urlencode({name: q})}" for path, name in searched}
    found = {path: walk.ask(path) for path in hidden}
    leaks = [path for path, (_status, body) in found.items() if str(q).casefold() != body and _results(body, q)]
    assert leaks == []


def _results(body: str, q: str) -> bool:
    """Whether a page holds a canary beyond the words that were asked for."""
    rest = body.replace(q, "")
    return any(word.casefold() in rest.casefold() for word in CANARIES if word.casefold() not in q.casefold())


def test_members_see_it(people: dict[str, Any], client_as: Callable[[str], Client], plant: Callable[[], Plant]) -> None:
    """The walk would be worthless if what it plants could not be seen by anybody."""
    planted = plant()
    client = client_as("analyst")
    for path in (
        f"/intake/{planted.report}/",
        f"/knowledge/entities/{planted.entity}/",
        f"/release/{planted.proposal}/",
        f"/warnings/{planted.warning}/",
        "/intake/",
        "/knowledge/",
        f"/exchange/dispatches/{planted.dispatch}/",
    ):
        response = client.get(path)
        assert response.status_code == 200, path
        assert seen_canaries({path: (200, response.content.decode())}), path


def test_everything_drawn_from_a_hidden_report_inherits(plant: Callable[[], Plant]) -> None:
    planted = plant()
    subjects = {
        f"report:{planted.report}",
        f"statement:{planted.statement}",
        f"proposal:{planted.proposal}",
        f"warning:{planted.warning}",
        f"dispatch:{planted.dispatch}",
    }
    placed = Placement.objects.filter(compartment_id=planted.compartment).values_list("subject", flat=True)
    assert subjects <= set(placed)


def test_a_stranger_sees_nothing_hidden_in_any_table(plant: Callable[[], Plant]) -> None:
    plant()
    with reading(STRANGER):
        seen = {table.__name__: table.objects.exclude(compartments=[]).count() for table in hiding.hidden_tables()}
    assert {name: count for name, count in seen.items() if count} == {}
