"""The text of handling codes and TLP words, in versions. Data, and one look-up.

Source: Europol handling codes as in Council document 6243/18 (2018); whether a later text changed them was not found,
so that they are kept as data and not as law. FIRST TLP 2.0 (August 2022), shortened. The Arabic is Jisr's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CodeText:
    """What a code says, from a day on.

    Attributes:
        text: by language: "ar", "fr", "en".
        source: where the words come from.
    """

    code: str
    version: int
    valid_from: date
    text: Mapping[str, str]
    source: str


_EUROPOL = "Council 6243/18 (2018); later wording not checked"
_FIRST = "FIRST TLP 2.0, shortened"


def _europol(code: str, en: str, fr: str, ar: str) -> CodeText:
    return CodeText(code, 1, date(2018, 2, 1), {"en": en, "fr": fr, "ar": ar}, _EUROPOL)


def _first(code: str, en: str, fr: str, ar: str) -> CodeText:
    return CodeText(code, 2, date(2022, 8, 5), {"en": en, "fr": fr, "ar": ar}, _FIRST)


CODES: tuple[CodeText, ...] = (
    _europol(
        "H0",
        "May only be used for the purpose of preventing and combating crime.",
        "Ne peut être utilisé qu’aux fins de prévenir et de combattre la criminalité.",
        "لا يجوز استخدامها إلا لغرض الوقاية من الجريمة ومكافحتها.",
    ),
    _europol(
        "H1",
        "Not to be disclosed in judicial proceedings without the permission of the provider.",
        "Ne doit pas être divulgué dans une procédure judiciaire sans l’autorisation du fournisseur.",
        "لا يجوز الكشف عنها في إجراءات قضائية دون إذن الجهة التي قدّمتها.",
    ),
    _europol(
        "H2",
        "Not to be disseminated without the permission of the provider.",
        "Ne doit pas être diffusé sans l’autorisation du fournisseur.",
        "لا يجوز نشرها دون إذن الجهة التي قدّمتها.",
    ),
    _europol(
        "H3",
        "Other restrictions and comments, given in words.",
        "Autres restrictions et observations, données en toutes lettres.",
        "قيود وملاحظات أخرى تُذكر كتابةً.",
    ),
    _first(
        "red",
        "For the eyes and ears of individual recipients only; no further disclosure.",
        "Réservé aux seuls destinataires nommés ; aucune autre divulgation.",
        "للمستلمين المعنيين شخصيًا فقط، دون أي كشف آخر.",
    ),
    _first(
        "amber+strict",
        "On a need-to-know basis within the recipient’s own organisation only.",
        "Selon le besoin d’en connaître, au sein de la seule organisation du destinataire.",
        "وفق مبدأ الحاجة إلى المعرفة داخل مؤسسة المستلم وحدها.",
    ),
    _first(
        "amber",
        "On a need-to-know basis within the recipient’s organisation and its clients.",
        "Selon le besoin d’en connaître, au sein de l’organisation du destinataire et de ses clients.",
        "وفق مبدأ الحاجة إلى المعرفة داخل مؤسسة المستلم وعملائها.",
    ),
    _first(
        "green",
        "Within the community, but not by channels open to the public.",
        "Au sein de la communauté, mais pas par des canaux accessibles au public.",
        "داخل الجماعة المهنية، دون القنوات المتاحة للعموم.",
    ),
    _first(
        "clear",
        "No limit on disclosure.",
        "Aucune limite à la divulgation.",
        "دون أي حد على الكشف عنها.",
    ),
)


def code_text(code: str, on: date) -> CodeText:
    """What a code (H0-H3, or a TLP word as in JSON) says on a day; its oldest text for a day before all.

    Raises:
        KeyError: no such code.
    """
    versions = sorted((text for text in CODES if text.code == code), key=lambda text: text.valid_from)
    if not versions:
        raise KeyError(code)
    standing = [text for text in versions if text.valid_from <= on]
    return standing[-1] if standing else versions[0]
