"""Keys of a station as JSON Web Keys: three uses, each with one key type.

| use | algorithm | JWK |
|---|---|---|
| sign | Ed25519 (RFC 9864) | OKP, RFC 8037 |
| seal | HPKE-9-KE, HPKE-10-KE | AKP, draft-ietf-jose-hpke-pq-pqt-01 section 4 |
| ledger | ML-DSA-65 (FIPS 204) | AKP, RFC 9964 |

Every private key is a 32-byte seed. A key's id is its JWK thumbprint (RFC 7638, SHA-256), computed here and never
believed from outside.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey, MLDSA65PublicKey

from jisr.core.sealing import fields
from jisr.core.sealing.encoding import b64encode_text, dump_object
from jisr.core.sealing.errors import MalformedError
from jisr.core.sealing.suites import SEED_BYTES, SUITES, HpkePrivateKey, HpkePublicKey

type AnyPublicKey = Ed25519PublicKey | MLDSA65PublicKey | HpkePublicKey
type AnyPrivateKey = Ed25519PrivateKey | MLDSA65PrivateKey | HpkePrivateKey

SIGNING_ALGORITHM: Final = "Ed25519"
LEDGER_ALGORITHM: Final = "ML-DSA-65"
# FIPS 204 table 2.
_MLDSA65_PUBLIC_BYTES: Final = 1952


class KeyUse(StrEnum):
    """What a key may do; a key of one use is never accepted for another."""

    SIGN = "sign"
    SEAL = "seal"
    LEDGER = "ledger"


def use_of_algorithm(algorithm: str) -> KeyUse:
    """The one use of an algorithm.

    Raises:
        MalformedError: no algorithm of this protocol.
    """
    if algorithm == SIGNING_ALGORITHM:
        return KeyUse.SIGN
    if algorithm == LEDGER_ALGORITHM:
        return KeyUse.LEDGER
    if algorithm in SUITES:
        return KeyUse.SEAL
    raise MalformedError("a key of an unknown algorithm")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key, its id, and the parsed object that does the work."""

    algorithm: str
    raw: bytes
    key_id: str
    key: AnyPublicKey = field(repr=False, compare=False)

    @property
    def use(self) -> KeyUse:
        """What the key may do."""
        return use_of_algorithm(self.algorithm)

    @property
    def jwk(self) -> dict[str, str]:
        """The public JWK, without the id (which is its thumbprint)."""
        return public_jwk(self.algorithm, self.raw)


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """A private key; neither the seed nor the key object shows in its representation."""

    public: PublicKey
    seed: bytes = field(repr=False)
    key: AnyPrivateKey = field(repr=False, compare=False)

    @property
    def key_id(self) -> str:
        """Thumbprint of the public key."""
        return self.public.key_id


def public_jwk(algorithm: str, raw: bytes) -> dict[str, str]:
    """The JWK of a serialised public key."""
    if algorithm == SIGNING_ALGORITHM:
        return {"kty": "OKP", "crv": "Ed25519", "alg": algorithm, "x": b64encode_text(raw)}
    return {"kty": "AKP", "alg": algorithm, "pub": b64encode_text(raw)}


def thumbprint(algorithm: str, raw: bytes) -> str:
    """JWK thumbprint, base64url of SHA-256. Source: RFC 7638 section 3; RFC 8037, RFC 9964 for the members."""
    if algorithm == SIGNING_ALGORITHM:
        members = {"crv": "Ed25519", "kty": "OKP", "x": b64encode_text(raw)}
    else:
        members = {"alg": algorithm, "kty": "AKP", "pub": b64encode_text(raw)}
    return b64encode_text(sha256(dump_object(members)).digest())


def load_public_key(algorithm: str, raw: bytes) -> PublicKey:
    """A public key from its serialised form.

    Raises:
        MalformedError: unknown algorithm, wrong length, or no such point.
    """
    try:
        key: AnyPublicKey
        match use_of_algorithm(algorithm):
            case KeyUse.SIGN:
                key = Ed25519PublicKey.from_public_bytes(raw)
            case KeyUse.LEDGER:
                if len(raw) != _MLDSA65_PUBLIC_BYTES:
                    raise MalformedError("a key of the wrong length")
                key = MLDSA65PublicKey.from_public_bytes(raw)
            case KeyUse.SEAL:
                kem = SUITES[algorithm].kem
                if len(raw) != kem.public_bytes_length:
                    raise MalformedError("a key of the wrong length")
                key = kem.public_key(raw)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise MalformedError("not a public key") from error
    return PublicKey(algorithm, raw, thumbprint(algorithm, raw), key)


def load_private_key(algorithm: str, seed: bytes) -> PrivateKey:
    """A private key from its seed of 32 bytes.

    Raises:
        MalformedError: unknown algorithm or wrong length.
    """
    if len(seed) != SEED_BYTES:
        raise MalformedError("a seed of the wrong length")
    key: AnyPrivateKey
    match use_of_algorithm(algorithm):
        case KeyUse.SIGN:
            key = Ed25519PrivateKey.from_private_bytes(seed)
            raw = key.public_key().public_bytes_raw()
        case KeyUse.LEDGER:
            key = MLDSA65PrivateKey.from_seed_bytes(seed)
            raw = key.public_key().public_bytes_raw()
        case KeyUse.SEAL:
            key, raw = SUITES[algorithm].kem.private_key(seed)
    return PrivateKey(load_public_key(algorithm, raw), seed, key)


def parse_public_jwk(untrusted: Mapping[str, Any]) -> PublicKey:
    """A public key from its JWK.

    Raises:
        MalformedError: not a JWK of this protocol, or one that holds a private part.
    """
    if "d" in untrusted or "priv" in untrusted:
        raise MalformedError("a private key where a public one belongs")
    algorithm = fields.text(untrusted, "alg")
    expected = {"kty": "OKP", "crv": "Ed25519"} if algorithm == SIGNING_ALGORITHM else {"kty": "AKP"}
    if any(untrusted.get(name) != value for name, value in expected.items()):
        raise MalformedError("a key of the wrong type")
    return load_public_key(algorithm, fields.octets(untrusted, "x" if algorithm == SIGNING_ALGORITHM else "pub"))


def private_jwk(key: PrivateKey) -> dict[str, str]:
    """The JWK with its private part."""
    private_name = "d" if key.public.algorithm == SIGNING_ALGORITHM else "priv"
    return {**key.public.jwk, private_name: b64encode_text(key.seed)}


def parse_private_jwk(untrusted: Mapping[str, Any]) -> PrivateKey:
    """A private key from its JWK; the public part must belong to it."""
    algorithm = fields.text(untrusted, "alg")
    private_name = "d" if algorithm == SIGNING_ALGORITHM else "priv"
    key = load_private_key(algorithm, fields.octets(untrusted, private_name))
    public_part = {name: value for name, value in untrusted.items() if name != private_name}
    if parse_public_jwk(public_part).raw != key.public.raw:
        raise MalformedError("the public part does not belong to the private part")
    return key
