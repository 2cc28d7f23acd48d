"""What a city is called in Arabic, French and English.

GeoNames holds many spellings of a city without saying which is the usual one in a language. The usual one here is, in
this order: that of the table below, that of CLDR (cities that give their name to a time zone), the likeliest Arabic
spelling of GeoNames. Where none is known, the city keeps its own name.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

_ARABIC_NAME = re.compile(r"[\u0621-\u063a\u0641-\u064a][\u0621-\u063a\u0641-\u064a -]{1,40}")
#: Letters and endings of other languages in Arabic script, and words for what is around a city.
_UNUSUAL = re.compile(r"ئ[اى]|ى.|ه$|^(?:ولاية|مدينة|إمارة|جزيرة|محافظة) ")

# Country: {name in GeoNames: (English, French, Arabic)}; "" = as GeoNames has it.
_USUAL: Mapping[str, Mapping[str, tuple[str, str, str]]] = {
    "MA": {
        "Casablanca": ("", "", "الدار البيضاء"),
        "Rabat": ("", "", "الرباط"),
        "Fes": ("", "Fès", "فاس"),
        "Tangier": ("", "Tanger", "طنجة"),
        "Marrakesh": ("", "Marrakech", "مراكش"),
        "Salé": ("", "", "سلا"),
        "Agadir": ("", "", "أكادير"),
        "Meknes": ("", "Meknès", "مكناس"),
        "Oujda": ("", "", "وجدة"),
        "Kenitra": ("", "Kénitra", "القنيطرة"),
        "Tétouan": ("Tetouan", "", "تطوان"),
        "Al Hoceïma": ("Al Hoceima", "", "الحسيمة"),
        "Temara": ("", "Témara", "تمارة"),
        "Safi": ("", "", "آسفي"),
        "Berrechid": ("", "", "برشيد"),
        "Khemisset": ("", "Khémisset", "الخميسات"),
        "Inezgane": ("", "", "إنزكان"),
        "Ksar El Kebir": ("", "", "القصر الكبير"),
        "Taourirt": ("", "", "تاوريرت"),
        "Guercif": ("", "", "جرسيف"),
    },
    "ES": {
        "Barcelona": ("", "Barcelone", "برشلونة"),
        "Valencia": ("", "Valence", "بلنسية"),
        "Zaragoza": ("", "Saragosse", "سرقسطة"),
        "Sevilla": ("Seville", "Séville", "إشبيلية"),
        "Málaga": ("Malaga", "Malaga", "مالقة"),
        "Murcia": ("", "Murcie", "مرسية"),
        "Palma": ("", "", "بالما"),
        "Las Palmas de Gran Canaria": ("", "", "لاس بالماس"),
        "Alicante": ("", "", "أليكانتي"),
        "Córdoba": ("Cordoba", "Cordoue", "قرطبة"),
        "Granada": ("", "Grenade", "غرناطة"),
        "Cadiz": ("", "Cadix", "قادس"),
        "Almería": ("Almeria", "", "ألمرية"),
        "Cartagena": ("", "Carthagène", "قرطاجنة"),
        "Algeciras": ("", "Algésiras", "الجزيرة الخضراء"),
        "Ceuta": ("", "", "سبتة"),
        "Melilla": ("", "", "مليلية"),
        "Elche": ("", "", "إلتشي"),
    },
    "DZ": {"Algiers": ("", "Alger", "الجزائر العاصمة"), "Oran": ("", "", "وهران")},
    "TN": {"Tunis": ("", "", "تونس العاصمة"), "Aryanah": ("Ariana", "L’Ariana", "أريانة")},
    "LY": {
        "Tripoli": ("", "", "طرابلس"),
        "Benghazi": ("", "", "بنغازي"),
        "Misratah": ("Misrata", "Misrata", "مصراتة"),
    },
    "EG": {"Cairo": ("", "Le Caire", "القاهرة"), "Alexandria": ("", "Alexandrie", "الإسكندرية")},
    "ML": {
        "Ségou": ("", "", "سيغو"),
        "Mopti": ("", "", "موبتي"),
        "Gao": ("", "", "غاو"),
        "Timbuktu": ("", "Tombouctou", "تمبكتو"),
        "Djenné": ("", "", "جني"),
        "Koutiala": ("", "", "كوتيالا"),
        "Bougouni": ("", "", "بوغوني"),
    },
    "NE": {"Zinder": ("", "", "زيندر"), "Agadez": ("", "", "أغاديز")},
    "BF": {"Bobo-Dioulasso": ("", "", "بوبو ديولاسو")},
    "SN": {"Thiès": ("", "", "تييس"), "Touba": ("", "", "طوبى"), "Pikine": ("", "", "بيكين")},
    "CI": {"Abidjan": ("", "", "أبيدجان"), "Bouaké": ("", "", "بواكي")},
    "NG": {"Lagos": ("", "", "لاغوس")},
    "FR": {"Marseille": ("", "", "مرسيليا"), "Strasbourg": ("", "", "ستراسبورغ"), "Lille": ("", "", "ليل")},
    "BE": {
        "Brussels": ("", "Bruxelles", "بروكسل"),
        "Antwerp": ("", "Anvers", "أنتويرب"),
        "Gent": ("Ghent", "Gand", "غنت"),
        "Liège": ("", "", "لييج"),
    },
    "NL": {"The Hague": ("", "La Haye", "لاهاي"), "Utrecht": ("", "", "أوتريخت")},
    "DE": {
        "Hamburg": ("", "Hambourg", "هامبورغ"),
        "Munich": ("", "", "ميونخ"),
        "Köln": ("Cologne", "Cologne", "كولونيا"),
        "Frankfurt am Main": ("Frankfurt", "Francfort", "فرانكفورت"),
    },
    "IT": {
        "Rome": ("", "", "روما"),
        "Milan": ("", "", "ميلانو"),
        "Naples": ("", "", "نابولي"),
        "Palermo": ("", "Palerme", "باليرمو"),
        "Genoa": ("", "Gênes", "جنوة"),
        "Bologna": ("", "Bologne", "بولونيا"),
        "Florence": ("", "", "فلورنسا"),
    },
    "GB": {"London": ("", "Londres", "لندن")},
    "PT": {"Lisbon": ("", "Lisbonne", "لشبونة")},
    "TR": {
        "Istanbul": ("", "", "إسطنبول"),
        "Ankara": ("", "", "أنقرة"),
        "Adana": ("", "", "أضنة"),
        "Bursa": ("", "", "بورصة"),
        "Gaziantep": ("", "", "غازي عنتاب"),
    },
    "AE": {"Dubai": ("", "Dubaï", "دبي"), "Abu Dhabi": ("", "Abou Dabi", "أبوظبي"), "Ajman": ("", "", "عجمان")},
    "SA": {
        "Jeddah": ("", "Djeddah", "جدة"),
        "Riyadh": ("", "Riyad", "الرياض"),
        "Makkah": ("Mecca", "La Mecque", "مكة المكرمة"),
        "Madinah": ("Medina", "Médine", "المدينة المنورة"),
    },
}


def city_names(country: str, name: str, other_names: Iterable[str]) -> dict[str, str]:
    """{"ar", "fr", "en"}: what the city is usually called; a language in which nothing is known is left out.

    Args:
        country: ISO 3166-1 alpha-2.
        name: as GeoNames has it.
        other_names: every other spelling that GeoNames has.
    """
    english, french, arabic = _USUAL.get(country, {}).get(name, ("", "", ""))
    zone = _zone_cities().get((country, name), {})
    found = {
        "ar": arabic or zone.get("ar", "") or _likeliest_arabic(other_names),
        "fr": french or zone.get("fr", ""),
        "en": english or zone.get("en", ""),
    }
    return {language: said for language, said in found.items() if said}


def _likeliest_arabic(names: Iterable[str]) -> str:
    """The spelling with the fewest marks of another language; with the article where it is also known without.

    Of what is left the longest, which writes its vowels.
    """
    spellings = sorted({each.strip() for each in names if _ARABIC_NAME.fullmatch(each)})

    def doubt(spelling: str) -> tuple[bool, bool, bool, bool, int]:
        is_full = spelling.startswith("ال") and spelling[2:] in spellings
        is_unusual = bool(_UNUSUAL.search(spelling))
        return is_unusual, not is_full, not spelling.endswith("ة"), "-" in spelling, -len(spelling)

    return min(spellings, key=doubt, default="")


@cache
def _zone_cities() -> dict[tuple[str, str], dict[str, str]]:
    """(country, name in English): {language: name} of cities that give their name to a time zone."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    countries = get_global("zone_territories")
    for language in ("ar", "fr", "en"):
        for zone, known in Locale(language).time_zones.items():
            if city := known.get("city"):
                name = zone.rpartition("/")[2].replace("_", " ")
                found.setdefault((countries.get(zone, ""), name), {})[language] = str(city)
    return found
