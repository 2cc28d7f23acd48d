"""The verifier's page as an inspector from outside uses it: dropped files, no network, three languages."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey
from playwright.sync_api import Browser, Page, Request, expect

from jisr.core.ledger import (
    Checkpoint,
    Ed25519NoteSigner,
    Frontier,
    MerkleLog,
    MlDsa65NoteSigner,
    sign_checkpoint,
    write_range_bundle,
)
from jisr.core.ledger.nodes import complete_nodes
from jisr.station import web

VERIFIER = Path(web.__file__).parent / "static" / "vendor" / "ledger-verifier.html"
VECTORS = Path(__file__).parents[1] / "vectors" / "ledger"
KEYS: dict[str, Any] = json.loads((VECTORS / "keys.json").read_bytes())
MANY = 100_000


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """The page, opened as a file, in a browser without a network; anything it asks for fails the test."""
    assert VERIFIER.is_file(), "the verifier was not built: make frontend"
    context = browser.new_context(offline=True, locale="en-GB")
    opened, asked, faults = context.new_page(), [], []

    def note(request: Request) -> None:
        asked.append(request.url)

    opened.on("request", note)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.goto(VERIFIER.as_uri())
    yield opened
    context.close()
    assert asked == [VERIFIER.as_uri()]
    assert faults == []


def choose(page: Page, *files: Path | dict[str, Any]) -> None:
    page.set_input_files("#file", list(files))  # type: ignore[arg-type]
    expect(page.locator(".verdict")).to_be_visible(timeout=60_000)


def found(page: Page) -> str:
    return page.locator("#checks").inner_text()


@pytest.mark.parametrize("file", sorted((VECTORS / "bundles" / "good").iterdir()), ids=lambda file: file.stem)
def test_a_true_bundle_holds_for_whoever_brings_the_keys(page: Page, file: Path) -> None:
    page.locator("summary").first.click()
    page.fill("#keys", "\n".join(KEYS["vkeys"]))
    choose(page, file)
    expect(page.locator(".verdict")).to_have_class("verdict good")
    assert "Ed25519 + ML-DSA-65" in found(page)
    assert page.locator("#checks .no").count() == 0


@pytest.mark.parametrize("file", sorted((VECTORS / "bundles" / "bad").iterdir()), ids=lambda file: file.stem)
def test_every_spoiled_bundle_is_found_out(page: Page, file: Path) -> None:
    page.locator("summary").first.click()
    page.fill("#keys", "\n".join(KEYS["vkeys"]))
    choose(page, file)
    expect(page.locator(".verdict")).to_have_class("verdict bad")


def test_with_the_keys_of_the_file_itself_it_says_what_it_could_not_verify(page: Page) -> None:
    choose(page, VECTORS / "bundles" / "good" / "whole_log.jsonl")
    expect(page.locator(".verdict")).to_have_class("verdict warn")
    assert "whose ledger this is was not verified" in found(page)
    assert "Not compared with any checkpoint from elsewhere" in found(page)


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [
        ("ar", "rtl", "الحزمة غير سليمة"),
        ("fr", "ltr", "L’extrait N’EST PAS intègre"),
        ("en", "ltr", "The bundle does NOT hold"),
    ],
)
def test_it_speaks_three_languages(page: Page, language: str, direction: str, words: str) -> None:
    page.click(f"[data-language={language}]")
    choose(page, VECTORS / "bundles" / "bad" / "entry_changed.jsonl")
    assert page.locator("html").get_attribute("dir") == direction
    assert words in page.locator(".verdict").inner_text()


def test_it_shows_who_did_what_and_why_and_finds_words_in_it(page: Page) -> None:
    choose(page, VECTORS / "bundles" / "good" / "whole_log.jsonl")
    assert page.locator("#rows tr").count() == 13
    assert "amina" in page.locator("#rows").inner_text()
    page.fill("#words", "madrid disclosure")
    page.fill("#words", "R-2026-0007")
    expect(page.locator("#rows tr")).to_have_count(1)
    page.locator("#rows details summary").click()
    assert '"salt"' in page.locator("#rows pre").inner_text()


def checkpoint_of(log: MerkleLog, size: int) -> bytes:
    seeds = {name: bytes.fromhex(seed) for name, seed in KEYS["seeds"].items()}
    signers = [
        Ed25519NoteSigner("jisr/rabat", Ed25519PrivateKey.from_private_bytes(seeds["ed25519"])),
        MlDsa65NoteSigner("jisr/rabat", MLDSA65PrivateKey.from_seed_bytes(seeds["ml_dsa_65"])),
    ]
    return sign_checkpoint(Checkpoint("jisr/rabat", size, log.root(size)), signers)


def vector_log() -> MerkleLog:
    lines = (VECTORS / "bundles" / "good" / "whole_log.jsonl").read_bytes().splitlines()
    return MerkleLog(lines[1:])


def held(name: str, content: bytes) -> dict[str, Any]:
    return {"name": name, "mimeType": "text/plain", "buffer": content}


def test_checkpoints_from_elsewhere_are_compared_by_entries_and_by_proof(page: Page) -> None:
    log = vector_log()
    proof = {"old_size": 2, "new_size": 13, "proof": [digest.hex() for digest in log.consistency_proof(2, 13)]}
    choose(
        page,
        held("bundle.jsonl", (VECTORS / "bundles" / "good" / "range_inside.jsonl").read_bytes()),
        held("receipt-2.txt", checkpoint_of(log, 2)),
        held("receipt-8.txt", checkpoint_of(log, 8)),
        held("proof.json", json.dumps(proof).encode()),
    )
    assert "Checkpoints from elsewhere that agree with the entries: 1." in found(page)
    assert "consistency proof shows that the ledger only grew: 1." in found(page)


def test_a_checkpoint_of_another_history_gives_the_rewriting_away(page: Page) -> None:
    lines = [b'{"other":1}', *((VECTORS / "bundles" / "good" / "whole_log.jsonl").read_bytes().splitlines()[2:])]
    choose(
        page,
        held("bundle.jsonl", (VECTORS / "bundles" / "good" / "whole_log.jsonl").read_bytes()),
        held("receipt-8.txt", checkpoint_of(MerkleLog(lines), 8)),
    )
    expect(page.locator(".verdict")).to_have_class("verdict bad")
    assert "The ledger was rewritten" in found(page)


def test_a_dropped_file_is_verified(page: Page) -> None:
    content = base64.b64encode((VECTORS / "bundles" / "good" / "selection.jsonl").read_bytes()).decode()
    page.evaluate(
        """content => {
            const data = new DataTransfer();
            data.items.add(new File([Uint8Array.from(atob(content), c => c.charCodeAt(0))], "bundle.jsonl"));
            document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        content,
    )
    expect(page.locator(".verdict")).to_be_visible()
    assert "Each of the 3 entries has an inclusion proof that holds" in found(page)


class Nodes:
    """The complete nodes around a range that is the whole log: none is needed."""

    def fetch(self, ids: Any) -> dict[Any, bytes]:
        assert not list(ids)
        return {}


def many(tmp_path: Path) -> Path:
    """A bundle of many entries, signed with the keys of the vectors."""
    entry = (
        '{"v":1,"time":"2026-03-04T08:00:00.000000+00:00","actor":"amina","roles":["analyst"],"channel":"console",'
        '"act":"consultation","record":{"kind":"report","id":"R-%d"},"recipient":"","justification":"duty",'
        '"decision":"","detail":{},"salt":"%032x"}'
    )
    entries = [(entry % (number, number)).encode() for number in range(MANY)]
    frontier, _rows = Frontier().append(entries)
    assert len(complete_nodes(0, MANY)) == len(frontier.peaks)
    seeds = {name: bytes.fromhex(seed) for name, seed in KEYS["seeds"].items()}
    signers = [
        Ed25519NoteSigner("jisr/rabat", Ed25519PrivateKey.from_private_bytes(seeds["ed25519"])),
        MlDsa65NoteSigner("jisr/rabat", MLDSA65PrivateKey.from_seed_bytes(seeds["ml_dsa_65"])),
    ]
    note = sign_checkpoint(Checkpoint("jisr/rabat", MANY, frontier.root()), signers)
    lines = write_range_bundle(
        Nodes(), entries, first=0, count=MANY, origin="jisr/rabat", size=MANY, checkpoint=note,
        keys=[signer.key for signer in signers],
    )  # fmt: skip
    file = tmp_path / "many.jsonl"
    file.write_bytes(b"".join(lines))
    return file


def test_a_hundred_thousand_entries_are_verified_with_progress(page: Page, tmp_path: Path) -> None:
    file = many(tmp_path)
    page.evaluate(
        """() => {
            window.seen = new Set();
            new MutationObserver(() => window.seen.add(document.getElementById("count").textContent))
                .observe(document.getElementById("count"), { childList: true });
        }"""
    )
    choose(page, file)
    assert "The 100,000 entries lead to the signed root" in found(page)
    assert len(page.evaluate("() => [...window.seen]")) > 5
    page.fill("#words", "R-99999")
    expect(page.locator("#rows tr")).to_have_count(1)


def test_one_changed_letter_among_a_hundred_thousand_is_found(page: Page, tmp_path: Path) -> None:
    file = many(tmp_path)
    file.write_bytes(file.read_bytes().replace(b'"id":"R-77777"', b'"id":"R-77778"'))
    choose(page, file)
    expect(page.locator(".verdict")).to_have_class("verdict bad")
