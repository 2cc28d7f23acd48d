"""Countries and cities of the gazetteer that the caller brings.

Latin place names must be capitalised. Names that are ordinary words as well («مالي» is also "financial", Nice is also
an adjective) count only after a preposition or a word that speaks of a place.
"""

from collections.abc import Iterable, Sequence

from jisr.core.extraction.findings import ExtractionContext, Finding, FindingKind
from jisr.core.extraction.gazetteer import Entry, Match
from jisr.core.extraction.text import SourceText, Token
from jisr.core.extraction.words import folded_words, words

_PLACE_CUES = folded_words(
    """
في من إلى الى نحو بمدينة مدينة بلدة قرب صوب عبر داخل خارج شمال جنوب شرق غرب دولة جمهورية مملكة سلطنة مطار
ميناء ولاية إقليم جهة منطقة بين وسط حدود بمطار بميناء ضواحي سفارة قنصلية شمالي جنوبي عاصمة غادر غادرت غادروا
دخل دخلوا زار بلغ à au aux en de du depuis vers ville région aéroport port près pour par chez quartier commune
province capitale frontière entre via quitté quittant rejoint rejoindre traversé gagné visité atteint in to
from near at of city town airport via towards through between around into toward for left leaving leave
entered entering crossed crossing visited visiting reached reaching of republic capital outside north south
east west
"""
)
_CITY_CUES = folded_words(
    """
مدينة بمدينة بلدة العاصمة مطار ميناء بمطار بميناء ولاية ضواحي ville aéroport port quartier commune city town
airport outskirts capital
"""
)
_SURNAME_BLOCKERS = words("m mr mme mrs monsieur dr")


def find_places(source: SourceText, language: str, context: ExtractionContext) -> Iterable[Finding]:
    """Countries and cities, longest name first."""
    tokens = source.tokens
    position, last_place = 0, -2
    while position < len(tokens):
        match = context.places.match(tokens, position)
        entry = _choose(match, tokens, position, context, follows_place=last_place == position - 1) if match else None
        if match is None or entry is None:
            position += 1
            continue
        token, last = tokens[position], tokens[position + match.length - 1]
        start = token.offset_of(match.reading.cut) if token.is_arabic else token.start
        others = [{"kind": other.kind, "value": other.value} for other in match.entries if other is not entry][:5]
        yield Finding(
            FindingKind(entry.kind),
            start,
            last.end,
            source.original[start : last.end],
            entry.value,
            source.language_at(start, last.end, language),
            {**entry.detail, "alternatives": others} if others else dict(entry.detail),
        )
        position += match.length
        last_place = position - 1


def _choose(
    match: Match, tokens: Sequence[Token], position: int, context: ExtractionContext, *, follows_place: bool
) -> Entry | None:
    token = tokens[position]
    before = tokens[position - 1].folded if position and token.joined else ""
    if not token.is_arabic and (not token.is_capital or before in _SURNAME_BLOCKERS):
        return None
    if token.is_arabic and match.reading.cut and not _may_carry_clitic(token, match):
        return None
    if match.reading.is_definite:
        return None
    # «بين طنجة والجزيرة الخضراء»: the second of two places needs no preposition of its own.
    is_second = follows_place and token.joined and token.is_arabic and match.reading.cut > 0
    has_cue = before in _PLACE_CUES or match.reading.has_preposition or is_second
    is_alone = not token.is_arabic and not _touches_capital(tokens, position, match.length)
    entries = [
        entry for entry in match.entries if has_cue or not entry.needs_cue or (is_alone and entry.kind == "country")
    ]
    if not entries:
        return None
    wanted = "city" if before in _CITY_CUES else "country"
    preferred = [entry for entry in entries if entry.kind == wanted]
    at_home = [entry for entry in preferred if entry.detail.get("country") == context.home_country]
    return (at_home or preferred or entries)[0]


def _touches_capital(tokens: Sequence[Token], position: int, length: int) -> bool:
    """Whether a capitalised word stands directly before or after: "Jordan Miller" is no country."""
    after = position + length
    if after < len(tokens) and tokens[after].joined and tokens[after].is_capital:
        return True
    return position > 0 and tokens[position].joined and tokens[position - 1].is_capital


def _may_carry_clitic(token: Token, match: Match) -> bool:
    """A short name behind a clitic is nearly always another word («بين», «كريم»)."""
    if token.folded[match.reading.cut - 1] == "ك":
        return match.reading.stem.startswith("ال")
    return match.length > 1 or len(match.reading.stem) > (2 if match.reading.has_preposition else 3)
