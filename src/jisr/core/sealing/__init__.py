"""Station cards, keys, sealed dispatches, receipts and co-signatures: the exchange protocol as pure functions.

docs/protocol.md is the specification; the names below are its public face. Nothing here reads a clock, a disk or a
network: bytes and the time come in, trusted values or one defined answer (`SealingError`) come out.
"""

from jisr.core.sealing.cards import CardKey, StationCard, sign_card, verify_card, verify_rotation
from jisr.core.sealing.cosignature import Cosigned, add_cosignature, cosign, verify_cosignature
from jisr.core.sealing.dispatches import REFERRING_KINDS, Dispatch, DispatchKind
from jisr.core.sealing.encoding import format_instant, parse_instant, parse_station_id, uuid7, whole_milliseconds
from jisr.core.sealing.errors import (
    ANSWERS,
    BadSignatureError,
    CardError,
    CardSequenceError,
    ClockSkewError,
    CosignatureError,
    DowngradeError,
    DuplicateNameError,
    KeyNotValidError,
    KeyStoreError,
    MalformedError,
    MisdirectedError,
    OversizeError,
    PayloadMismatchError,
    ReceiptError,
    RecipientKeyRevokedError,
    ReplayError,
    RevokedKeyError,
    SealingError,
    TamperedError,
    TooOldError,
    TruncatedError,
    UnknownKeyError,
    UnknownSenderError,
    UnknownVersionError,
    WrongRecipientError,
    answer_sentence,
)
from jisr.core.sealing.freshness import Freshness, FreshnessFacts, judge_freshness
from jisr.core.sealing.inbound import Opened, open_sealed, verify_signed
from jisr.core.sealing.jwk import KeyUse, PrivateKey, PublicKey
from jisr.core.sealing.keys import StationKeys
from jisr.core.sealing.keystore import HeldKey
from jisr.core.sealing.outbound import Sealed, digest_of, reseal, seal
from jisr.core.sealing.policy import DEFAULT_POLICY, SealingPolicy
from jisr.core.sealing.receipts import (
    Receipt,
    ReceiptOutcome,
    Refusal,
    sign_receipt,
    sign_refusal,
    verify_receipt,
    verify_refusal,
)
from jisr.core.sealing.revocation import Revocation, RevocationReason, sign_revocation, verify_revocation
from jisr.core.sealing.sas import short_authentication_string
from jisr.core.sealing.suites import PROTOCOL_VERSION, SUITES, Suite

__all__ = [
    "ANSWERS",
    "DEFAULT_POLICY",
    "PROTOCOL_VERSION",
    "REFERRING_KINDS",
    "SUITES",
    "BadSignatureError",
    "CardError",
    "CardKey",
    "CardSequenceError",
    "ClockSkewError",
    "CosignatureError",
    "Cosigned",
    "Dispatch",
    "DispatchKind",
    "DowngradeError",
    "DuplicateNameError",
    "Freshness",
    "FreshnessFacts",
    "HeldKey",
    "KeyNotValidError",
    "KeyStoreError",
    "KeyUse",
    "MalformedError",
    "MisdirectedError",
    "Opened",
    "OversizeError",
    "PayloadMismatchError",
    "PrivateKey",
    "PublicKey",
    "Receipt",
    "ReceiptError",
    "ReceiptOutcome",
    "RecipientKeyRevokedError",
    "Refusal",
    "ReplayError",
    "Revocation",
    "RevocationReason",
    "RevokedKeyError",
    "Sealed",
    "SealingError",
    "SealingPolicy",
    "StationCard",
    "StationKeys",
    "Suite",
    "TamperedError",
    "TooOldError",
    "TruncatedError",
    "UnknownKeyError",
    "UnknownSenderError",
    "UnknownVersionError",
    "WrongRecipientError",
    "add_cosignature",
    "answer_sentence",
    "cosign",
    "digest_of",
    "format_instant",
    "judge_freshness",
    "open_sealed",
    "parse_instant",
    "parse_station_id",
    "reseal",
    "seal",
    "short_authentication_string",
    "sign_card",
    "sign_receipt",
    "sign_refusal",
    "sign_revocation",
    "uuid7",
    "verify_card",
    "verify_cosignature",
    "verify_receipt",
    "verify_refusal",
    "verify_revocation",
    "verify_rotation",
    "verify_signed",
    "whole_milliseconds",
]
