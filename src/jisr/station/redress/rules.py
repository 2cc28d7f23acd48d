"""The station's terms, grounds and letter texts: a default, and versions that people made of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from jisr.station.redress.letter_texts import TEXTS
from jisr.station.redress.models import RulesRecord
from jisr.station.redress.terms import Terms
from jisr.station.redress.vocabulary import Outcome

LANGUAGES = ("ar", "fr", "en")


@dataclass(frozen=True, slots=True)
class Ground:
    """A legal ground. outcomes: what it can carry. words: by language, as letters cite it."""

    code: str
    reference: str
    words: Mapping[str, str]
    outcomes: tuple[str, ...]

    def said(self, language: str) -> str:
        return self.words.get(language) or self.words["en"]


@dataclass(frozen=True, slots=True)
class Rules:
    """One version. texts: by name of the part, then by language."""

    version: int
    terms: Terms
    grounds: tuple[Ground, ...]
    texts: Mapping[str, Mapping[str, str]]

    def ground(self, code: str) -> Ground | None:
        return next((ground for ground in self.grounds if ground.code == code), None)

    def grounds_for(self, outcome: str) -> list[Ground]:
        return [ground for ground in self.grounds if outcome in ground.outcomes]

    def to_json(self) -> dict[str, Any]:
        return {
            "terms": asdict(self.terms),
            "grounds": [{**asdict(ground), "outcomes": list(ground.outcomes)} for ground in self.grounds],
            "texts": {name: dict(words) for name, words in self.texts.items()},
        }


def rules(version: int | None = None) -> Rules:
    """The rules in force, or those of a version; version 0 is the default."""
    if version == 0:
        return DEFAULT
    rows = RulesRecord.objects.all()
    row = (rows.filter(version=version) if version else rows.order_by("-version")).first()
    return from_json(row.version, row.values) if row else DEFAULT


def from_json(version: int, values: Mapping[str, Any]) -> Rules:
    grounds = tuple(
        Ground(each["code"], each["reference"], each["words"], tuple(each["outcomes"])) for each in values["grounds"]
    )
    return Rules(version, Terms(**values["terms"]), grounds, {**TEXTS, **values["texts"]})


_REFUSALS = (Outcome.REFUSE.value, Outcome.NEITHER.value)
_GRANTS = (Outcome.COPY.value, Outcome.CORRECT.value, Outcome.ERASE.value, Outcome.RESTRICT.value)

#: Restrictions: LED Art. 15(1)(a) to (e) and 16(4). Grants: LED Art. 14, 16(1) to (3); GDPR Art. 21.
_GROUNDS = (
    Ground("inquiries", "LED 15(1)(a)", {
        "en": "so as not to obstruct official or legal inquiries, investigations or procedures",
        "fr": "afin de ne pas gêner des enquêtes, des recherches ou des procédures officielles ou judiciaires",
        "ar": "تفادياً لعرقلة التحريات أو التحقيقات أو الإجراءات الرسمية أو القضائية",
    }, _REFUSALS),
    Ground("prevention", "LED 15(1)(b)", {
        "en": "so as not to prejudice the prevention, detection, investigation or prosecution of criminal offences",
        "fr": "afin de ne pas nuire à la prévention ou à la détection d’infractions pénales, aux enquêtes ou aux "
              "poursuites",
        "ar": "تفادياً للإضرار بالوقاية من الجرائم أو كشفها أو التحقيق فيها أو المتابعة من أجلها",
    }, _REFUSALS),
    Ground("public_security", "LED 15(1)(c)", {
        "en": "to protect public security", "fr": "pour protéger la sécurité publique",
        "ar": "حمايةً للأمن العام",
    }, _REFUSALS),
    Ground("national_security", "LED 15(1)(d)", {
        "en": "to protect national security", "fr": "pour protéger la sécurité nationale",
        "ar": "حمايةً للأمن الوطني",
    }, _REFUSALS),
    Ground("rights_of_others", "LED 15(1)(e)", {
        "en": "to protect the rights and freedoms of others", "fr": "pour protéger les droits et libertés d’autrui",
        "ar": "حمايةً لحقوق الغير وحرياته",
    }, _REFUSALS),
    Ground("unfounded", "LED 12(4)", {
        "en": "because the request is manifestly unfounded or excessive",
        "fr": "parce que la demande est manifestement infondée ou excessive",
        "ar": "لأن الطلب لا أساس له بشكل واضح أو مفرط",
    }, (Outcome.REFUSE.value,)),
    Ground("accurate", "LED 16(1)", {
        "en": "because the data were verified and are accurate",
        "fr": "parce que les données ont été vérifiées et sont exactes",
        "ar": "لأن المعطيات تم التحقق منها وهي صحيحة",
    }, (Outcome.REFUSE.value,)),
    Ground("right_of_access", "LED 14", {
        "en": "right of access", "fr": "droit d’accès", "ar": "الحق في الولوج",
    }, (Outcome.COPY.value,)),
    Ground("inaccurate", "LED 16(1)", {
        "en": "the data were inaccurate or incomplete", "fr": "les données étaient inexactes ou incomplètes",
        "ar": "كانت المعطيات غير صحيحة أو ناقصة",
    }, (Outcome.CORRECT.value, Outcome.ERASE.value)),
    Ground("unlawful", "LED 16(2)", {
        "en": "there was no longer a lawful reason to hold the data",
        "fr": "la détention des données n’avait plus de motif légal",
        "ar": "لم يعد هناك سبب مشروع للاحتفاظ بالمعطيات",
    }, (Outcome.ERASE.value,)),
    Ground("contested", "LED 16(3)(a)", {
        "en": "the accuracy of the data is contested and cannot be established",
        "fr": "l’exactitude des données est contestée et ne peut être déterminée",
        "ar": "صحة المعطيات محل نزاع ولا يمكن التأكد منها",
    }, (Outcome.RESTRICT.value,)),
    Ground("evidence", "LED 16(3)(b)", {
        "en": "the data must be kept as evidence", "fr": "les données doivent être conservées à titre de preuve",
        "ar": "يجب الاحتفاظ بالمعطيات لأغراض الإثبات",
    }, (Outcome.RESTRICT.value,)),
    Ground("objection", "GDPR 21", {
        "en": "an objection that outweighs the reasons for processing",
        "fr": "une opposition qui l’emporte sur les motifs du traitement",
        "ar": "تعرُّض ترجح أسبابه على دواعي المعالجة",
    }, (Outcome.ERASE.value, Outcome.RESTRICT.value)),
    Ground("nothing_found", "LED 14", {
        "en": "nothing that concerns the person was found", "fr": "rien qui concerne la personne n’a été trouvé",
        "ar": "لم يُعثر على ما يخص المعني بالأمر",
    }, (Outcome.NOTHING_HELD.value,)),
)  # fmt: skip
DEFAULT = Rules(0, Terms(), _GROUNDS, TEXTS)
