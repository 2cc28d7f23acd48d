"""Writes the test vectors of the exchange protocol: `python tests/vectors/generate.py`.

Everything is derived from fixed seeds except the HPKE encapsulations and content keys, which the library draws anew,
so a second run gives other sealed bytes with the same meaning. Committed vectors are what other implementers test
against: regenerate only when the protocol changes.
"""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import markings

from jisr.core.sealing import (
    Dispatch,
    DispatchKind,
    HeldKey,
    Revocation,
    RevocationReason,
    StationCard,
    StationKeys,
    add_cosignature,
    cosign,
    seal,
    short_authentication_string,
    sign_card,
    sign_receipt,
    sign_refusal,
    sign_revocation,
    uuid7,
    verify_card,
    verify_revocation,
)
from jisr.core.sealing.encoding import b64decode, b64encode, b64encode_text, dump_object
from jisr.core.sealing.jwe import seal_bytes
from jisr.core.sealing.jwk import load_private_key, private_jwk
from jisr.core.sealing.jws import sign_compact
from jisr.core.sealing.outbound import MEDIA_TYPE
from jisr.core.sealing.suites import HPKE_9, HPKE_10

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
HANDLING = {"classification": "confidential", "tlp": "amber"}
CHECKPOINT = "jisr/madrid\n8\n" + base64.b64encode(bytes(32)).decode() + "\n"


def seeded_keys(station_id: str, *, generation: int = 1, suites: tuple[str, ...] = (HPKE_9.algorithm,)) -> StationKeys:
    """Keys that are the same on every run."""
    algorithms = ("Ed25519", *suites, "ML-DSA-65")
    held = tuple(
        HeldKey(
            load_private_key(name, sha256(f"jisr vector {station_id} {name} {generation}".encode()).digest()),
            NOW - YEAR,
            NOW + YEAR,
        )
        for name in algorithms
    )
    return StationKeys(station_id, held)


def card_of(keys: StationKeys, *, sequence: int = 1, issued_at: datetime = NOW - timedelta(days=30)) -> bytes:
    """The card of exercise stations."""
    return sign_card(
        keys,
        names={"ar": f"محطة التمرين {keys.station_id}", "fr": f"Station {keys.station_id}", "en": keys.station_id},
        service_kind="fusion_centre",
        country={"rabat": "MA", "madrid": "ES", "bamako": "ML"}.get(keys.station_id, "MA"),
        endpoint=f"https://{keys.station_id}.example/exchange/v1/dispatches",
        sequence=sequence,
        issued_at=issued_at,
    )


def identifier(label: str, time: datetime) -> str:
    """An id that is the same on every run."""
    return uuid7(time, sha256(label.encode()).digest()[:10])


RABAT, MADRID, BAMAKO = seeded_keys("rabat"), seeded_keys("madrid"), seeded_keys("bamako")
CARDS: dict[str, StationCard] = {keys.station_id: verify_card(card_of(keys), NOW) for keys in (RABAT, MADRID, BAMAKO)}


def dispatch(label: str, *, time: datetime = NOW, **changes: Any) -> Dispatch:
    """A dispatch from Rabat to Madrid, unless told otherwise."""
    values: dict[str, Any] = {
        "kind": DispatchKind.INFORMATION,
        "id": identifier(label, time),
        "sender": "rabat",
        "recipients": ("madrid",),
        "thread": identifier(label, time),
        "refers_to": None,
        "time": time,
        "purpose": "terrorist_financing",
        "handling": HANDLING,
        "body": {"title": "تمرين / Exercice / Exercise", "portions": [], "statements": []},
    }
    return Dispatch(**{**values, **changes})


def sealed(item: Dispatch, sender: StationKeys = RABAT) -> bytes:
    """Sealed in the regular way."""
    return seal(item, sender, [CARDS[name] for name in item.recipients]).sealed_bytes


def sealed_payload(payload: bytes, item: Dispatch, sender: StationKeys = RABAT, *, issuer: str = "rabat") -> bytes:
    """Any payload, signed by `sender` in the name of `issuer` and sealed to Madrid."""
    signed = sign_compact(payload, sender.signing_key, issuer, MEDIA_TYPE)
    return sealed_signed(signed, item.id)


def sealed_signed(signed: bytes, dispatch_id: str) -> bytes:
    """Any signed bytes, sealed to Madrid."""
    key = CARDS["madrid"].sealing_keys[0].public
    return seal_bytes(signed, dispatch_id, [key], HPKE_9)


def changed(message: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """A sealed message with one member changed on the way."""
    document = json.loads(message)
    change(document)
    return dump_object(document)


def changed_header(message: bytes, **members: object) -> bytes:
    """A sealed message whose protected header was changed on the way."""

    def change(document: dict[str, Any]) -> None:
        header = {**json.loads(b64decode(document["protected"])), **members}
        document["protected"] = b64encode_text(dump_object(header))

    return changed(message, change)


def flipped(encoded: str) -> str:
    """The base64url text of the bytes with one bit turned."""
    value = bytearray(b64decode(encoded))
    value[len(value) // 2] ^= 1
    return b64encode_text(bytes(value))


def without_recipient(document: dict[str, Any]) -> None:
    document["recipients"].pop()


def other_ek(document: dict[str, Any]) -> None:
    document["recipients"][0]["header"]["ek"] = flipped(document["recipients"][0]["header"]["ek"])


def cut_ciphertext(document: dict[str, Any]) -> None:
    document["ciphertext"] = b64encode_text(b64decode(document["ciphertext"])[:-20])


def turn_ciphertext(document: dict[str, Any]) -> None:
    document["ciphertext"] = flipped(document["ciphertext"])


def padded(document: dict[str, Any]) -> None:
    document["iv"] = document["iv"] + "=="


def many_recipients(document: dict[str, Any]) -> None:
    document["recipients"] = document["recipients"] * 33


def good_dispatches() -> dict[str, dict[str, Any]]:
    one = dispatch("one recipient")
    two = dispatch("two recipients", recipients=("bamako", "madrid"))
    first = identifier("thread", NOW - timedelta(days=2))
    reply = dispatch("reply", kind=DispatchKind.REPLY, thread=first, refers_to=first, purpose=None)
    oldest = dispatch("oldest accepted", time=NOW - timedelta(days=30))
    ahead = dispatch("clock ahead within the skew", time=NOW + timedelta(minutes=5))
    return {
        label: {"receiver": "madrid", "input": sealed(item).decode(), "expected": _seen(item)}
        for label, item in {
            "one_recipient": one,
            "two_recipients": two,
            "reply_in_thread": reply,
            "as_old_as_accepted": oldest,
            "as_far_ahead_as_accepted": ahead,
        }.items()
    }


def _seen(item: Dispatch) -> dict[str, Any]:
    return {
        "kind": item.kind.value,
        "id": item.id,
        "from": item.sender,
        "to": list(item.recipients),
        "thread": item.thread,
        "refers_to": item.refers_to,
        "purpose": item.purpose,
        "suite": HPKE_9.name,
    }


def bad_dispatches() -> dict[str, tuple[str, bytes]]:
    """Fault -> (answer, sealed bytes); every one addressed to Madrid."""
    item = dispatch("faults")
    regular = sealed(item)
    pair = sealed(dispatch("pair", recipients=("madrid", "bamako")))
    payload = item.to_payload(HPKE_9.name)
    signed = sign_compact(payload, RABAT.signing_key, "rabat", MEDIA_TYPE)
    header, encoded_payload, signature = signed.split(b".")
    stranger = seeded_keys("stranger")
    old_key = seeded_keys("rabat", generation=0)
    text = payload.decode()

    def with_jws_header(**members: object) -> bytes:
        replaced = b64encode(dump_object({**json.loads(b64decode(header)), **members}))
        return sealed_signed(b".".join((replaced, encoded_payload, signature)), item.id)

    def with_payload(old: str, new: str) -> bytes:
        if old not in text:
            raise AssertionError(old)
        return sealed_payload(text.replace(old, new, 1).encode(), item)

    return {
        "truncated_in_transit": ("truncated", regular[: len(regular) // 2]),
        "truncated_by_one_byte": ("truncated", regular[:-1]),
        "empty": ("truncated", b""),
        "not_json": ("malformed", b"%PDF-1.7 not a dispatch"),
        "json_array": ("malformed", b"[" + regular + b"]"),
        "trailing_bytes": ("malformed", regular + b"{}"),
        "missing_member": ("malformed", changed(regular, lambda document: document.pop("tag"))),
        "unknown_member": ("malformed", changed(regular, lambda document: document.update(unprotected={}))),
        "padded_base64url": ("malformed", changed(regular, padded)),
        "not_a_number": ("malformed", regular[:-1] + b',"x":NaN}'),
        "duplicate_name_outside": ("duplicate_name", b'{"tag":"AAAA",' + regular[1:]),
        "duplicate_name_inside": ("duplicate_name", with_payload('"body":', '"kind":"recall","body":')),
        "oversize_recipients": ("oversize", changed(regular, many_recipients)),
        "oversize_nesting": ("oversize", with_payload('"portions":[]', '"portions":' + "[" * 80 + "]" * 80)),
        "downgrade_key_management": ("downgrade", changed_header(regular, alg="ECDH-ES+A256KW")),
        "downgrade_without_post_quantum": ("downgrade", changed_header(regular, alg="HPKE-4-KE")),
        "downgrade_content_encryption": ("downgrade", changed_header(regular, enc="A128GCM")),
        "downgrade_signature_none": ("downgrade", with_jws_header(alg="none")),
        "downgrade_signature_hmac": ("downgrade", with_jws_header(alg="HS256")),
        "downgrade_suite_not_as_signed": ("downgrade", sealed_payload(item.to_payload(HPKE_10.name), item)),
        "unknown_suite": ("unknown_version", changed_header(regular, alg="HPKE-99-KE")),
        "compressed": ("malformed", changed_header(regular, zip="DEF")),
        "critical_extension": ("malformed", changed_header(regular, crit=["exp"], exp=0)),
        "signature_critical_extension": ("malformed", with_jws_header(crit=["exp"])),
        "wrong_recipient": ("wrong_recipient", sealed(dispatch("other", recipients=("bamako",)))),
        "recipient_removed": ("tampered", changed(pair, without_recipient)),
        "encapsulated_secret_altered": ("tampered", changed(regular, other_ek)),
        "ciphertext_altered": ("tampered", changed(regular, turn_ciphertext)),
        "ciphertext_cut": ("tampered", changed(regular, cut_ciphertext)),
        "header_id_replaced": ("tampered", changed_header(regular, id=identifier("another", NOW))),
        "unknown_sender": ("unknown_sender", sealed(dispatch("stranger", sender="stranger"), stranger)),
        "unknown_key": ("unknown_key", sealed_payload(payload, item, old_key)),
        "signed_in_anothers_name": ("unknown_key", sealed_payload(payload, item, BAMAKO)),
        "bad_signature": ("bad_signature", sealed_signed(signed[:-6] + b"AAAAAA", item.id)),
        "payload_altered": (
            "bad_signature",
            sealed_signed(b".".join((header, b64encode(text.replace("amber", "clear").encode()), signature)), item.id),
        ),
        "type_of_another_message": ("malformed", with_jws_header(typ="jisr-receipt+jws")),
        "passed_off_for_another_recipient": (
            "misdirected",
            sealed_payload(
                dispatch("meant for bamako", recipients=("bamako",)).to_payload(HPKE_9.name),
                dispatch("meant for bamako", recipients=("bamako",)),
            ),
        ),
        "id_outside_is_not_id_inside": ("payload_mismatch", sealed_signed(signed, identifier("another", NOW))),
        "sender_outside_is_not_sender_inside": (
            "payload_mismatch",
            sealed_payload(dispatch("faults", sender="bamako", recipients=("madrid",)).to_payload(HPKE_9.name), item),
        ),
        "id_of_another_time": (
            "payload_mismatch",
            with_payload('"time":"2026-11-24T10:00:00.000Z"', '"time":"2026-11-24T10:00:00.001Z"'),
        ),
        "unknown_version": ("unknown_version", with_payload('"jisr":1', '"jisr":2')),
        "unknown_kind": ("malformed", with_payload('"kind":"information"', '"kind":"gossip"')),
        "recall_of_nothing": ("malformed", with_payload('"kind":"information"', '"kind":"recall"')),
        "no_recipients": ("malformed", with_payload('"to":["madrid"]', '"to":[]')),
        "half_a_character": ("malformed", with_payload('"portions":[]', '"portions":["\\ud800"]')),
        "future_beyond_skew": ("clock_skew", sealed(dispatch("future", time=NOW + timedelta(minutes=6)))),
        "older_than_horizon": ("too_old", sealed(dispatch("old", time=NOW - timedelta(days=31)))),
    }


def bad_with_state() -> dict[str, dict[str, Any]]:
    """Faults that depend on what the receiver knows: revoked keys, validity, floors."""
    item = dispatch("state")
    message = sealed(item).decode()
    rabat_key = RABAT.signing_key.key_id
    return {
        "revoked_signing_key": {"answer": "revoked_key", "input": message, "revoked_keys": [rabat_key]},
        "revoked_recipient_key": {
            "answer": "recipient_key_revoked",
            "input": message,
            "revoke_own_keys": [next(iter(MADRID.sealing_keys))],
        },
        "below_floor_agreed_with_sender": {
            "answer": "downgrade",
            "input": message,
            "minimum_strength_of": {"rabat": HPKE_10.strength},
        },
        "oversize_bytes": {"answer": "oversize", "input": message, "max_sealed_bytes": 1000},
        "signed_after_key_ended": {
            "answer": "key_not_valid",
            "input": sealed(dispatch("ended", time=NOW)).decode(),
            "sender_card": _ended_card().decode(),
        },
    }


def _ended_card() -> bytes:
    """A card of Rabat whose former key, the one the vectors sign with, ended yesterday."""
    fresh = seeded_keys("rabat", generation=2)
    ended = StationKeys(
        "rabat", (*fresh.held, *(held.retire(NOW - timedelta(days=1)) for held in RABAT.held[:1])), frozenset()
    )
    return card_of(ended, sequence=2, issued_at=NOW - timedelta(days=1))


def other_messages() -> dict[str, dict[str, dict[str, Any]]]:
    """Cards, rotations, revocations, receipts, refusals and co-signed texts, good and bad."""
    item = dispatch("receipted")
    outgoing = seal(item, RABAT, [CARDS["madrid"]])
    rotated_keys = StationKeys("rabat", seeded_keys("rabat", generation=2).held[:2] + RABAT.held)
    rotated = card_of(rotated_keys, sequence=2, issued_at=NOW)
    receipt = sign_receipt(
        MADRID,
        dispatch_id=item.id,
        digest=outgoing.digest,
        sender="rabat",
        received_at=NOW,
        ledger_index=7,
        checkpoint=CHECKPOINT,
    )
    refusal = sign_refusal(MADRID, outgoing.sealed_bytes, code="tampered", may_retry=False, now=NOW)
    revocation = sign_revocation(RABAT, [RABAT.signing_key.key_id], RevocationReason.COMPROMISED, NOW)
    first = cosign(b"Minutes of the exercise.", RABAT, ["rabat", "madrid"], NOW)
    text = add_cosignature(first, MADRID, CARDS, NOW)
    seen: Revocation = verify_revocation(revocation, CARDS["rabat"], NOW)
    by_stranger = json.loads(card_of(seeded_keys("rabat", generation=9), sequence=3))
    expected_receipt = {"dispatch_id": item.id, "digest": outgoing.digest, "sender": "rabat"}
    good: dict[str, dict[str, Any]] = {
        "card": {"kind": "card", "input": card_of(RABAT).decode(), "expected": {"digest": CARDS["rabat"].digest}},
        "card_rotation": {"kind": "rotation", "known": "rabat", "input": rotated.decode(), "expected": {"sequence": 2}},
        "card_revocation": {
            "kind": "revocation",
            "known": "rabat",
            "input": revocation.decode(),
            "expected": {"keys": list(seen.key_ids), "reason": "compromised"},
        },
        "receipt": {"kind": "receipt", "receiver": "madrid", "input": receipt.decode(), "expected": expected_receipt},
        "refusal": {
            "kind": "refusal",
            "receiver": "madrid",
            "sealed": outgoing.sealed_bytes.decode(),
            "input": refusal.decode(),
            "expected": {"code": "tampered", "may_retry": False},
        },
        "cosigned_text": {
            "kind": "cosigned",
            "input": text.decode(),
            "expected": {"signers": ["rabat", "madrid"], "complete": True, "text": "Minutes of the exercise."},
        },
    }
    bad: dict[str, dict[str, Any]] = {
        "card_endpoint_altered": {
            "kind": "card",
            "answer": "bad_card",
            "input": changed(card_of(RABAT), _other_endpoint).decode(),
        },
        "card_of_a_stranger_in_rotation": {
            "kind": "rotation",
            "known": "rabat",
            "answer": "bad_card",
            "input": json.dumps(by_stranger),
        },
        "card_replayed": {
            "kind": "rotation",
            "known": "rabat",
            "answer": "stale_card",
            "input": card_of(RABAT).decode(),
        },
        "card_revocation_by_a_stranger": {
            "kind": "revocation",
            "known": "rabat",
            "answer": "unknown_key",
            "input": sign_revocation(
                seeded_keys("rabat", generation=9),
                [RABAT.signing_key.key_id],
                RevocationReason.COMPROMISED,
                NOW,
            ).decode(),
        },
        "receipt_for_other_content": {
            "kind": "receipt",
            "receiver": "madrid",
            "answer": "bad_receipt",
            "input": receipt.decode(),
            "expected": {**expected_receipt, "digest": "0" * 64},
        },
        "receipt_by_another_station": {
            "kind": "receipt",
            "receiver": "bamako",
            "answer": "unknown_sender",
            "input": receipt.decode(),
            "expected": expected_receipt,
        },
        "refusal_of_other_bytes": {
            "kind": "refusal",
            "receiver": "madrid",
            "answer": "bad_receipt",
            "sealed": outgoing.sealed_bytes.decode() + " ",
            "input": refusal.decode(),
        },
        "cosigned_text_altered": {
            "kind": "cosigned",
            "answer": "bad_signature",
            "input": changed(
                text, lambda document: document.update(payload=b64encode_text(b"Minutes of another day."))
            ).decode(),
        },
        "cosigned_for_other_signers": {
            "kind": "cosigned",
            "answer": "bad_cosignature",
            "input": changed(first, _add_signature_for_others).decode(),
        },
    }
    return {"good": good, "bad": bad}


def _other_endpoint(document: dict[str, Any]) -> None:
    payload = b64decode(document["payload"]).replace(b"rabat.example", b"wrong.example")
    document["payload"] = b64encode_text(payload)


def _add_signature_for_others(document: dict[str, Any]) -> None:
    other = json.loads(cosign(b"Minutes of the exercise.", MADRID, ["madrid", "bamako"], NOW))
    document["signatures"] += other["signatures"]


def write(folder: str, name: str, vector: dict[str, Any]) -> None:
    content = json.dumps(vector, ensure_ascii=False, indent=1)
    (HERE / folder / f"{name}.json").write_text(content + "\n", encoding="utf-8")


def main() -> None:
    for folder in ("good", "bad"):
        (HERE / folder).mkdir(exist_ok=True)
    for name, vector in good_dispatches().items():
        write("good", name, {"kind": "dispatch", "now": "2026-11-24T10:00:00.000Z", **vector})
    for name, (answer, message) in bad_dispatches().items():
        vector = {"kind": "dispatch", "receiver": "madrid", "answer": answer, "input": message.decode()}
        write("bad", name, {"now": "2026-11-24T10:00:00.000Z", **vector})
    for name, vector in bad_with_state().items():
        write("bad", name, {"kind": "dispatch", "receiver": "madrid", "now": "2026-11-24T10:00:00.000Z", **vector})
    for folder, vectors in other_messages().items():
        for name, vector in vectors.items():
            write(folder, name, {"now": "2026-11-24T10:00:00.000Z", **vector})
    for folder, vectors in (("good", markings.GOOD), ("bad", markings.BAD)):
        for name, vector in vectors.items():
            write(folder, name, {"now": "2026-11-24T10:00:00.000Z", **vector})
    stations = {
        keys.station_id: {
            "card": CARDS[keys.station_id].signed_bytes.decode(),
            "private_keys": [private_jwk(held.private) for held in keys.held],
        }
        for keys in (RABAT, MADRID, BAMAKO)
    }
    words = {
        language: short_authentication_string(CARDS["rabat"], CARDS["madrid"], language)
        for language in ("ar", "fr", "en")
    }
    (HERE / "stations.json").write_text(
        json.dumps({"stations": stations, "words_of_rabat_and_madrid": words}, ensure_ascii=False, indent=1) + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
