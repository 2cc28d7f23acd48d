"""The defined answers of the protocol to whatever is wrong with a message.

Every answer has a stable `code` (it travels in refusals and is what other implementations compare), says
whether sending the same bytes again later can help (`may_retry`), and carries a sentence in three languages.
The text of the exception is for logs; it never holds content of a message.

Source: docs/protocol.md, section "Answers".
"""

from typing import ClassVar, Final

from jisr.core.sealing.sentences import SENTENCES


class SealingError(Exception):
    """Root of the family; `code` is unique for each subclass."""

    code: ClassVar[str] = "sealing_error"
    may_retry: ClassVar[bool] = False

    def sentence(self, language: str) -> str:
        """The answer in words; `language` is "ar", "fr" or "en", anything else reads as English."""
        return answer_sentence(self.code, language)


class MalformedError(SealingError):
    """Not JSON, not the shape of this protocol, or a field of the wrong type."""

    code = "malformed"


class TruncatedError(MalformedError):
    """The bytes end before the message does."""

    code = "truncated"
    may_retry = True


class DuplicateNameError(MalformedError):
    """One JSON object holds the same name twice (two readers could see two different messages)."""

    code = "duplicate_name"


class OversizeError(SealingError):
    """More bytes, recipients or nesting than the policy allows."""

    code = "oversize"


class UnknownVersionError(SealingError):
    """A protocol version this station does not speak."""

    code = "unknown_version"


class DowngradeError(SealingError):
    """A suite, algorithm or header weaker than what was agreed or than what the sender signed."""

    code = "downgrade"


class WrongRecipientError(SealingError):
    """Sealed to no key of this station."""

    code = "wrong_recipient"


class RecipientKeyRevokedError(SealingError):
    """Sealed to a key this station has revoked: seal again to the key of the newest card."""

    code = "recipient_key_revoked"


class TamperedError(SealingError):
    """The seal does not open: ciphertext, key or header was altered, or cut."""

    code = "tampered"


class UnknownSenderError(SealingError):
    """The named sender is no verified partner of this station."""

    code = "unknown_sender"


class UnknownKeyError(SealingError):
    """Signed with a key that is not on the sender's card (a rotation may be on its way)."""

    code = "unknown_key"
    may_retry = True


class RevokedKeyError(SealingError):
    """Signed with a key that its owner has revoked."""

    code = "revoked_key"


class KeyNotValidError(SealingError):
    """Signed outside the validity of the key."""

    code = "key_not_valid"


class BadSignatureError(SealingError):
    """The signature does not verify."""

    code = "bad_signature"


class MisdirectedError(SealingError):
    """The signed list of recipients does not name this station: passed off as meant for it."""

    code = "misdirected"


class PayloadMismatchError(SealingError):
    """Outside and inside disagree: id, sender or kind."""

    code = "payload_mismatch"


class ClockSkewError(SealingError):
    """Dated in the future beyond what clocks may differ."""

    code = "clock_skew"
    may_retry = True


class TooOldError(SealingError):
    """Dated before the horizon within which replays can be told from first arrivals."""

    code = "too_old"


class ReplayError(SealingError):
    """An id that was received before, now with other content."""

    code = "replay"


class UnknownReferenceError(SealingError):
    """It answers or certifies something that this station never sent to its sender."""

    code = "unknown_reference"


class BadCertificateError(SealingError):
    """A certificate that does not fit what it certifies, or takes back what was certified before."""

    code = "bad_certificate"


class BadConsentError(SealingError):
    """A consent asked or given by somebody whose it is not, or about something to which it does not apply."""

    code = "bad_consent"


class CardError(SealingError):
    """A station card that is not what it claims, or does not follow from the one known."""

    code = "bad_card"


class CardSequenceError(CardError):
    """A card older than, or the same age as, the one known."""

    code = "stale_card"


class ReceiptError(SealingError):
    """A receipt that is not for this dispatch, or not from this recipient."""

    code = "bad_receipt"


class CosignatureError(SealingError):
    """A text that is not signed by everyone it names, or a signature for another text."""

    code = "bad_cosignature"


class KeyStoreError(SealingError):
    """Stored station keys that do not open: wrong passphrase, or damaged."""

    code = "bad_key_store"


class MarkingContradictoryError(SealingError):
    """The conditions of the dispatch, or of a part of it, contradict themselves."""

    code = "marking_contradictory"


class ScaleUnknownError(SealingError):
    """A part is marked in a classification scale that the receiver does not know."""

    code = "scale_unknown"


class LevelUnknownError(SealingError):
    """A part is marked with a level that its scale does not have."""

    code = "level_unknown"


class LevelNotEquivalentError(SealingError):
    """A part is marked with a level for which the receiver's agreement with the sender names no equal."""

    code = "classification_not_equivalent"


def _family(root: type[SealingError]) -> list[type[SealingError]]:
    return [root, *(member for child in root.__subclasses__() for member in _family(child))]


ANSWERS: Final[dict[str, type[SealingError]]] = {member.code: member for member in _family(SealingError)}


def answer_sentence(code: str, language: str) -> str:
    """Sentence for a code that came from a partner; an unknown code gets the general sentence."""
    sentences = SENTENCES.get(code, SENTENCES[SealingError.code])
    return sentences.get(language, sentences["en"])
