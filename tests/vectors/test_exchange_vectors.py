"""The vectors of the exchange protocol, and those of the drafts it follows. `generate.py` describes them."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from jisr.core.handling import (
    Classification,
    Contradiction,
    ContradictoryMarkingError,
    Equivalence,
    Handling,
    HandlingError,
    Row,
    arriving_handling,
)
from jisr.core.sealing import (
    ANSWERS,
    HeldKey,
    SealingError,
    SealingPolicy,
    StationCard,
    StationKeys,
    open_sealed,
    parse_instant,
    short_authentication_string,
    verify_card,
    verify_cosignature,
    verify_receipt,
    verify_refusal,
    verify_revocation,
    verify_rotation,
)
from jisr.core.sealing.encoding import b64decode, b64encode_text
from jisr.core.sealing.jwk import load_private_key, parse_private_jwk
from jisr.core.sealing.suites import SUITES

HERE = Path(__file__).parent
STATIONS: dict[str, Any] = json.loads((HERE / "stations.json").read_text(encoding="utf-8"))
NOW = parse_instant("2026-11-24T10:00:00.000Z")

# Answers no message can provoke by itself: the general one, what only memory tells (tested with `judge_freshness`),
# and stored keys, which never travel.
NOT_ON_THE_WIRE = {"sealing_error", "replay", "bad_key_store"}
# Hang on what the station holds, not on the bytes: tests/attack/test_consents_and_certificates.py.
OF_WHAT_IS_HELD = {"unknown_reference", "bad_certificate", "bad_consent"}


def load(folder: str) -> dict[str, dict[str, Any]]:
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted((HERE / folder).glob("*.json"))}


GOOD, BAD = load("good"), load("bad")


@pytest.fixture(scope="session")
def cards() -> dict[str, StationCard]:
    return {name: verify_card(entry["card"].encode(), NOW) for name, entry in STATIONS["stations"].items()}


@pytest.fixture(scope="session")
def keys(cards: dict[str, StationCard]) -> dict[str, StationKeys]:
    def held(name: str) -> tuple[HeldKey, ...]:
        validity = cards[name].signing_keys[0]
        return tuple(
            HeldKey(parse_private_jwk(jwk), validity.valid_from, validity.valid_until)
            for jwk in STATIONS["stations"][name]["private_keys"]
        )

    return {name: StationKeys(name, held(name)) for name in cards}


def run(vector: dict[str, Any], keys: dict[str, StationKeys], cards: dict[str, StationCard]) -> Any:
    """The result of a vector's message, or the error that is its answer."""
    now = parse_instant(vector["now"])
    message = vector["input"].encode() if isinstance(vector["input"], str) else b""
    match vector["kind"]:
        case "dispatch":
            own = keys[vector["receiver"]].revoke(vector.get("revoke_own_keys", []), now)
            senders = dict(cards)
            if "sender_card" in vector:
                senders["rabat"] = verify_rotation(cards["rabat"], vector["sender_card"].encode(), now)
            limits = {name: vector[name] for name in ("minimum_strength_of", "max_sealed_bytes") if name in vector}
            revoked = frozenset(vector.get("revoked_keys", []))
            return open_sealed(message, own, senders, now, policy=SealingPolicy(**limits), revoked_keys=revoked)
        case "marking":
            rows = (
                Row(row["scale"], row["level"], Classification.from_code(row["own"])) for row in vector["table"]["rows"]
            )
            table = Equivalence(vector["table"]["scale"], tuple(rows))
            sent = Handling.from_json(vector["input"])
            return arriving_handling(sent, now.date(), table, vector["own_scale"])
        case "card":
            return verify_card(message, now)
        case "rotation":
            return verify_rotation(cards[vector["known"]], message, now)
        case "revocation":
            return verify_revocation(message, cards[vector["known"]], now)
        case "receipt":
            return verify_receipt(message, cards[vector["receiver"]], **vector["expected"])
        case "refusal":
            return verify_refusal(message, cards[vector["receiver"]], vector["sealed"].encode())
        case "cosigned":
            return verify_cosignature(message, cards)
    raise AssertionError(vector["kind"])


def described(kind: str, result: Any) -> dict[str, Any] | str:
    """The result as the vectors write it."""
    match kind:
        case "dispatch":
            item = result.dispatch
            return {
                "kind": item.kind.value,
                "id": item.id,
                "from": item.sender,
                "to": list(item.recipients),
                "thread": item.thread,
                "refers_to": item.refers_to,
                "purpose": item.purpose,
                "suite": result.suite,
            }
        case "marking":
            return result.classification.code
        case "card":
            return {"digest": result.digest}
        case "rotation":
            return {"sequence": result.sequence}
        case "revocation":
            return {"keys": list(result.key_ids), "reason": result.reason.value}
        case "receipt":
            return {"dispatch_id": result.dispatch_id, "digest": result.digest, "sender": result.sender}
        case "refusal":
            return {"code": result.code, "may_retry": result.may_retry}
        case "cosigned":
            return {
                "signers": list(result.signers),
                "complete": result.is_complete,
                "text": result.text.decode(),
            }
    raise AssertionError(kind)


@pytest.mark.parametrize("name", GOOD)
def test_good_vector_is_accepted(name: str, keys: dict[str, StationKeys], cards: dict[str, StationCard]) -> None:
    vector = GOOD[name]
    assert described(vector["kind"], run(vector, keys, cards)) == vector["expected"]


@pytest.mark.parametrize("name", BAD)
def test_bad_vector_gets_its_answer(name: str, keys: dict[str, StationKeys], cards: dict[str, StationCard]) -> None:
    vector = BAD[name]
    with pytest.raises((SealingError, HandlingError)) as refused:
        run(vector, keys, cards)
    assert refused.value.code == vector["answer"]
    if "contradiction" in vector:
        assert isinstance(refused.value, ContradictoryMarkingError)
        assert refused.value.contradiction == vector["contradiction"]


def test_every_contradiction_that_can_arrive_has_a_vector() -> None:
    seen = {vector.get("contradiction") for vector in BAD.values()} - {None}
    assert seen == set(Contradiction) - {Contradiction.TEAR_LINE_NOT_PASSABLE}


def test_every_answer_has_a_vector() -> None:
    assert {vector["answer"] for vector in BAD.values()} | NOT_ON_THE_WIRE | OF_WHAT_IS_HELD == set(ANSWERS)


def test_words_of_the_vectors(cards: dict[str, StationCard]) -> None:
    for language, words in STATIONS["words_of_rabat_and_madrid"].items():
        assert short_authentication_string(cards["madrid"], cards["rabat"], language) == words


@pytest.mark.parametrize("file", sorted((HERE / "drafts").glob("*.json")), ids=lambda file: file.stem)
def test_vector_of_the_draft(file: Path) -> None:
    """The draft's key gives its key id, and its message opens with the draft's own info."""
    vector = json.loads(file.read_text())
    suite = SUITES[vector["jwk"]["alg"]]
    seed = b64decode(vector["jwk"]["priv"])
    assert load_private_key(suite.algorithm, seed).key_id == vector["jwk"]["kid"]
    protected, wrapped, nonce, ciphertext, tag = vector["compact"].split(".")
    header = json.loads(b64decode(protected))
    private, _ = suite.kem.private_key(seed)
    info = b"JOSE-HPKE rcpt\xffA256GCM\xff"
    content_key = suite.hpke.decrypt(b64decode(header["ek"]) + b64decode(wrapped), private, info)
    content = AESGCM(content_key).decrypt(
        b64decode(nonce), b64decode(ciphertext) + b64decode(tag), protected.encode("ascii")
    )
    assert content.decode().replace("\u2019", "'").startswith(vector["plaintext_begins"])
    assert suite.recipient_structure.startswith(info)


def test_thumbprint_of_rfc_8037() -> None:
    """RFC 8037 appendix A.3."""
    key = load_private_key("Ed25519", b64decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"))
    assert b64encode_text(key.public.raw) == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    assert key.key_id == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_sealed_digest_of_a_refusal_is_plain_sha256() -> None:
    vector = GOOD["refusal"]
    payload = json.loads(b64decode(vector["input"].split(".")[1]))
    assert payload["sealed_digest"] == sha256(vector["sealed"].encode()).hexdigest()
