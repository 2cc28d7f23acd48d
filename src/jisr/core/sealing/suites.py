"""The versioned choice of how content keys are wrapped, and what each choice means in keys and bytes.

A suite is a registered JOSE algorithm of HPKE key encryption with a hybrid post-quantum KEM, together with the
content encryption it is used with. Its name is inside what the sender signs, so nobody on the way can replace a
suite by a weaker one; a station's policy holds a floor below which nothing is accepted, for each partner.

Sources: draft-ietf-jose-hpke-pq-pqt-01 sections 3.3 and 4 (algorithm names, SHAKE256, "AKP" keys whose private
part is the 32-byte seed), draft-ietf-jose-hpke-encrypt-22 section 6.1 (Recipient_structure), draft-ietf-hpke-pq
section 4 (the KEMs), RFC 9180 (HPKE).
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import shake_256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec, mlkem, x25519
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    MLKEM1024P384PrivateKey,
    MLKEM1024P384PublicKey,
)
from cryptography.hazmat.primitives.hpke import Suite as HpkeSuite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from jisr.core.sealing.errors import DowngradeError, MalformedError, TamperedError, UnknownVersionError

# Version of the protocol; it stands in every signed payload and in the HPKE info of every wrapped key.
PROTOCOL_VERSION: Final = 1
# The only content encryption of version 1.
CONTENT_ENCRYPTION: Final = "A256GCM"

type HpkePublicKey = MLKEM768X25519PublicKey | MLKEM1024P384PublicKey
type HpkePrivateKey = MLKEM768X25519PrivateKey | MLKEM1024P384PrivateKey

SEED_BYTES: Final = 32


class Kem(ABC):
    """Keys of one key encapsulation mechanism; the post-quantum half always comes first."""

    hpke_kem: KEM
    public_bytes_length: int

    @abstractmethod
    def private_key(self, seed: bytes) -> tuple[HpkePrivateKey, bytes]:
        """Private key of a 32-byte seed, and its serialised public key."""

    @abstractmethod
    def public_key(self, raw: bytes) -> HpkePublicKey:
        """Public key of its serialised form; ValueError when it is none."""


class MlKem768X25519(Kem):
    """MLKEM768-X25519, KEM 0x647a (X-Wing)."""

    hpke_kem = KEM.MLKEM768_X25519
    public_bytes_length = 1216

    def private_key(self, seed: bytes) -> tuple[HpkePrivateKey, bytes]:
        """See the base class."""
        expanded = shake_256(seed).digest(96)
        post_quantum = mlkem.MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
        curve = x25519.X25519PrivateKey.from_private_bytes(expanded[64:])
        raw = post_quantum.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
        return MLKEM768X25519PrivateKey(post_quantum, curve), raw

    def public_key(self, raw: bytes) -> HpkePublicKey:
        """See the base class."""
        return MLKEM768X25519PublicKey(
            mlkem.MLKEM768PublicKey.from_public_bytes(raw[:1184]),
            x25519.X25519PublicKey.from_public_bytes(raw[1184:]),
        )


class MlKem1024P384(Kem):
    """MLKEM1024-P384, KEM 0x0051."""

    hpke_kem = KEM.MLKEM1024_P384
    public_bytes_length = 1665

    def private_key(self, seed: bytes) -> tuple[HpkePrivateKey, bytes]:
        """See the base class."""
        expanded = shake_256(seed).digest(112)
        post_quantum = mlkem.MLKEM1024PrivateKey.from_seed_bytes(expanded[:64])
        curve = ec.derive_private_key(int.from_bytes(expanded[64:], "big"), ec.SECP384R1())
        point = curve.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return MLKEM1024P384PrivateKey(post_quantum, curve), post_quantum.public_key().public_bytes_raw() + point

    def public_key(self, raw: bytes) -> HpkePublicKey:
        """See the base class."""
        return MLKEM1024P384PublicKey(
            mlkem.MLKEM1024PublicKey.from_public_bytes(raw[:1568]),
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP384R1(), raw[1568:]),
        )


@dataclass(frozen=True, slots=True)
class Suite:
    """One registered choice.

    `strength` orders the suites, higher is stronger: the security category of FIPS 203.
    """

    algorithm: str
    strength: int
    kem: Kem = field(repr=False)
    hpke: HpkeSuite = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """The name that is signed and compared: "HPKE-9-KE+A256GCM"."""
        return f"{self.algorithm}+{CONTENT_ENCRYPTION}"

    @property
    def encapsulated_length(self) -> int:
        """Bytes of the encapsulated secret (`ek`)."""
        return self.kem.hpke_kem.enc_length()

    @property
    def recipient_structure(self) -> bytes:
        """HPKE info: content encryption, then as extra info the protocol version and the algorithm.

        Source: draft-ietf-jose-hpke-encrypt-22 section 6.1; the extra info is Jisr's own.
        """
        extra = b"jisr/%d" % PROTOCOL_VERSION + b"\xff" + self.algorithm.encode("ascii")
        return b"JOSE-HPKE rcpt\xff" + CONTENT_ENCRYPTION.encode("ascii") + b"\xff" + extra

    def wrap(self, content_key: bytes, recipient: HpkePublicKey) -> tuple[bytes, bytes]:
        """(encapsulated secret, encrypted key) for one recipient."""
        sealed = self.hpke.encrypt(content_key, recipient, self.recipient_structure)
        return sealed[: self.encapsulated_length], sealed[self.encapsulated_length :]

    def unwrap(self, untrusted_encapsulated: bytes, untrusted_key: bytes, recipient: HpkePrivateKey) -> bytes:
        """The content key.

        Raises:
            TamperedError: not wrapped for this key, by this suite, in this version of the protocol.
        """
        if len(untrusted_encapsulated) != self.encapsulated_length:
            raise TamperedError("the encapsulated secret has the wrong length")
        try:
            return self.hpke.decrypt(untrusted_encapsulated + untrusted_key, recipient, self.recipient_structure)
        except (InvalidTag, ValueError) as error:
            raise TamperedError("the content key does not unwrap") from error


def _suite(algorithm: str, strength: int, kem: Kem) -> Suite:
    return Suite(algorithm, strength, kem, HpkeSuite(kem.hpke_kem, KDF.SHAKE256, AEAD.AES_256_GCM))


HPKE_9 = _suite("HPKE-9-KE", 3, MlKem768X25519())
HPKE_10 = _suite("HPKE-10-KE", 5, MlKem1024P384())

SUITES: Final[dict[str, Suite]] = {suite.algorithm: suite for suite in (HPKE_9, HPKE_10)}
SUITES_BY_NAME: Final[dict[str, Suite]] = {suite.name: suite for suite in SUITES.values()}

# Registered key management without protection against quantum computers, and without agreement: recognised
# so that the answer can say "downgrade"; never written, never opened.
# Sources: draft-ietf-jose-hpke-encrypt-22 section 6.2, RFC 7518 section 4.1.
WEAKER_ALGORITHMS: Final = frozenset(
    {
        *(f"HPKE-{number}-KE" for number in range(8)),
        *("RSA1_5", "RSA-OAEP", "RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512", "dir"),
        *("A128KW", "A192KW", "A256KW", "A128GCMKW", "A192GCMKW", "A256GCMKW"),
        *("ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW"),
        *("PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "PBES2-HS512+A256KW"),
    }
)
WEAKER_CONTENT_ENCRYPTIONS: Final = frozenset({"A128GCM", "A192GCM", "A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512"})


def find_suite(untrusted_algorithm: object, untrusted_encryption: object) -> Suite:
    """The suite of a JWE header.

    Raises:
        DowngradeError: weaker than every suite of this protocol.
        UnknownVersionError: a name this station does not know.
        MalformedError: no names at all.
    """
    if not isinstance(untrusted_algorithm, str) or not isinstance(untrusted_encryption, str):
        raise MalformedError("the header names no algorithm")
    if untrusted_algorithm in WEAKER_ALGORITHMS or untrusted_encryption in WEAKER_CONTENT_ENCRYPTIONS:
        raise DowngradeError("weaker than every suite of the protocol")
    suite = SUITES.get(untrusted_algorithm)
    if suite is None or untrusted_encryption != CONTENT_ENCRYPTION:
        raise UnknownVersionError("an unknown suite")
    return suite


def strongest_common_suite(offers: Iterable[Iterable[str]]) -> Suite | None:
    """The strongest suite that is in every offer (suite names), or None."""
    common = set(SUITES_BY_NAME)
    for names in offers:
        common &= set(names)
    return max((SUITES_BY_NAME[name] for name in common), key=lambda suite: suite.strength, default=None)
