"""Words from which fictional reports are made: names in both scripts, places, things done.

Every person is a combination of common given and family names; every combination is fictional and marked EXERCISE.
Latin spellings follow different habits on purpose (French-style, English-style, Spanish), as real mail does.
"""

from typing import NamedTuple

from jisr.core.handling import Purpose


class Name(NamedTuple):
    """One name in Arabic script and the Latin spellings met for it, most usual in French-speaking services first."""

    arabic: str
    latin: tuple[str, ...]


class Place(NamedTuple):
    """A city with its country (ISO 3166-1 alpha-2)."""

    country: str
    ar: str
    fr: str
    en: str


class Partner(NamedTuple):
    """A fictional partner service."""

    station_id: str
    country: str
    ar: str
    fr: str
    en: str


GIVEN_NAMES = (
    Name("عبد الكريم", ("Abdelkrim", "Abd al-Karim", "Abdul Kareem")),
    Name("محمد", ("Mohamed", "Muhammad", "Mohammed")),
    Name("يوسف", ("Youssef", "Yusuf", "Yousef")),
    Name("خديجة", ("Khadija", "Khadijah", "Jadiya")),
    Name("إبراهيم", ("Ibrahima", "Ibrahim", "Brahim")),
    Name("موسى", ("Moussa", "Musa", "Mousa")),
    Name("عائشة", ("Aïcha", "Aisha", "Aicha")),
    Name("حسن", ("Hassane", "Hasan", "Hassan")),
    Name("سليمان", ("Souleymane", "Sulayman", "Suleiman")),
    Name("نور الدين", ("Noureddine", "Nur al-Din", "Nuruddin")),
    Name("فاطمة", ("Fatima", "Fatimah", "Fatma")),
    Name("عمر", ("Omar", "Umar", "Oumar")),
)
FAMILY_NAMES = (
    Name("بنموسى", ("Benmoussa", "Bin Musa", "Ben Mousa")),
    Name("التازي", ("Tazi", "al-Tazi", "Ettazi")),
    Name("كوليبالي", ("Coulibaly", "Koulibali", "Kulibali")),
    Name("الشرقاوي", ("Cherkaoui", "al-Sharqawi", "Charkaoui")),
    Name("ديالو", ("Diallo", "Jallow", "Dialo")),
    Name("ولد أحمد", ("Ould Ahmed", "Wald Ahmad", "Oueld Ahmed")),
    Name("الصنهاجي", ("Senhaji", "al-Sanhaji", "El Sanhayi")),
    Name("كانوتي", ("Kanouté", "Kanoute", "Canuté")),
    Name("بن عيسى", ("Benaïssa", "Bin Isa", "Ben Aissa")),
    Name("الإدريسي", ("Idrissi", "al-Idrisi", "El Idrissi")),
)
PLACES = (
    Place("ES", "إشبيلية", "Séville", "Seville"),
    Place("ES", "ملقة", "Malaga", "Málaga"),
    Place("FR", "ليون", "Lyon", "Lyon"),
    Place("FR", "مرسيليا", "Marseille", "Marseille"),
    Place("BE", "أنتويرب", "Anvers", "Antwerp"),
    Place("ML", "باماكو", "Bamako", "Bamako"),
    Place("ML", "غاو", "Gao", "Gao"),
    Place("NE", "نيامي", "Niamey", "Niamey"),
    Place("NE", "أغاديز", "Agadez", "Agadez"),
    Place("SN", "داكار", "Dakar", "Dakar"),
    Place("MR", "نواكشوط", "Nouakchott", "Nouakchott"),
    Place("CI", "أبيدجان", "Abidjan", "Abidjan"),
    Place("IT", "ميلانو", "Milan", "Milan"),
    Place("DE", "كولونيا", "Cologne", "Cologne"),
)
ORIGINS = (
    Place("MA", "الناظور", "Nador", "Nador"),
    Place("MA", "طنجة", "Tanger", "Tangier"),
    Place("MA", "أكادير", "Agadir", "Agadir"),
    Place("MA", "وجدة", "Oujda", "Oujda"),
)
PARTNERS = (
    Partner("madrid", "ES", "محطة مدريد", "Station de Madrid", "Madrid station"),
    Partner("bamako", "ML", "محطة باماكو", "Station de Bamako", "Bamako station"),
    Partner("paris", "FR", "محطة باريس", "Station de Paris", "Paris station"),
    Partner("bruxelles", "BE", "محطة بروكسل", "Station de Bruxelles", "Brussels station"),
    Partner("niamey", "NE", "محطة نيامي", "Station de Niamey", "Niamey station"),
    Partner("dakar", "SN", "محطة داكار", "Station de Dakar", "Dakar station"),
    Partner("nouakchott", "MR", "محطة نواكشوط", "Station de Nouakchott", "Nouakchott station"),
    Partner("abidjan", "CI", "محطة أبيدجان", "Station d’Abidjan", "Abidjan station"),
    Partner("rome", "IT", "محطة روما", "Station de Rome", "Rome station"),
    Partner("berlin", "DE", "محطة برلين", "Station de Berlin", "Berlin station"),
)
SOURCES = ("SAFRAN", "ARGAN", "ATLAS", "CEDRE", "HENNÉ", "SIROCCO")
GRADES = ("A1", "B2", "B3", "C2", "C3", "D4", "F6")

#: What the person is said to do, by purpose: (Arabic, French, English), each with {place}.
DEEDS: dict[Purpose, tuple[tuple[str, str, str], ...]] = {
    Purpose.TERRORISM: (
        (
            "يُرجَّح أنه يعدّ لعمل إرهابي يستهدف تجمعاً عاماً في {place}",
            "préparerait un attentat contre un rassemblement public à {place}",
            "is likely to be preparing an attack on a public gathering in {place}",
        ),
    ),
    Purpose.TERRORIST_FINANCING: (
        (
            "تلقى تحويلات مالية من {place} يُشتبه في أنها لتمويل الإرهاب",
            "a reçu de {place} des transferts de fonds susceptibles de servir au financement du terrorisme",
            "received money transfers from {place}, suspected of terrorist financing",
        ),
    ),
    Purpose.HUMAN_TRAFFICKING: (
        (
            "يستقطب نساءً بعروض عمل وهمية في {place} في إطار الاتجار بالبشر",
            "recrute des femmes par de fausses offres d’emploi à {place} (traite des êtres humains)",
            "recruits women with false job offers in {place} (trafficking in persons)",
        ),
    ),
    Purpose.MIGRANT_SMUGGLING: (
        (
            "ينظم رحلات لتهريب المهاجرين نحو {place}",
            "organise des passages de migrants vers {place} (trafic illicite de migrants)",
            "organises crossings towards {place} (migrant smuggling)",
        ),
    ),
    Purpose.WEAPONS: (
        (
            "يبحث عن أسلحة نارية لدى وسيط في {place}",
            "cherche des armes à feu auprès d’un intermédiaire à {place}",
            "is looking for firearms through a middleman in {place}",
        ),
    ),
    Purpose.DRUGS: (
        (
            "يشرف على نقل شحنة من المخدرات إلى {place}",
            "supervise l’acheminement d’une cargaison de stupéfiants vers {place}",
            "oversees the transport of a drug shipment to {place}",
        ),
    ),
    Purpose.ORGANISED_CRIME: (
        (
            "على صلة بشبكة للجريمة المنظمة في {place}",
            "est lié à un réseau de criminalité organisée à {place}",
            "is linked to an organised crime network in {place}",
        ),
    ),
}
