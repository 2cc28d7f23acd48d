"""What a report is about, as far as its findings say: topics, countries, names. Rejected findings do not count."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from babel import Locale

from jisr.core.extraction import FindingKind
from jisr.core.handling import Purpose
from jisr.core.interests import Interest, InterestIndex, Matter, threatened_countries
from jisr.station.exchange.queries import RequestView
from jisr.station.intake.queries import FindingView, ReportView

_PLACES = (FindingKind.COUNTRY, FindingKind.CITY)
_NAMES = (FindingKind.PERSON, FindingKind.ORGANISATION)
_NUMBERS = (FindingKind.PHONE, FindingKind.EMAIL, FindingKind.IBAN, FindingKind.DOCUMENT_NUMBER, FindingKind.PLATE)
_LANGUAGES = ("ar", "fr", "en")


@dataclass(frozen=True, slots=True)
class Gist:
    """What a report is about.

    Attributes:
        text: of all portions, one after the other.
        numbers: telephone numbers, accounts, documents and plates as they stand in the text.
    """

    text: str
    topics: frozenset[Purpose]
    matter: Matter
    names: frozenset[str]
    numbers: frozenset[str]

    @property
    def countries(self) -> frozenset[str]:
        return self.matter.threatened | self.matter.mentioned | self.matter.nationalities


def gist_of(report: ReportView) -> Gist:
    """The gist of a report."""
    found = [finding for finding in report.findings if finding.state != "rejected"]
    topics = {Purpose(finding.value) for finding in found if finding.kind is FindingKind.TOPIC}
    return Gist(
        text=report.text,
        topics=frozenset(topics | ({report.purpose} if report.purpose else set())),
        matter=Matter(
            threatened=_threatened(report, found),
            mentioned=frozenset(country for finding in found if (country := _country(finding))),
            nationalities=frozenset(f.value for f in found if f.kind == FindingKind.NATIONALITY),
        ),
        names=frozenset(finding.text for finding in found if finding.kind in _NAMES),
        numbers=frozenset(finding.text for finding in found if finding.kind in _NUMBERS),
    )


def is_answered(request: RequestView, gist: Gist) -> bool:
    """Whether a report has to do with what a request asks.

    It names somebody or some number that the question names, or it is on the request's purpose and about a country that
    the question names.
    """
    stripped = sorted(number.lstrip("+( ") for number in gist.numbers)
    numbers = [number for number in stripped if len(number) > 1 and number[:2].isalnum()]
    if gist.names or numbers:
        asked = [Interest(name, "", names=frozenset({name})) for name in sorted(gist.names)]
        asked += [Interest(number, "", patterns=(number,)) for number in numbers]
        if InterestIndex(asked).match(request.question, at=request.asked_at):
            return True
    if request.purpose not in gist.topics or not gist.countries:
        return False
    places = Interest("place", "", patterns=tuple(_country_names(gist.countries)))
    return bool(InterestIndex([places]).match(request.question, at=request.asked_at))


def _threatened(report: ReportView, found: Iterable[FindingView]) -> frozenset[str]:
    threatened: frozenset[str] = frozenset()
    for portion in report.portions:
        places = [
            (finding.start, finding.end, country)
            for finding in found
            if finding.portion_id == portion.id and (country := _country(finding))
        ]
        threatened |= threatened_countries(portion.text, places)
    return threatened


def _country(finding: FindingView) -> str:
    """ISO 3166-1 alpha-2 of a country or city; "" for anything else."""
    return finding.country if finding.kind in _PLACES else ""


def _country_names(codes: Iterable[str]) -> Iterator[str]:
    for code in sorted(codes):
        for language in _LANGUAGES:
            if name := Locale(language).territories.get(code):
                yield name
