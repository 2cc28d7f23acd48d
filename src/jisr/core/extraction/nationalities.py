"""Nationalities: what a person is said to be, told apart from what merely belongs to a country.

«مواطن إسباني» and "two Malians" speak of persons: kind nationality. «السلطات الإسبانية» and "Spanish police" speak of a
country: kind country, with `detail["form"] == "adjective"`.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from jisr.core.extraction.findings import ExtractionContext, Finding, FindingKind
from jisr.core.extraction.gazetteer import Entry, Gazetteer, Match
from jisr.core.extraction.tables.demonyms import DEMONYMS
from jisr.core.extraction.text import SourceText, Token
from jisr.core.extraction.words import folded_words, words

_PERSON_WORDS = folded_words(
    """
مواطن مواطنا مواطنة مواطنين مواطنان مواطنون مواطنات مواطني رعية رعايا رعايا جنسية الجنسية جنسيات شخص شخصا
أشخاص شخصين رجل رجلا رجلين امرأة نساء شاب شابا شابة شباب قاصر قاصرين مهاجر مهاجرا مهاجرين مهاجرة مهاجرون أصل
أصول فرد أفراد سائق مهرب مهربين وسيط مقاتل مقاتلين مسافر مسافرين مشتبه ضابط عميل ناشط تاجر طالب عامل زوجته
زوجها ressortissant ressortissante ressortissants ressortissantes citoyen citoyenne citoyens citoyennes
national nationaux nationale nationalite nationalites homme hommes femme femmes individu individus suspect
suspects suspecte jeune jeunes personne personnes mineur mineurs mineure migrant migrants origine origines
passeur passeurs chauffeur sujet sujets combattant combattants commercant trafiquant trafiquants intermediaire
"""
)
_EN_PERSON_WORDS = words(
    """
national nationals citizen citizens nationality man men woman women suspect suspects minor minors boy girl
migrant migrants passport driver smuggler smugglers fighter fighters trader trafficker traffickers subject
subjects origin descent individual individuals person persons couple student
"""
)
_EN_FOLLOWERS = words("named called aged born who whose and was were is with from living residing")
_OFFICIALS = folded_words("مسؤولين مسؤولون خبراء مصادر ضباط")
_ADJECTIVE_OPENERS = words("en")


@cache
def demonyms() -> Gazetteer:
    """Every form of every line of the table; `detail` holds the form."""
    return Gazetteer.build(_terms())


def _terms() -> Iterator[tuple[str, Entry]]:
    for line in DEMONYMS.strip().splitlines():
        code, english, french, arabic = line.split("|")
        for form in english.split(", "):
            plural = form if form.endswith(("ese", "sh", "ss", "men", "women", "ch", "man")) else f"{form}s"
            yield form, _entry(code, "en")
            yield plural, _entry(code, "en", is_plural=plural != form)
        for form in french.split(", "):
            for gender, singular in enumerate(_french_genders(form)):
                yield singular, _entry(code, "fr", is_masculine=gender == 0)
                if not singular.endswith(("s", "x")):
                    yield f"{singular}s", _entry(code, "fr", is_plural=True)
        yield from _arabic_terms(code, arabic)


def _entry(
    code: str, lang: str, *, is_plural: bool = False, is_masculine: bool = False, needs_cue: bool = False
) -> Entry:
    detail = {"lang": lang, "plural": is_plural, "masculine": is_masculine}
    return Entry("nationality", code, 0, needs_cue, detail)


def _french_genders(form: str) -> tuple[str, ...]:
    if "/" in form:
        return tuple(form.split("/"))
    for ending, feminine in (("en", "enne"), ("on", "onne"), ("e", "e"), ("i", "ie")):
        if form.endswith(ending):
            return form, form.removesuffix(ending) + feminine
    return form, f"{form}e"


def _arabic_terms(code: str, forms: str) -> Iterator[tuple[str, Entry]]:
    for number, word in enumerate(re.split(r"\s+(?!شمالي|جنوبي|أفريقي|أخضري|سوداني)", forms) if forms else ()):
        needs_cue, form = word.endswith("*"), word.rstrip("*")
        if not form.endswith("ي"):
            yield form, _entry(code, "ar", is_plural=number > 0, needs_cue=needs_cue)
            continue
        first, _, second = form.rpartition(" ")
        bases = [form] if not first else [form, f"{first} ال{second}"]
        for base in bases:
            yield base, _entry(code, "ar", needs_cue=needs_cue)
            for suffix in ("ة", "ا", "تين", "تان"):
                yield base + suffix, _entry(code, "ar", needs_cue=needs_cue)
            for suffix in ("ين", "ون", "ات", "ان"):
                yield base + suffix, _entry(code, "ar", is_plural=True, needs_cue=needs_cue)
        if first:
            yield from _compound_feminines(code, first, second, needs_cue)


def _compound_feminines(code: str, first: str, second: str, needs_cue: bool) -> Iterator[tuple[str, Entry]]:
    for suffix, is_plural in (("ة", False), ("ين", True), ("ون", True)):
        head = first if first in {"جنوب", "رأس"} else first + suffix
        for article in ("", "ال"):
            yield f"{head} {article}{second}{suffix}", _entry(code, "ar", is_plural=is_plural, needs_cue=needs_cue)


def find_nationalities(source: SourceText, language: str, context: ExtractionContext) -> Iterable[Finding]:
    """Demonyms of the three languages, as nationalities of persons or as adjectives of a country."""
    tokens, terms = source.tokens, demonyms()
    for position in range(len(tokens)):
        match = terms.match(tokens, position)
        if match is None:
            continue
        entry = _best_entry(match, language)
        before = _word_before(tokens, position)
        after = tokens[position + match.length] if position + match.length < len(tokens) else None
        if not _is_plausible(tokens[position], entry, before, after):
            continue
        speaks_of_person = _speaks_of_person(tokens[position], match, entry, before, after)
        if entry.needs_cue and not speaks_of_person:
            continue
        start = tokens[position].offset_of(match.reading.cut) if tokens[position].is_arabic else tokens[position].start
        end = tokens[position + match.length - 1].end
        yield Finding(
            FindingKind.NATIONALITY if speaks_of_person else FindingKind.COUNTRY,
            start,
            end,
            source.original[start:end],
            entry.value,
            str(entry.detail["lang"]),
            {} if speaks_of_person else {"form": "adjective"},
        )


def _best_entry(match: Match, language: str) -> Entry:
    return next((entry for entry in match.entries if entry.detail["lang"] == language), match.entries[0])


def _word_before(tokens: list[Token], position: int) -> Token | None:
    return tokens[position - 1] if position and tokens[position].joined else None


def _is_plausible(token: Token, entry: Entry, before: Token | None, after: Token | None) -> bool:
    if entry.detail["lang"] == "en" and not token.is_capital:
        return False
    # "en français": the language, not the country.
    names_language = before is not None and before.folded in _ADJECTIVE_OPENERS and bool(entry.detail["masculine"])
    return not names_language


def _speaks_of_person(token: Token, match: Match, entry: Entry, before: Token | None, after: Token | None) -> bool:
    if entry.detail["lang"] == "en":
        follows = after.folded if after is not None and after.joined else None
        return (
            bool(entry.detail["plural"]) or follows in _EN_PERSON_WORDS or follows in _EN_FOLLOWERS or follows is None
        )
    if before is not None and (before.folded in _PERSON_WORDS or _bare(before) in _PERSON_WORDS):
        return True
    if entry.detail["lang"] == "fr":
        return token.is_capital and not token.raw.isupper() and not token.opens_sentence
    return bool(entry.detail["plural"]) and not match.reading.is_definite and not _follows_plural_noun(before)


def _bare(token: Token) -> str:
    """«بالمواطن», «للمواطنين» without what is written onto them."""
    for prefix in ("وال", "بال", "لل", "ال", "و", "ل", "ب"):
        if token.folded.startswith(prefix) and len(token.folded) > len(prefix) + 2:
            return token.folded[len(prefix) :]
    return token.folded


def _follows_plural_noun(before: Token | None) -> bool:
    """«مسؤولين إسبان»: officials of Spain; kept as a country unless a word for persons stands before."""
    return before is not None and before.folded in _OFFICIALS
