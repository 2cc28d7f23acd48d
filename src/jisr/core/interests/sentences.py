"""A sentence for every reason to know, in Arabic, French and English. Data, and one function that fills it in."""

from collections.abc import Mapping

from jisr.core.handling.words import LANGUAGES, said
from jisr.core.interests.ranking import KnowCode, KnowReason

KNOW_REASONS: Mapping[KnowCode, Mapping[str, str]] = {
    KnowCode.THREATENED_PLACE: {
        "en": "A place in {country} is threatened.",
        "fr": "Un lieu est menacé : {country}.",
        "ar": "مكان مهدَّد في {country}.",
    },
    KnowCode.NATIONALITY: {
        "en": "A person concerned is a national of {country}.",
        "fr": "Une personne concernée a la nationalité de ce pays : {country}.",
        "ar": "أحد المعنيين يحمل جنسية {country}.",
    },
    KnowCode.OPEN_REQUEST: {
        "en": "It answers their open request {request}.",
        "fr": "Répond à sa demande en cours {request}.",
        "ar": "يجيب عن طلبهم المفتوح {request}.",
    },
    KnowCode.STANDING_INTEREST_NAME: {
        "en": "Their standing interest names {name} (found: {found}).",
        "fr": "Son intérêt permanent nomme {name} (trouvé : {found}).",
        "ar": "يذكر اهتمامهم الدائم الاسم {name} (وُجد: {found}).",
    },
    KnowCode.STANDING_INTEREST: {
        "en": "It meets their standing interest: {met}.",
        "fr": "Répond à son intérêt permanent : {met}.",
        "ar": "يستجيب لاهتمامهم الدائم: {met}.",
    },
    KnowCode.MENTIONED_PLACE: {
        "en": "A place in {country} is mentioned.",
        "fr": "Un lieu est mentionné : {country}.",
        "ar": "ذُكر مكان في {country}.",
    },
}


def know_sentence(reason: KnowReason, language: str, names: Mapping[str, str] | None = None) -> str:
    """The reason as a sentence.

    Args:
        language: "ar", "fr" or "en".
        names: display names for country codes and request ids; without one they stand as they are.

    Raises:
        ValueError: there are no sentences in this language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no sentences in {language!r}; there are {', '.join(LANGUAGES)}")
    known = names or {}
    values = {name: known.get(value, value) for name, value in reason.parameters.items()}
    topics = said("topic", reason.parameters.get("topic", ""), language)
    found = ", ".join(known.get(part, part) for part in reason.parameters.get("found", "").split(","))
    met = ("، " if language == "ar" else ", ").join(part for part in (topics, found) if part)
    return KNOW_REASONS[reason.code][language].format_map({**values, "met": met})
