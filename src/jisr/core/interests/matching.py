"""Many standing interests against one report: which are met, and by what."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from jisr.core.handling import Purpose
from jisr.core.interests.interest import Dimension, Interest, InterestMatch, MatchReason
from jisr.core.interests.names import NameFinder
from jisr.core.interests.phrases import PhraseIndex

_ORDER = list(Dimension)
type _Found = dict[int, dict[tuple[Dimension, str], MatchReason]]


class InterestIndex:
    """Interests, prepared once and matched to any number of reports."""

    def __init__(self, interests: Iterable[Interest]) -> None:
        self._interests = list(interests)
        self._names = NameFinder()
        self._phrases = PhraseIndex()
        self._by_topic: dict[Purpose, list[int]] = defaultdict(list)
        self._by_country: dict[str, list[int]] = defaultdict(list)
        for number, interest in enumerate(self._interests):
            self._add(number, interest)

    def __len__(self) -> int:
        return len(self._interests)

    def _add(self, number: int, interest: Interest) -> None:
        for name in sorted(interest.names):
            self._names.add(name, number)
        for phrase in interest.patterns:
            self._phrases.add(phrase, number)
        for topic in interest.topics:
            self._by_topic[topic].append(number)
        for country in interest.countries:
            self._by_country[country].append(number)

    def match(
        self,
        text: str,
        *,
        topics: Iterable[Purpose] = (),
        countries: Iterable[str] = (),
        names: Iterable[str] = (),
        at: datetime,
    ) -> list[InterestMatch]:
        """Interests valid at this instant that the report meets.

        Args:
            text: of the report, in any of the scripts.
            topics: crime areas found in it.
            countries: ISO 3166-1 alpha-2 codes found in it.
            names: of persons and organisations found in it.
            at: UTC-aware.

        Returns:
            Best first; of equals, in the order in which the interests were given.
        """
        found: _Found = defaultdict(dict)
        for number, asked, seen, score in (*self._names.among(names), *self._names.inside(text)):
            _keep(found, number, MatchReason(Dimension.NAME, asked, seen, round(score, 4)))
        for topic in sorted(set(topics)):
            for number in self._by_topic.get(topic, ()):
                _keep(found, number, MatchReason(Dimension.TOPIC, topic.value, topic.value))
        for country in sorted(set(countries)):
            for number in self._by_country.get(country, ()):
                _keep(found, number, MatchReason(Dimension.COUNTRY, country, country))
        for number, asked, seen in self._phrases.find(text):
            _keep(found, number, MatchReason(Dimension.PATTERN, asked, seen))
        met = [
            self._match(number, found[number]) for number in sorted(found) if self._is_met(number, found[number], at)
        ]
        return sorted(met, key=lambda match: -match.score)

    def _is_met(self, number: int, reasons: dict[tuple[Dimension, str], MatchReason], at: datetime) -> bool:
        interest = self._interests[number]
        dimensions = {dimension for dimension, _ in reasons}
        stated = {
            dimension
            for dimension, wanted in (
                (Dimension.TOPIC, interest.topics),
                (Dimension.COUNTRY, interest.countries),
                (Dimension.PATTERN, interest.patterns),
            )
            if wanted
        }
        return interest.is_valid_at(at) and (Dimension.NAME in dimensions or (bool(stated) and stated <= dimensions))

    def _match(self, number: int, reasons: dict[tuple[Dimension, str], MatchReason]) -> InterestMatch:
        interest = self._interests[number]
        ordered = sorted(reasons.values(), key=lambda r: (_ORDER.index(r.dimension), -r.score, r.asked))
        return InterestMatch(interest.id, interest.owner, tuple(ordered))


def _keep(found: _Found, number: int, reason: MatchReason) -> None:
    key = (reason.dimension, reason.asked)
    known = found[number].get(key)
    if known is None or known.score < reason.score:
        found[number][key] = reason
