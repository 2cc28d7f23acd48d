"""The pages as people meet them: choose, look, decide; in three languages; each reading in the ledger."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.intake.queries import ReportView
from jisr.station.ledger.models import LedgerEntry
from jisr.station.release import queries, services
from jisr.station.release.models import Proposal, ProposalState
from jisr.station.release.offers import offer_of_report

pytestmark = pytest.mark.django_db


def page_of(proposal_id: UUID) -> str:
    return reverse("release:proposal", args=[proposal_id])


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_the_releaser_sees_what_goes_beside_what_stays(
    madrid: InMemoryPartner, propose: Callable[..., UUID], client_as: Callable[..., Any], report: ReportView
) -> None:
    response = client_as("releaser").get(page_of(propose()))
    shown = text_of(response)
    assert response.status_code == 200
    for portion in report.portions:
        assert portion.text in shown
    assert shown.index(report.portions[0].text) < shown.index("What stays here") < shown.index(report.portions[2].text)
    assert "Classified top secret; the agreement EXERCISE 1/2026 protects up to confidential." in shown
    assert 'class="stripe top_secret"' in shown


def test_release_from_the_page_sends(
    madrid: InMemoryPartner, propose: Callable[..., UUID], client_as: Callable[..., Any]
) -> None:
    proposal_id = propose()
    client = client_as("releaser")
    seen = client.get(page_of(proposal_id)).context["page"].seen
    response = client.post(reverse("release:decide_release", args=[proposal_id]), {"seen": seen}, follow=True)
    assert "Released to: Madrid" in text_of(response)
    assert Proposal.objects.get(pk=proposal_id).state == ProposalState.RELEASED


def test_release_without_having_looked_is_refused(
    madrid: InMemoryPartner, propose: Callable[..., UUID], client_as: Callable[..., Any]
) -> None:
    proposal_id = propose()
    response = client_as("releaser").post(reverse("release:decide_release", args=[proposal_id]), follow=True)
    assert "has changed since you looked" in text_of(response)
    assert Proposal.objects.get(pk=proposal_id).state == ProposalState.AWAITING


def test_refuse_withdraw_stop_and_resume_from_the_page(
    madrid: InMemoryPartner, propose: Callable[..., UUID], client_as: Callable[..., Any]
) -> None:
    first, second = propose(), propose()
    oversight = client_as("oversight")
    oversight.post(reverse("accounts:reason"), {"text": "EXERCISE inspection", "reason": "EXERCISE inspection"})
    assert "Give a reason." in text_of(oversight.post(reverse("release:stop", args=[first]), follow=True))
    oversight.post(reverse("release:stop", args=[first]), {"reason": "EXERCISE"})
    assert Proposal.objects.get(pk=first).state == ProposalState.STOPPED
    oversight.post(reverse("release:resume", args=[first]), {"reason": "EXERCISE"})
    assert Proposal.objects.get(pk=first).state == ProposalState.AWAITING
    client_as("releaser").post(reverse("release:refuse", args=[first]), {"reason": "EXERCISE: too early"})
    client_as("analyst").post(reverse("release:withdraw", args=[second]))
    assert Proposal.objects.get(pk=first).state == ProposalState.REFUSED
    assert Proposal.objects.get(pk=second).state == ProposalState.WITHDRAWN
    assert "EXERCISE: too early" in text_of(client_as("analyst").get(page_of(first)))


def test_the_author_is_offered_no_release(
    madrid: InMemoryPartner, propose: Callable[..., UUID], client_as: Callable[..., Any]
) -> None:
    shown = text_of(client_as("analyst").get(page_of(propose())))
    assert "another person must decide" in shown
    assert "decide_release" not in shown
    assert '/release/"' not in shown.replace('href="/release/"', "")


def test_the_form_proposes_and_previews(
    madrid: InMemoryPartner, report: ReportView, client_as: Callable[..., Any]
) -> None:
    client = client_as("analyst")
    url = reverse("release:propose", args=[report.id])
    opened = text_of(client.get(url, {"to": "madrid"}))
    assert report.portions[0].text in opened
    items = [piece.item.id for piece in offer_of_report(report.id, timezone.now()).pieces]
    form = {"title": "EXERCISE", "purpose": "terrorism", "recipients": ["madrid"], "items": items}
    preview = text_of(client.post(reverse("release:preview", args=["report", report.id]), form))
    assert "What the partner will see: 3 pieces" in preview
    assert not Proposal.objects.exists()
    response = client.post(url, form)
    proposal = Proposal.objects.get()
    assert response.url == page_of(proposal.pk)
    assert proposal.items.count() == len(items)


def test_the_form_says_what_is_missing(
    madrid: InMemoryPartner, report: ReportView, client_as: Callable[..., Any]
) -> None:
    response = client_as("analyst").post(reverse("release:propose", args=[report.id]), {"title": ""})
    assert response.status_code == 400
    assert {"title", "purpose", "recipients", "items"} <= set(response.context["form"].errors)


def test_pieces_of_another_report_are_not_taken(
    madrid: InMemoryPartner, report: ReportView, client_as: Callable[..., Any]
) -> None:
    form = {
        "title": "EXERCISE",
        "purpose": "terrorism",
        "recipients": ["madrid"],
        "items": ["00000000-0000-7000-8000-000000000000"],
    }
    response = client_as("analyst").post(reverse("release:propose", args=[report.id]), form)
    assert "items" in response.context["form"].errors


def test_who_must_know_is_part_of_the_reports_page(
    madrid: InMemoryPartner, report: ReportView, client_as: Callable[..., Any]
) -> None:
    shown = text_of(client_as("analyst").get(reverse("release:who_must_know", args=[report.id])))
    assert "A place in Spain is threatened." in shown
    assert "Madrid" in shown


@pytest.mark.parametrize(("language", "words"), [("fr", "Communications"), ("ar", "الإفراجات"), ("en", "Releases")])
def test_the_list_speaks_three_languages(
    madrid: InMemoryPartner,
    propose: Callable[..., UUID],
    people: dict[str, Any],
    client_as: Callable[..., Any],
    language: str,
    words: str,
) -> None:
    propose()
    people["releaser"].language = language
    people["releaser"].save()
    shown = text_of(client_as("releaser").get(reverse("release:proposals")))
    assert f"<h1>{words}</h1>" in shown
    assert "EXERCISE: plan against Seville" in shown


def test_reading_a_proposal_is_in_the_ledger(
    madrid: InMemoryPartner, propose: Callable[..., UUID], client_as: Callable[..., Any]
) -> None:
    proposal_id = propose()
    client_as("releaser").get(page_of(proposal_id))
    entry = LedgerEntry.objects.filter(record_kind="release", record_id=str(proposal_id)).order_by("-index").first()
    assert entry is not None
    assert (entry.actor, entry.act) == ("releaser", "consultation")


def test_a_proposal_that_is_not_there(client_as: Callable[..., Any]) -> None:
    unknown = "00000000-0000-7000-8000-000000000000"
    assert client_as("releaser").get(page_of(UUID(unknown))).status_code == 404
    assert client_as("releaser").post(reverse("release:refuse", args=[unknown]), {"reason": "x"}).status_code == 404
    assert client_as("analyst").get(reverse("release:propose", args=[unknown])).status_code == 404


def test_decided_proposals_have_a_list_of_their_own(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any], client_as: Callable[..., Any]
) -> None:
    proposal_id = propose()
    services.release(actor("releaser"), proposal_id)
    client = client_as("releaser")
    assert "EXERCISE: plan" not in text_of(client.get(reverse("release:proposals")))
    assert "EXERCISE: plan" in text_of(client.get(reverse("release:proposals"), {"view": "decided"}))


def test_the_count_leaves_out_own_work(
    madrid: InMemoryPartner, propose: Callable[..., UUID], people: dict[str, Any]
) -> None:
    propose()
    assert queries.count_awaiting(people["releaser"]) == 1
    assert queries.count_awaiting(people["analyst"]) == 0
    people["analyst"].roles = ["analyst", "releaser"]
    assert queries.count_awaiting(people["analyst"]) == 0


def test_a_liaison_officer_reads_no_report_by_way_of_a_release(
    madrid: InMemoryPartner, propose: Callable[..., UUID], report: ReportView, client_as: Callable[..., Any]
) -> None:
    """The role may propose and read proposals, but not read reports."""
    client = client_as("liaison")
    for url in (
        reverse("release:propose", args=[report.id]),
        reverse("release:preview", args=["report", report.id]),
    ):
        answer = client.get(url) if "preview" not in url else client.post(url, {"title": "x"})
        assert answer.status_code == 403
        assert report.portions[0].text not in text_of(answer)
    shown = text_of(client.get(page_of(propose())))
    assert report.portions[0].text in shown
    assert report.portions[2].text not in shown
    assert "This portion is not shown to your role." in shown
