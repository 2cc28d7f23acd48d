"""The console of the oversight officer and the API beside it: each page in each language, each act by both."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jisr.core.ledger import Act
from jisr.station.accounts.models import User
from jisr.station.ledger import queries as ledger
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import prepare, record_many
from jisr.station.oversight import publishing, readings, samples
from jisr.station.oversight.models import SavedSearch, SeenReading
from jisr.station.oversight.verifier import verifier_page
from jisr.station.release.models import Proposal
from jisr.station.web.ids import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.integration]
SignIn = Callable[[str], Client]
ROOT = "/api/v1/oversight"
AMINA = Actor("amina", ("analyst",), 7, "duty at the desk")
NADIA = Actor("nadia", ("oversight",), 8, "complaint 7")
OMAR = Actor("oversight", ("oversight",), 9)


@pytest.fixture
def entries(people: dict[str, Any]) -> int:
    first = ledger.size()
    record_many(
        [
            *[prepare(AMINA, Act.DISCLOSURE, "dispatch", f"d{n}", recipient="madrid") for n in range(40)],
            prepare(NADIA, Act.CONSULTATION, "report", "r1"),
            prepare(AMINA, Act.REFUSAL, "right", "report_read", decision="not_permitted"),
        ]
    )
    return first


@pytest.fixture
def made(entries: int) -> samples.Sample:
    today = timezone.localdate()
    options = {"population": "releases", "strata": "partner", "first_day": today, "last_day": today, "seed": "s"}
    return samples.draw(OMAR, size=4, **options)


@pytest.fixture
def proposal(people: dict[str, Any]) -> Proposal:
    return Proposal.objects.create(
        kind="information", subject=f"report:{new_id()}", title="EXERCISE: SECRET TITLE", purpose="drugs",
        classification=2, author="amina", author_id=7, proposed_at=timezone.now(),
    )  # fmt: skip


def page(client: Client, name: str, *args: Any, **query: Any) -> str:
    response = client.get(reverse(f"oversight:{name}", args=args), query)
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_page_of_the_console_opens_in_every_language(
    client_as: SignIn, people: dict[str, Any], made: samples.Sample, proposal: Proposal, language: str
) -> None:
    people["oversight"].language = language
    people["oversight"].save()
    client = client_as("oversight")
    publishing.publish(OMAR, "2020-02")
    for name, args in [
        ("readings", ()),
        ("samples", ()),
        ("sample", (made.pk,)),
        ("judge", (made.pk, made.items.all()[0].index)),
        ("releases", ()),
        ("statistics", ()),
        ("preview_period", (str(timezone.localdate().year),)),
        ("period", ("2020-02",)),
        ("life", ("dispatch", "d1")),
    ]:
        assert f'lang="{language}' in page(client, name, *args)[:300], name


def test_pages_are_turned_by_key_and_keep_the_search(client_as: SignIn, entries: int) -> None:
    client = client_as("oversight")
    first = page(client, "ledger", recipient="madrid")
    assert "d39" in first
    assert "d10<" not in first
    older = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "recipient=madrid" in older
    second = client.get(reverse("oversight:ledger") + older).content.decode()
    assert "d10<" in second
    assert 'rel="prev"' in second
    assert client.get(reverse("oversight:ledger"), {"after": "nonsense"}).status_code == 400


def test_the_life_of_a_record_names_who_and_why(client_as: SignIn, entries: int) -> None:
    shown = page(client_as("oversight"), "life", "dispatch", "d7")
    assert "amina" in shown
    assert "duty at the desk" in shown
    assert client_as("oversight").get(reverse("oversight:life", args=["dispatch", "none"])).status_code == 404


def test_a_search_is_kept_and_forgotten(client_as: SignIn, entries: int) -> None:
    client = client_as("oversight")
    client.post(reverse("oversight:keep_search") + "?act=refusal", {"name": "Refused"})
    kept = SavedSearch.objects.get()
    assert (kept.owner, kept.query) == ("oversight", "act=refusal")
    assert "Refused" in page(client, "ledger")
    client.post(reverse("oversight:forget_search", args=[kept.pk]))
    assert not SavedSearch.objects.exists()


def test_the_sheet_holds_what_the_search_found_and_is_recorded(client_as: SignIn, entries: int) -> None:
    answer = client_as("oversight").post(reverse("oversight:export_csv") + "?act=refusal")
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 2
    assert "not_permitted" in lines[1]
    last = ledger.entry(ledger.size() - 1)
    assert last is not None
    assert (last.entry.act, last.entry.record_id) == (Act.DISCLOSURE, "sheet")


def test_the_console_says_plainly_that_there_is_only_one_overseer(client_as: SignIn, entries: int) -> None:
    shown = page(client_as("oversight"), "readings")
    assert "only one oversight officer" in shown
    User.objects.create(username="second", roles=["oversight"], password="!")
    assert "only one oversight officer" not in page(client_as("oversight"), "readings")


def test_a_reading_is_marked_from_the_page(client_as: SignIn, entries: int) -> None:
    client = client_as("oversight")
    assert "complaint 7" in page(client, "readings")
    client.post(reverse("oversight:mark_readings"), {"index": entries + 40, "verdict": "question", "remark": "why?"})
    seen = SeenReading.objects.get()
    assert (seen.seen_by, seen.verdict, seen.remark) == ("oversight", "question", "why?")
    assert "why?" in page(client, "readings", box="seen")


def test_opening_content_with_a_reason_puts_it_before_the_second_overseer(client_as: SignIn, people: Any) -> None:
    client = client_as("oversight")
    client.post(reverse("accounts:reason"), {"reason": "complaint 12", "next": "/"})
    client.get(reverse("intake:reports"))
    waiting = [row.view.entry for row in readings.readings()]
    assert [(entry.record_kind, entry.justification) for entry in waiting if entry] == [("reports", "complaint 12")]


def test_an_item_is_judged_from_the_page_and_the_next_one_follows(client_as: SignIn, made: samples.Sample) -> None:
    client = client_as("oversight")
    first, second = (item.index for item in made.items.all()[:2])
    answers = dict.fromkeys(samples.QUESTIONS["releases"], "yes")
    url = reverse("oversight:judge", args=[made.pk, first])
    assert client.post(url, {**answers, "finding": "concern", "remark": ""}).status_code == 422
    answer = client.post(url, {**answers, "finding": "in_order", "remark": ""})
    assert answer.headers["Location"] == reverse("oversight:judge", args=[made.pk, second])
    assert made.items.get(index=first).finding == "in_order"


def test_a_release_is_stopped_without_being_read(client_as: SignIn, proposal: Proposal) -> None:
    client = client_as("oversight")
    shown = page(client, "releases")
    assert "amina" in shown
    assert "SECRET TITLE" not in shown
    client.post(reverse("oversight:stop_release", args=[proposal.pk]), {"reason": "complaint 3"})
    proposal.refresh_from_db()
    assert proposal.state == "stopped"
    assert "complaint 3" in page(client, "releases")
    client.post(reverse("oversight:resume_release", args=[proposal.pk]), {"reason": "settled"})
    proposal.refresh_from_db()
    assert proposal.state == "awaiting"


def test_statistics_are_published_by_overseers_and_read_by_all(client_as: SignIn, entries: int) -> None:
    client = client_as("oversight")
    assert client.post(reverse("oversight:publish_period", args=["2020-02"])).status_code == 302
    assert client_as("analyst").post(reverse("oversight:publish_period", args=["2020-03"])).status_code == 403
    assert "2020-02" in page(client_as("analyst"), "statistics")
    assert "2020-02" in page(client_as("analyst"), "period", "2020-02")
    sheet = client_as("liaison").get(reverse("oversight:period_file", args=["2020-02", "csv"]))
    assert sheet.headers["Content-Type"].startswith("text/csv")
    assert client.get(reverse("oversight:period_file", args=["2020-02", "json"])).json()["period"] == "2020-02"


def test_the_verifier_is_handed_out(client_as: SignIn, entries: int) -> None:
    answer = client_as("administrator").get(reverse("oversight:verifier"))
    assert answer.content == verifier_page()
    assert b"default-src 'none'" in answer.content
    assert client_as("analyst").get(reverse("oversight:verifier")).status_code == 403


@pytest.fixture
def call(token_for: Callable[[str], str]) -> Callable[..., Any]:
    def send(method: str, path: str, body: Any = None, role: str = "oversight") -> Any:
        headers = {"authorization": f"Bearer {token_for(role)}"}
        data = None if body is None else json.dumps(body)
        return getattr(Client(), method)(ROOT + path, data, content_type="application/json", headers=headers)

    return send


def test_the_api_turns_pages_by_key(call: Callable[..., Any], entries: int) -> None:
    first = call("get", "/entries?recipient=madrid&limit=30").json()
    assert (first["total"], len(first["items"])) == (40, 30)
    second = call("get", f"/entries?recipient=madrid&limit=30&after={first['older'].replace('+', '%2B')}").json()
    assert (len(second["items"]), second["older"]) == (10, "")
    assert call("get", "/entries?after=x").json()["code"] == "no_such_place"
    assert call("get", "/entries?words=complaint").json()["total"] == 1
    life = call("get", "/records/dispatch/d7").json()
    assert [item["record_id"] for item in life["items"]] == ["d7"]
    assert call("get", "/records/dispatch/none").status_code == 404


def test_readings_by_api(call: Callable[..., Any], entries: int) -> None:
    listed = call("get", "/readings?seen=false").json()
    assert (listed["readings"], listed["unseen"], listed["has_second"]) == (1, 1, False)
    assert listed["items"][0]["reason"] == "complaint 7"
    index = listed["items"][0]["index"]
    assert call("post", "/readings/seen", {"entries": [index]}).json() == {"marked": 1}
    assert call("post", "/readings/seen", {"entries": [index]}).json()["code"] == "already_seen"
    assert call("get", "/readings?seen=true").json()["items"][0]["seen_by"] == "oversight"


def test_nobody_marks_own_readings_by_api(call: Callable[..., Any], people: Any) -> None:
    (index,) = record_many([prepare(OMAR, Act.CONSULTATION, "report", "r1", justification="x")])
    answer = call("post", "/readings/seen", {"entries": [index]})
    assert (answer.status_code, answer.json()["code"]) == (403, "own_reading")


def test_samples_by_api(call: Callable[..., Any], entries: int) -> None:
    today = timezone.localdate().isoformat()
    wanted = {"population": "releases", "first_day": today, "last_day": today, "size": 3, "seed": "abc"}
    drawn = call("post", "/samples", wanted)
    assert drawn.status_code == 201
    held = drawn.json()
    index = held["items"][0]["index"]
    judged = call(
        "post",
        f"/samples/{held['id']}/{index}",
        {"answers": dict.fromkeys(held["questions"], "yes"), "finding": "in_order"},
    )
    assert judged.json()["reviewed_by"] == "oversight"
    again = call("get", f"/samples/{held['id']}").json()
    assert (again["reviewed"], again["findings"]["in_order"], again["draws_again"]) == (1, 1, True)
    assert call("get", "/samples").json()[0]["number"] == held["number"]
    assert call("post", "/samples", {**wanted, "population": "overrides"}).json()["code"] == "nothing_to_draw"


def test_searches_by_api(call: Callable[..., Any], entries: int) -> None:
    kept = call("post", "/searches", {"name": "Refused", "query": "act=refusal"}).json()
    assert call("get", "/searches").json() == [kept]
    assert call("delete", f"/searches/{kept['id']}").status_code == 204
    assert call("delete", f"/searches/{kept['id']}").json()["code"] == "no_such_search"


def test_statistics_by_api(call: Callable[..., Any], entries: int) -> None:
    assert call("get", "/statistics/2020-02").json()["code"] == "not_published"
    assert call("post", "/statistics", {"period": "2020-02-03"}).json()["code"] == "no_such_period"
    assert call("post", "/statistics", {"period": "2020-02"}).status_code == 201
    assert call("post", "/statistics", {"period": "2020"}).json()["code"] == "period_overlaps"
    assert call("get", "/statistics", role="analyst").json()[0]["period"] == "2020-02"
    assert call("get", "/statistics/2020-02", role="analyst").json()["minimum"] == 5
    year = timezone.localdate().year
    shown = call("get", f"/statistics/{year}/preview").json()
    disclosures = next(table for table in shown["tables"] if table["code"] == "disclosures")
    assert (disclosures["total"], disclosures["columns"]["codes"]) == (40, ["madrid"])
    assert call("get", f"/statistics/{year}/preview", role="analyst").status_code == 403
