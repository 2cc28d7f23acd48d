"""The exercise story: three stations, one report in Arabic, one person known under a French spelling.

Everything here is invented. Dates are computed from the day of the exercise, so that windows and clocks lie ahead.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_date

from jisr.core.handling import Classification
from jisr.exercise.stations import StationPlan

RABAT = StationPlan(
    "rabat",
    "MA",
    "fusion_centre",
    {"ar": "محطة الرباط", "fr": "Station de Rabat", "en": "Rabat station"},
    "ar",
    "Africa/Casablanca",
)
MADRID = StationPlan(
    "madrid",
    "ES",
    "police",
    {"ar": "محطة مدريد", "fr": "Station de Madrid", "en": "Madrid station"},
    "en",
    "Europe/Madrid",
)
BAMAKO = StationPlan(
    "bamako",
    "ML",
    "fiu",
    {"ar": "محطة باماكو", "fr": "Station de Bamako", "en": "Bamako station"},
    "fr",
    "Africa/Bamako",
)
PLANS = (RABAT, MADRID, BAMAKO)
PREFERRED_PORTS = {"rabat": 8701, "madrid": 8702, "bamako": 8703}

PERSON_ARABIC = "عبد الكريم بنموسى"
PERSON_FRENCH = "Abdelkrim Benmoussa"
#: A spelling that no report, list or rule holds, in another habit of romanisation.
PERSON_ELSEWHERE = "Abdul Kareem bin Moosa"
WRONG_DETAIL = "1234 BCD"
#: As the report has it, and as stations store and compare it.
WRONG_DETAIL_SPELLINGS = (WRONG_DETAIL, "1234-BCD")
PHONE = "+34 600 000 000"


@dataclass(frozen=True, slots=True)
class PortionText:
    """One passage of the report: what it says, how secret it is, and to which countries it may go."""

    key: str
    text: str
    classification: Classification
    releasable_to: tuple[str, ...]


def earlier_report() -> str:
    """The French report by which Rabat already knows the person."""
    return (
        f"EXERCICE. Selon le service des frontières, {PERSON_FRENCH}, né le 12 mars 1994 à Nador, "
        "de nationalité marocaine, a franchi le poste de Nador à plusieurs reprises."
    )


def arabic_report(now: datetime) -> tuple[PortionText, ...]:
    """The report that starts the story, portion by portion."""
    event = format_date((now + timedelta(days=4)).date(), "d MMMM y", locale="ar_MA")
    shared = ("ES", "ML")
    return (
        PortionText(
            "threat",
            f"تمرين. أفاد مصدر موثوق بأن {PERSON_ARABIC} عبر من الناظور نحو إشبيلية في الأسبوع الماضي، "
            f"ويرجح أنه يعد لعمل إرهابي يستهدف تجمعاً عاماً في إشبيلية يوم {event}.",
            Classification.RESTRICTED,
            ("ES",),
        ),
        PortionText(
            "source",
            "حصل المصدر على المعلومة خلال لقاء حضره بنفسه في بيت بالناظور.",
            Classification.SECRET,
            (),
        ),
        PortionText(
            "money",
            f"استعمل رقم الهاتف {PHONE} وتلقى تحويلات مالية من باماكو يُشتبه في أنها لتمويل الإرهاب.",
            Classification.RESTRICTED,
            shared,
        ),
        PortionText(
            "vehicle",
            f"ويتنقل بسيارة تحمل لوحة الترقيم {WRONG_DETAIL}.",
            Classification.RESTRICTED,
            ("ES",),
        ),
    )


def report_text(now: datetime) -> str:
    """The whole report as it would be pasted: one paragraph per portion."""
    return "\n\n".join(portion.text for portion in arabic_report(now))


MADRID_OWN_REPORT = (
    f"EXERCISE. A shopkeeper in Seville reported that a man using the telephone number {PHONE} asked about hiring "
    "a van. His name is not known."
)
