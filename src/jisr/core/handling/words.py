"""The vocabulary of handling in three languages. Data, and one look-up.

Source: glossary of the mission; Council Decision 2013/488/EU for the French names of levels (RESTREINT, SECRET ...).
"""

from collections.abc import Mapping
from types import MappingProxyType

type Sentences = Mapping[str, str]

LANGUAGES = ("ar", "fr", "en")


def _words(en: str, fr: str, ar: str) -> Sentences:
    return MappingProxyType({"en": en, "fr": fr, "ar": ar})


PURPOSES = {
    "terrorism": _words("terrorism", "terrorisme", "الإرهاب"),
    "terrorist_financing": _words("terrorist financing", "financement du terrorisme", "تمويل الإرهاب"),
    "human_trafficking": _words("trafficking in persons", "traite des êtres humains", "الاتجار بالبشر"),
    "migrant_smuggling": _words("migrant smuggling", "trafic illicite de migrants", "تهريب المهاجرين"),
    "organised_crime": _words("organised crime", "criminalité organisée", "الجريمة المنظمة"),
    "violent_extremism": _words("violent extremism", "extrémisme violent", "التطرف العنيف"),
    "cybercrime": _words("cybercrime", "cybercriminalité", "الجريمة السيبرانية"),
    "weapons": _words("weapons", "armes", "الأسلحة"),
    "drugs": _words("drugs", "stupéfiants", "المخدرات"),
}
CLASSIFICATIONS = {
    "unclassified": _words("unclassified", "non classifié", "غير مصنف"),
    "restricted": _words("restricted", "restreint", "محدود التداول"),
    "confidential": _words("confidential", "confidentiel", "سري"),
    "secret": _words("secret", "secret", "سري جدًا"),
    "top_secret": _words("top secret", "très secret", "سري للغاية"),
}
CATEGORIES = {
    "suspect": _words("suspect", "suspect", "مشتبه فيه"),
    "convicted": _words("convicted person", "personne condamnée", "محكوم عليه"),
    "victim": _words("victim", "victime", "ضحية"),
    "witness": _words("witness", "témoin", "شاهد"),
    "associate": _words("associate", "personne en relation", "شخص على صلة"),
    "other": _words("other person", "autre personne", "شخص آخر"),
}
SPECIAL_CATEGORIES = {
    "minor": _words("a minor", "un mineur", "قاصر"),
    "victim": _words("a victim", "une victime", "ضحية"),
    "witness": _words("a witness", "un témoin", "شاهد"),
    "journalist": _words("a journalist", "un journaliste", "صحفي"),
    "lawyer": _words("a lawyer", "un avocat", "محامٍ"),
    "asylum_seeker": _words("an asylum seeker", "un demandeur d’asile", "طالب لجوء"),
}
CHARACTERS = {
    "political": _words("political", "politique", "سياسي"),
    "military": _words("military", "militaire", "عسكري"),
    "religious": _words("religious", "religieux", "ديني"),
    "racial": _words("racial", "racial", "عنصري"),
}
STATES = {
    "proposed": _words("proposed", "proposé", "مقترح"),
    "verified": _words("verified", "vérifié", "تم التحقق منه"),
    "active": _words("active", "actif", "نشط"),
    "suspended": _words("suspended", "suspendu", "معلّق"),
    "revoked": _words("revoked", "révoqué", "ملغى"),
}
RULES = {
    "allowed": _words("allowed", "autorisé", "مسموح"),
    "ask_originator": _words(
        "only with the originator’s consent",
        "seulement avec le consentement de l’autorité d’origine",
        "بموافقة الجهة المُصدِرة فقط",
    ),
    "never": _words("never", "jamais", "ممنوع"),
}

# Parameter name of a sentence -> the vocabulary its codes come from.
BY_PARAMETER = {
    "purpose": PURPOSES,
    "topic": PURPOSES,
    "classification": CLASSIFICATIONS,
    "highest": CLASSIFICATIONS,
    "marking": CLASSIFICATIONS,
    "category": CATEGORIES,
    "special": SPECIAL_CATEGORIES,
    "character": CHARACTERS,
    "state": STATES,
    "rule": RULES,
}
_LIST_SEPARATOR = {"en": ", ", "fr": ", ", "ar": "، "}


def said(parameter: str, codes: str, language: str) -> str:
    """A parameter's comma-separated codes as words of the language; codes without a word stay as they are."""
    vocabulary = BY_PARAMETER.get(parameter)
    if vocabulary is None:
        return codes
    words = [vocabulary[code][language] if code in vocabulary else code for code in codes.split(",")]
    return _LIST_SEPARATOR[language].join(words)
