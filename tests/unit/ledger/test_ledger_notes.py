"""Signed notes and checkpoints: form, keys, signatures, and what is refused."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey

from jisr.core.ledger import (
    Checkpoint,
    CheckpointFormatError,
    Ed25519NoteSigner,
    MerkleLog,
    MlDsa65NoteSigner,
    NoteFormatError,
    NoteKey,
    NoteSignatureError,
    SignatureType,
    log_origin,
    read_unverified,
    sign_checkpoint,
    verify_checkpoint,
)
from jisr.core.ledger.note import parse_note, sign_note, verify_note

ORIGIN = log_origin("rabat")
ED25519 = Ed25519NoteSigner(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
ML_DSA = MlDsa65NoteSigner(ORIGIN, MLDSA65PrivateKey.from_seed_bytes(bytes(range(32, 64))))
BOTH = [ED25519, ML_DSA]
KEYS = [signer.key for signer in BOTH]
CHECKPOINT = Checkpoint(ORIGIN, 3, MerkleLog([b"a", b"b", b"c"]).root())

# The example of the Go checksum database's note package: key, text and signature made by other software.
GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_NOTE = (
    GO_TEXT
    + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_a_note_of_the_go_checksum_database_verifies() -> None:
    key = NoteKey.from_vkey(GO_VKEY)
    assert (key.name, key.id.hex()) == ("PeterNeumann", "c74f20a3")
    assert verify_note(GO_NOTE.encode(), [key]) == GO_TEXT.encode()
    assert key.to_vkey() == GO_VKEY


def test_checkpoint_is_signed_twice_and_read_back() -> None:
    note = sign_checkpoint(CHECKPOINT, BOTH)
    assert note.decode().splitlines()[:2] == ["jisr/rabat", "3"]
    assert verify_checkpoint(note, KEYS) == CHECKPOINT == read_unverified(note)
    assert [verify_checkpoint(note, [key]) for key in KEYS] == [CHECKPOINT, CHECKPOINT]


def test_vkeys_of_both_types_read_back() -> None:
    for key in KEYS:
        assert NoteKey.from_vkey(key.to_vkey()) == key
    assert KEYS[0].id != KEYS[1].id


def test_signature_of_one_type_is_not_taken_for_the_other() -> None:
    with pytest.raises(NoteSignatureError, match="not signed by"):
        verify_checkpoint(sign_checkpoint(CHECKPOINT, [ED25519]), KEYS)
    with pytest.raises(NoteSignatureError, match="not signed by"):
        verify_checkpoint(sign_checkpoint(CHECKPOINT, [ML_DSA]), KEYS)


def test_post_quantum_signature_outside_a_note_is_refused() -> None:
    """The FIPS 204 context keeps a signature made for something else from passing as a note's."""
    text = CHECKPOINT.to_text().encode()
    assert ML_DSA.key.accepts(text, ML_DSA.private_key.sign(text, b"jisr note v1"))
    assert not ML_DSA.key.accepts(text, ML_DSA.private_key.sign(text))


def test_unknown_signatures_are_ignored() -> None:
    stranger = Ed25519NoteSigner(ORIGIN, Ed25519PrivateKey.from_private_bytes(b"\x07" * 32))
    witness = Ed25519NoteSigner("jisr/madrid", Ed25519PrivateKey.from_private_bytes(b"\x08" * 32))
    note = sign_note(CHECKPOINT.to_text(), [stranger, witness, *BOTH])
    assert verify_checkpoint(note, KEYS) == CHECKPOINT


def test_no_keys_means_no_trust() -> None:
    with pytest.raises(NoteSignatureError):
        verify_checkpoint(sign_checkpoint(CHECKPOINT, BOTH), [])


def test_changed_text_is_refused() -> None:
    note = sign_checkpoint(CHECKPOINT, BOTH)
    with pytest.raises(NoteSignatureError, match="wrong"):
        verify_checkpoint(note.replace(b"\n3\n", b"\n4\n", 1), KEYS)


def test_a_wrong_signature_of_a_known_key_spoils_the_note() -> None:
    """Even when another line by the same key is right."""
    right = sign_checkpoint(CHECKPOINT, BOTH)
    wrong = sign_checkpoint(replace(CHECKPOINT, size=4), [ED25519])
    line = wrong.splitlines(keepends=True)[-1]
    with pytest.raises(NoteSignatureError, match="wrong"):
        verify_checkpoint(right + line, KEYS)


def test_station_can_not_sign_for_another_log() -> None:
    with pytest.raises(NoteFormatError, match="may not sign"):
        sign_checkpoint(replace(CHECKPOINT, origin="jisr/madrid"), BOTH)
    stolen = sign_note(replace(CHECKPOINT, origin="jisr/madrid").to_text(), BOTH)
    with pytest.raises(CheckpointFormatError, match="of the log"):
        verify_checkpoint(stolen, KEYS)


@pytest.mark.parametrize(
    "text",
    [
        "jisr/rabat\n3\n",
        "jisr/rabat\n03\n{root}\n",
        "jisr/rabat\n-3\n{root}\n",
        "jisr/rabat\n+3\n{root}\n",
        "jisr/rabat\n٣\n{root}\n",
        "jisr/rabat\n3\n{root}\nextension\n",
        "jisr/rabat\n3\nc2hvcnQ=\n",
        "jisr/rabat\n3\nnot base64\n",
        "jisr/rabat\n0\n{root}\n",
        "jisr rabat\n3\n{root}\n",
        "\n3\n{root}\n",
        "jisr/rabat\n9223372036854775808\n{root}\n",
        "jisr/rabat\n99999999999999999999999999\n{root}\n",
    ],
)
def test_text_that_is_no_checkpoint_is_refused(text: str) -> None:
    root = CHECKPOINT.to_text().splitlines()[2]
    with pytest.raises(CheckpointFormatError):
        Checkpoint.from_text(text.format(root=root).encode())


def test_root_in_a_second_base64_form_is_refused() -> None:
    """Base64 of 32 bytes has unused bits; only one spelling may be signed."""
    text = CHECKPOINT.to_text()
    respelled = text[:-3] + chr(ord(text[-3]) + 1) + "=\n"
    with pytest.raises(CheckpointFormatError):
        Checkpoint.from_text(respelled.encode())


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"text\n\nno dash\n",
        "text\n\n— name\n".encode(),
        "text\n\n— name !!!!\n".encode(),
        "text\n\n— name AAAA\n".encode(),
        "text\n\n— na+me AAAAAAAA\n".encode(),
        "te\txt\n\n— name AAAAAAAA\n".encode(),
        "text\r\n\n— name AAAAAAAA\n".encode(),
        b"te\xffxt\n\n\xe2\x80\x94 name AAAAAAAA\n",
        "text\n\n— name AAAAAAAA".encode(),
        b"x" * 70_000,
        ("text\n\n" + "— name AAAAAAAA\n" * 17).encode(),
    ],
)
def test_bytes_that_are_no_note_are_refused(note: bytes) -> None:
    with pytest.raises(NoteFormatError):
        parse_note(note)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\nb"])
def test_names_that_could_be_misread_are_refused(name: str) -> None:
    with pytest.raises(NoteFormatError):
        NoteKey(name, SignatureType.ED25519, b"\x00" * 32)


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name",
        "name+00000000+AAAA",
        GO_VKEY.replace("c74f20a3", "c74f20a4"),
        GO_VKEY.replace("+ARpc", "+AhpC"),
        GO_VKEY[:-4],
        GO_VKEY + "!",
    ],
)
def test_texts_that_are_no_vkey_are_refused(vkey: str) -> None:
    with pytest.raises(NoteFormatError):
        NoteKey.from_vkey(vkey)
