"""The oversight room as its people see it: who gets in, what each page shows, what is handed out."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from jisr.core.ledger import Act, verify_bundle, verify_consistency
from jisr.station.intake.services import ReportDraft, default_handling, receive_report
from jisr.station.ledger import queries as ledger
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.models import LedgerEntry
from jisr.station.ledger.services import prepare, record, record_many
from jisr.station.ledger.signing import own_note_keys

pytestmark = [pytest.mark.django_db, pytest.mark.integration]
SignIn = Callable[[str], Client]
AMINA = Actor("amina", ("analyst",), 7, "")
LANGUAGES = ("ar", "fr", "en")


@pytest.fixture
def entries(people: dict[str, Any]) -> int:
    """Thirty entries; the number of the first."""
    first = ledger.size()
    record_many([prepare(AMINA, Act.COLLECTION, "report", f"R-2026-{number:04d}") for number in range(29)])
    record(Actor("badr", ("releaser",)), Act.DISCLOSURE, "dispatch", "D-1", recipient="madrid", decision="permit")
    return first


def read(client: Client, name: str, *args: Any, **query: str) -> str:
    response = client.get(reverse(f"oversight:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_every_language(
    client_as: SignIn, people: dict[str, Any], entries: int, language: str
) -> None:
    people["oversight"].language = language
    people["oversight"].save()
    client = client_as("oversight")
    direction = "rtl" if language == "ar" else "ltr"
    for name, args in [
        ("ledger", ()),
        ("entry", (entries,)),
        ("export", ()),
        ("integrity", ()),
        ("witness", ()),
        ("partner", ("madrid",)),
    ]:
        page = read(client, name, *args)
        assert f'dir="{direction}"' in page[:300]


def test_entries_are_shown_newest_first_and_narrowed(client_as: SignIn, entries: int) -> None:
    client = client_as("oversight")
    page = read(client, "ledger")
    assert page.index("D-1") < page.index("R-2026-0028")
    page = read(client, "ledger", act="disclosure", recipient="madrid")
    assert "D-1" in page
    assert "R-2026-0028" not in page


def test_reading_the_ledger_is_an_entry(client_as: SignIn, entries: int) -> None:
    client = client_as("oversight")
    read(client, "ledger", actor="amina")
    read(client, "entry", entries)
    newest = [row.entry for row in (ledger.entry(ledger.size() - 2), ledger.entry(ledger.size() - 1)) if row]
    assert [(entry.actor, entry.act, entry.record_kind, entry.record_id) for entry in newest] == [
        ("oversight", Act.CONSULTATION, "ledger", "search"),
        ("oversight", Act.CONSULTATION, "ledger", f"entry:{entries}"),
    ]
    assert newest[0].detail["filters"] == 1


@pytest.mark.parametrize("role", ["analyst", "releaser", "liaison", "cooperation", "programme", "administrator"])
def test_only_oversight_reads_entries(client_as: SignIn, entries: int, role: str) -> None:
    client = client_as(role)
    for name, args in [("ledger", ()), ("entry", (entries,)), ("export", ()), ("record_panel", ("report", "x"))]:
        assert client.get(reverse(f"oversight:{name}", args=args)).status_code == 403
    for name, args in [("export_entry", (entries,)), ("export_selection", ())]:
        assert client.post(reverse(f"oversight:{name}", args=args)).status_code == 403


def test_administrator_checks_without_reading(client_as: SignIn, entries: int) -> None:
    client = client_as("administrator")
    page = read(client, "integrity")
    assert "amina" not in page
    response = client.post(reverse("oversight:check_now"), follow=True)
    assert response.status_code == 200
    check = ledger.latest_check()
    assert check is not None
    assert check.holds


def test_check_shows_what_it_found(client_as: SignIn, entries: int, station_home: Any) -> None:
    LedgerEntry.objects.filter(index=entries + 3).update(actor="someone else")
    client = client_as("oversight")
    page = client.post(reverse("oversight:check_now"), follow=True).content.decode()
    assert "does not hold" in page
    assert "A column for searching says something else" in page
    assert f">{entries + 3}<" in page


def test_entry_page_says_when_the_proof_does_not_hold(client_as: SignIn, entries: int) -> None:
    row = LedgerEntry.objects.get(index=entries + 3)
    row.data = bytes(row.data).replace(b"amina", b"badr")
    row.save()
    assert "does not hold" in read(client_as("oversight"), "entry", entries + 3)


def test_unknown_entry_is_not_found(client_as: SignIn, entries: int) -> None:
    assert client_as("oversight").get(reverse("oversight:entry", args=[10**6])).status_code == 404


def test_markup_and_hidden_characters_are_shown_not_obeyed(client_as: SignIn, people: dict[str, Any]) -> None:
    record(Actor("<script>alert(1)</script>\u202egnp"), Act.REFUSAL, "session", "'; DROP TABLE ledger_entry; --")
    page = read(client_as("oversight"), "ledger")
    assert "<script>alert" not in page
    assert "\u202e" not in page


def lines_of(response: Any) -> list[bytes]:
    return b"".join(response.streaming_content).splitlines(keepends=True)


def test_exported_range_verifies_without_the_station(client_as: SignIn, entries: int) -> None:
    client = client_as("oversight")
    response = client.post(reverse("oversight:export"), {"first": entries + 2, "last": entries + 20})
    assert response["Content-Disposition"] == f'attachment; filename="ledger-rabat-{entries + 2}-{entries + 20}.jsonl"'
    report = verify_bundle(lines_of(response), keys=own_note_keys(settings.HOME.keys))
    assert report.holds
    assert report.entries == 19
    last = ledger.entry(ledger.size() - 1)
    assert last is not None
    said = {name: last.entry.detail[name] for name in ("first", "count")}
    assert (last.entry.act, last.entry.record_id, said) == (
        Act.DISCLOSURE,
        "range",
        {"first": entries + 2, "count": 19},
    )


def test_exported_selection_and_entry_verify(client_as: SignIn, entries: int) -> None:
    client = client_as("oversight")
    keys = own_note_keys(settings.HOME.keys)
    selection = client.post(reverse("oversight:export_selection") + "?act=disclosure&recipient=madrid")
    assert verify_bundle(lines_of(selection), keys=keys).entries == 1
    single = client.post(reverse("oversight:export_entry", args=[entries]))
    report = verify_bundle(lines_of(single), keys=keys)
    assert (report.holds, report.entries) == (True, 1)


@pytest.mark.parametrize("form", [{"first": 5, "last": 2}, {"first": 0, "last": 10**9}, {"first": "x"}])
def test_impossible_ranges_are_refused_at_their_field(client_as: SignIn, entries: int, form: dict[str, Any]) -> None:
    response = client_as("oversight").post(reverse("oversight:export"), form)
    assert response.status_code == 422
    assert not getattr(response, "streaming", False)


def test_partners_get_consistency_proofs_without_signing_in(client: Client, entries: int) -> None:
    size = ledger.size()
    answer = client.get(reverse("oversight:consistency"), {"old_size": 5, "new_size": size})
    assert answer.status_code == 200
    proof = [bytes.fromhex(digest) for digest in answer.json()["proof"]]
    from jisr.core.ledger import tree_root
    from jisr.station.ledger.store import StoredNodes

    nodes = StoredNodes()
    assert verify_consistency(5, size, tree_root(nodes, 5), tree_root(nodes, size), proof)


@pytest.mark.parametrize(
    "query", [{}, {"old_size": "5"}, {"old_size": "x", "new_size": "y"}, {"old_size": "9", "new_size": "5"},
              {"old_size": "1", "new_size": "999999"}, {"old_size": "-1", "new_size": "5"}]
)  # fmt: skip
def test_impossible_proofs_are_refused(client: Client, entries: int, query: dict[str, str]) -> None:
    assert client.get(reverse("oversight:consistency"), query).status_code == 404


def test_one_address_can_not_tire_the_station_with_proofs(client: Client, entries: int) -> None:
    from jisr.station.oversight.throttle import CALLS_PER_MINUTE

    address = reverse("oversight:consistency")
    codes = [client.get(address, {"old_size": 1, "new_size": 2}).status_code for _ in range(CALLS_PER_MINUTE + 1)]
    assert codes[-1] == 429
    assert set(codes[:-1]) == {200}


def test_panel_shows_the_history_of_one_record(client_as: SignIn, entries: int) -> None:
    page = read(client_as("oversight"), "record_panel", "dispatch", "D-1")
    assert "badr" in page
    assert "R-2026" not in page


def test_the_page_of_a_record_loads_its_history_for_oversight_alone(
    client_as: SignIn, actor: Callable[..., Any]
) -> None:
    draft = ReportDraft(text="EXERCISE: a van in Nador.", source="SAFRAN", handling=default_handling())
    report_id = receive_report(actor("analyst"), draft)
    page, panel = (
        reverse("intake:report", args=[report_id]),
        reverse("oversight:record_panel", args=["report", report_id]),
    )
    assert panel not in client_as("analyst").get(page).content.decode()
    oversight = client_as("oversight")
    oversight.post(reverse("accounts:reason"), {"reason": "EXERCISE complaint 12", "next": page})
    assert f'hx-get="{panel}"' in oversight.get(page).content.decode()
    assert "EXERCISE complaint 12" in oversight.get(panel).content.decode()


@pytest.mark.parametrize(("language", "words"), [("ar", "عوامل التصفية المستعملة"), ("fr", "Filtres utilisés")])
def test_details_are_named_in_the_readers_language(
    client_as: SignIn, people: dict[str, Any], entries: int, language: str, words: str
) -> None:
    people["oversight"].language = language
    people["oversight"].save()
    client = client_as("oversight")
    read(client, "ledger", actor="amina")
    page = read(client, "entry", ledger.size() - 1)
    assert words in page
    assert ">filters<" not in page
