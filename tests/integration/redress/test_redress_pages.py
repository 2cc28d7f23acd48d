"""The same way by page and by program, in three languages; letters as PDF; rules by version."""

import io
import json
from datetime import timedelta

import pypdf
import pytest
from django.utils import timezone

from jisr.station.accounts.models import User
from jisr.station.redress import services
from jisr.station.redress.models import Case
from jisr.station.redress.problems import RedressProblem
from jisr.station.redress.queries import cases
from jisr.station.redress.rules import rules

pytestmark = pytest.mark.django_db
ARABIC, FRENCH = "عبد الكريم التمريني", "Abdelkrim Tamrini"


def opened_by_page(client) -> Case:
    answer = client.post(
        "/redress/new/",
        {
            "kind": "access",
            "via": "direct",
            "channel": "letter",
            "received_at": (timezone.localtime() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"),
            "language": "ar",
            "names": f"{ARABIC}\nTamrini A.",
            "contact": "تمرين، الرباط",
            "identity_check": "document",
        },
    )
    case = Case.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/redress/{case.pk}/")
    return case


def test_the_whole_way_by_page(know, client_as):
    name = know("name", FRENCH)
    desk, oversight = client_as("data_protection"), client_as("oversight")
    case = opened_by_page(desk)
    page = desk.get(f"/redress/{case.pk}/search/")
    assert FRENCH in page.content.decode()
    (found,) = page.context["found"].entities
    desk.post(f"/redress/{case.pk}/marks/", {"subject": "entity", "ref": str(found.candidate.entity_id), "mark": "is"})
    proposal = {"statement": str(name), "outcome": "copy", "ground": "right_of_access", "reasons": "EXERCISE"}
    desk.post(f"/redress/{case.pk}/decisions/", proposal)
    (decision,) = cases.page_of_case(case.pk).decisions
    desk.post(f"/redress/{case.pk}/decisions/{decision.pk}/sign/")
    decision.refresh_from_db()
    assert decision.state == "proposed"
    oversight.post(f"/redress/{case.pk}/decisions/{decision.pk}/sign/")
    decision.refresh_from_db()
    assert (decision.state, decision.decided_by) == ("signed", "oversight")
    preview = desk.get(f"/redress/{case.pk}/letters/preview/", {"kind": "answer", "language": "ar"}).content.decode()
    assert FRENCH in preview
    made = desk.post(f"/redress/{case.pk}/letters/", {"kind": "answer", "language": "ar"})
    sheet = pypdf.PdfReader(io.BytesIO(desk.get(f"{made['Location']}pdf/").content))
    assert len(sheet.pages) == 2
    assert case.number in "".join(text.extract_text() for text in sheet.pages)
    desk.post(f"{made['Location']}handed/", {"how": "letter", "note": "EXERCISE"})
    desk.post(f"/redress/{case.pk}/close/", {"note": ""})
    case.refresh_from_db()
    assert (case.state, case.answered_at is not None) == ("done", True)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_pages_open_in_every_language(know, client_as, people, language):
    User.objects.filter(username__in=["data_protection", "oversight"]).update(language=language)
    know("name", FRENCH)
    desk = client_as("data_protection")
    case = opened_by_page(desk)
    services_pages = ("", f"{case.pk}/", f"{case.pk}/search/", "new/", "statistics/", "rules/", "rules/texts/neutral/",
                      f"{case.pk}/letters/preview/?kind=acknowledgement&language={language}")  # fmt: skip
    for path in services_pages:
        answer = desk.get(f"/redress/{path}")
        assert answer.status_code == 200, path
        assert f'lang="{language}' in answer.content.decode()
    for path in ("", f"{case.pk}/", "statistics/"):
        assert client_as("oversight").get(f"/redress/{path}").status_code == 200
    assert case.number in desk.get("/redress/export/").content.decode()
    assert ARABIC not in desk.get("/redress/export/").content.decode()


def test_the_same_by_program(know, client, token_for):
    name = know("name", FRENCH)
    desk = {"Authorization": f"Bearer {token_for('data_protection')}"}
    oversight = {"Authorization": f"Bearer {token_for('oversight')}", "X-Jisr-Reason": "EXERCISE"}

    def call(path, document=None, headers=desk, method="POST"):
        body = b"" if document is None else json.dumps(document)
        answer = client.generic(
            method, f"/api/v1/redress{path}", body, content_type="application/json", headers=headers
        )
        return answer.status_code, answer.json() if answer.content else None

    document = {
        "kind": "erasure",
        "language": "fr",
        "received_at": timezone.now().isoformat(),
        "person": {"names": [ARABIC]},
    }
    status, made = call("/requests", document)
    assert status == 201
    case = f"/requests/{made['id']}"
    assert call(f"{case}/search")[1]["code"] == "identity_unchecked"
    assert call(f"{case}/identity", {"how": "document"})[0] == 204
    (found,) = call(f"{case}/search")[1]["entities"]
    call(f"{case}/marks", {"subject": "entity", "ref": found["entity_id"], "mark": "is"})
    wrong = {"outcome": "erase", "ground": "right_of_access", "reasons": "x", "statements": [str(name)]}
    assert call(f"{case}/decisions", wrong)[1]["code"] == "ground_unknown"
    status, decision = call(f"{case}/decisions", {**wrong, "ground": "unlawful"})
    assert (status, call(f"{case}/decisions/{decision['id']}/sign", headers=desk)[1]["code"]) == (201, "own_decision")
    assert call(f"{case}/decisions/{decision['id']}/sign", headers=oversight)[0] == 204
    assert call(case, method="GET")[1]["decisions"][0]["state"] == "signed"
    assert call("/requests", method="GET")[1]["total"] == 1
    today = timezone.localdate().isoformat()
    counts = call(f"/statistics?first={today}&last={today}", method="GET")[1]
    assert counts["outcome"] == {"erase": 1}


def test_rules_change_by_version_and_letters_keep_theirs(asked, actor):
    case_id, desk = asked(), actor("data_protection")
    services.make_letter(desk, case_id, "acknowledgement", "fr")
    changed = {"texts": {"greeting": {"ar": "تمرين", "fr": "EXERCICE {reference}", "en": "EXERCISE"}}}
    assert services.change_rules(desk, changed, "EXERCISE") == 1
    assert services.preview(case_id, "acknowledgement", "fr").paragraphs[0] == f"EXERCICE {cases.find(case_id).number}"
    (letter,) = cases.page_of_case(case_id).letters
    assert (letter.rules_version, services.letter_text(letter).paragraphs[0]) == (0, "Madame, Monsieur,")
    for wrong in ({"texts": {"greeting": {"ar": "", "fr": "{nobody}", "en": ""}}}, {"terms": {"answer_months": 40}}):
        with pytest.raises(RedressProblem) as problem:
            services.change_rules(desk, wrong, "EXERCISE")
        assert problem.value.code == "rules_malformed"
    assert rules().version == 1


def test_today_shows_the_clock_and_what_is_to_be_signed(asked, actor, client_as):
    case_id = asked()
    number = cases.find(case_id).number
    assert number in client_as("data_protection").get("/").content.decode()
    services.note_search(actor("data_protection"), case_id, 0)
    services.propose(
        actor("data_protection"),
        case_id,
        services.Proposal(outcome="nothing_held", ground="nothing_found", reasons="EXERCISE"),
    )
    assert number in client_as("oversight").get("/").content.decode()
    assert number not in client_as("analyst").get("/").content.decode()
