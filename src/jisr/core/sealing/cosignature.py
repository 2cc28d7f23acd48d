"""Co-signature: one text signed by several stations (minutes, joint plans, agreements).

Every signature names all intended signers, the kind of text and its own time, and is over the exact bytes of the
text. A text counts as co-signed when everyone it names has signed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from jisr.core.sealing import fields, jws_general
from jisr.core.sealing.cards import StationCard
from jisr.core.sealing.encoding import format_instant
from jisr.core.sealing.errors import CosignatureError, OversizeError, UnknownSenderError
from jisr.core.sealing.jws import Signer
from jisr.core.sealing.keys import StationKeys

MEDIA_TYPE: Final = "jisr-cosigned+jws"
MAX_COSIGNED_BYTES: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A verified text.

    Attributes:
        signers: stations that are to sign, in the order the text was opened with.
        signed_at: when each station that has signed says it did.
    """

    text: bytes
    signers: tuple[str, ...]
    signed_at: Mapping[str, datetime]

    @property
    def is_complete(self) -> bool:
        """Whether everyone who is to sign has signed."""
        return set(self.signed_at) == set(self.signers)


def cosign(text: bytes, keys: StationKeys, signers: Sequence[str], now: datetime) -> bytes:
    """Open a text for signature: the first signature.

    Raises:
        CosignatureError: the station is not among the signers, or they are fewer than two.
    """
    if keys.station_id not in signers or len(set(signers)) != len(signers) or len(signers) < 2:
        raise CosignatureError("two or more different signers, this station among them, are needed")
    header = {"iat": format_instant(now), "signers": list(signers)}
    return jws_general.sign(text, [keys.signing_key], keys.station_id, MEDIA_TYPE, **header)


def add_cosignature(
    untrusted_bytes: bytes, keys: StationKeys, cards: Mapping[str, StationCard], now: datetime
) -> bytes:
    """Sign a text that others have signed, after verifying them.

    Raises:
        CosignatureError: this station is not asked to sign, or has signed.
    """
    cosigned = verify_cosignature(untrusted_bytes, cards)
    if keys.station_id not in cosigned.signers or keys.station_id in cosigned.signed_at:
        raise CosignatureError("this station is not asked to sign")
    signatures = jws_general.read(untrusted_bytes, MEDIA_TYPE)
    header = {"iat": format_instant(now), "signers": list(cosigned.signers)}
    return jws_general.add_signature(signatures, keys.signing_key, keys.station_id, MEDIA_TYPE, **header)


def join_cosignatures(one: bytes, untrusted_other: bytes, cards: Mapping[str, StationCard]) -> bytes:
    """One text with the signatures of both documents, where stations have signed without knowing of each other.

    Raises:
        CosignatureError: other signers, or another text; and as `verify_cosignature`.
    """
    first, second = verify_cosignature(one, cards), verify_cosignature(untrusted_other, cards)
    if (first.text, first.signers) != (second.text, second.signers):
        raise CosignatureError("another text, or other signers")
    both = jws_general.join_signatures(jws_general.read(one, MEDIA_TYPE), jws_general.read(untrusted_other, MEDIA_TYPE))
    verify_cosignature(both, cards)
    return both


def verify_cosignature(untrusted_bytes: bytes, cards: Mapping[str, StationCard]) -> Cosigned:
    """The text and who has signed it; every signature present must verify.

    Args:
        cards: of all signers, this station's own among them, by station id.

    Raises:
        CosignatureError: signatures that name different signers, or a signer who is not named.
        UnknownSenderError, UnknownKeyError, KeyNotValidError, BadSignatureError, MalformedError, OversizeError.
    """
    if len(untrusted_bytes) > MAX_COSIGNED_BYTES:
        raise OversizeError("a text of unusual size")
    signatures = jws_general.read(untrusted_bytes, MEDIA_TYPE)
    intended = {_intended(signer) for signer in signatures.signers}
    if len(intended) != 1:
        raise CosignatureError("the signatures name different signers")
    signers = intended.pop()
    signed_at: dict[str, datetime] = {}
    for signer in signatures.signers:
        if signer.station_id not in signers or signer.station_id in signed_at:
            raise CosignatureError("signed by one who is not named, or twice by one")
        card = cards.get(signer.station_id)
        if card is None:
            raise UnknownSenderError("no card of a signer")
        time = fields.instant(signer.header, "iat")
        signatures.require(card.verifying_key(signer.key_id, time))
        signed_at[signer.station_id] = time
    return Cosigned(signatures.untrusted_payload, signers, signed_at)


def _intended(signer: Signer) -> tuple[str, ...]:
    return fields.stations(signer.header, "signers", longest=jws_general.MAX_SIGNATURES)
