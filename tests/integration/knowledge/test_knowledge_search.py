"""Search in three languages: names across scripts, identifiers as people write them, words in their inflections."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from jisr.core.handling import Classification, DataCategory, Handling, Tlp
from jisr.core.statements import Basis
from jisr.station.knowledge import queries, services
from jisr.station.knowledge.models import EntityProfile, StatementRecord
from jisr.station.knowledge.queries import EntityFilter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("name_lookup"), pytest.mark.integration]
HANDLING = Handling("rabat", Classification.RESTRICTED, Tlp.AMBER)
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.fixture
def held(actor: Callable[[str], Any]) -> Callable[..., UUID]:
    def make(schema: str = "Person", lang: str = "", **properties: str) -> UUID:
        entity = None
        for prop, value in properties.items():
            statement = services.record_statement(
                actor("analyst"), entity_id=entity, schema=schema, prop=prop, value=value, grade=None, lang=lang,
                handling=HANDLING, source="", category=DataCategory.SUSPECT, basis=Basis.FACT,
            )  # fmt: skip
            entity = StatementRecord.objects.get(id=statement).entity_id
        assert entity is not None
        return entity

    return make


def captions(**wanted: Any) -> list[str]:
    return [hit.caption for hit in queries.search_entities(EntityFilter(**wanted)).hits]


def test_a_name_is_found_in_any_script_best_first(held: Callable[..., UUID]) -> None:
    held(name="عبد الكريم بن موسى")
    held(name="Abdelkrim Moussaoui")
    held(name="Sara Idrissi")
    assert captions(q="Abdelkrim Benmoussa")[0] == "عبد الكريم بن موسى"
    assert "Sara Idrissi" not in captions(q="Abdelkrim Benmoussa")
    assert captions(q="سارة الإدريسي") == ["Sara Idrissi"]


@pytest.mark.parametrize("asked", ["+212537123456", "00212 537 12 34 56", "+212 (0)537-123456"])
def test_a_telephone_number_is_found_however_it_is_written(held: Callable[..., UUID], asked: str) -> None:
    held(name="Karim Tazi", phone="+212537123456")
    (hit,) = queries.search_entities(EntityFilter(q=asked)).hits
    assert (hit.caption, hit.why) == ("Karim Tazi", "identifier")


@pytest.mark.parametrize(
    ("lang", "written", "asked"),
    [
        ("ar", "يشتبه في تمويل المخططات الإرهابية", "مخطط"),
        ("fr", "Il finançait des réseaux clandestins", "réseau clandestin"),
        ("en", "He was smuggling weapons", "smuggled weapon"),
    ],
)
def test_words_are_found_in_their_inflections(held: Callable[..., UUID], lang: str, written: str, asked: str) -> None:
    held(name="Karim Tazi", summary=written, lang=lang)
    held(name="Samir Tazi", summary="بلا علاقة", lang="ar")
    hits = queries.search_entities(EntityFilter(q=asked)).hits
    assert [(hit.caption, hit.why) for hit in hits] == [("Karim Tazi", "words")]


def test_filters_narrow_and_pages_do_not_overlap(held: Callable[..., UUID]) -> None:
    for letter in "ABCDE":
        held(name=f"Tazi {letter}lpha", nationality="ma")
    held(name="Tazi Company", schema="Company", country="es")
    assert captions(schema="Company") == captions(country="es") == ["Tazi Company"]
    assert captions(category="victim") == []
    assert captions(originator="rabat", changed_from=date(2100, 1, 1)) == []
    pages = [queries.search_entities(EntityFilter(q="Tazi"), limit=2, offset=offset) for offset in (0, 2, 4)]
    assert [page.total for page in pages] == [6, 6, 6]
    assert len({hit.entity_id for page in pages for hit in page.hits}) == 6


@pytest.mark.parametrize("asked", ["'; DROP TABLE x; --", "<script>", "a & | ! b", "\x00", "((", '"', "؟" * 200])
def test_hostile_words_are_only_words(held: Callable[..., UUID], asked: str) -> None:
    held(name="Karim Tazi")
    assert captions(q=asked) in ([], ["Karim Tazi"])
    assert queries.search_texts(asked).total == 0


def test_texts_are_found_with_the_words_marked() -> None:
    subject, portion = f"report:{uuid4()}", uuid4()
    text = "أفاد مصدر بأن المشتبه فيه سافر إلى إشبيلية <b>"
    services.index_text(subject, "R-2026-0417", NOW, [services.TextPortion(portion, text, "ar", HANDLING)])
    (hit,) = queries.search_texts("بإشبيلية").hits
    assert (hit.kind, hit.title, hit.lang) == ("report", "R-2026-0417", "ar")
    assert "إشبيلية" in [piece for piece, is_hit in hit.fragments if is_hit]
    assert queries.search_texts("إشبيلية", lang="fr").total == 0


def test_a_text_of_many_pages_is_found_by_its_last_word_and_replaced_whole() -> None:
    subject, portion = f"report:{uuid4()}", uuid4()
    long = "mot " * 60_000 + "Zanzibar"
    services.index_text(subject, "R-1", NOW, [services.TextPortion(portion, long, "fr", HANDLING)])
    assert queries.search_texts("Zanzibar").total == 1
    services.index_text(subject, "R-1", NOW, [services.TextPortion(portion, "court", "fr", HANDLING)])
    assert queries.search_texts("Zanzibar").total == 0
    assert queries.search_texts("court").total == 1


def test_profiles_can_be_drawn_afresh_from_the_statements(
    held: Callable[..., UUID], actor: Callable[[str], Any]
) -> None:
    held(name="Karim Tazi", nationality="ma")
    gone = held(name="Samir Tazi")
    drawn = list(EntityProfile.objects.order_by("pk").values("pk", "names", "keys", "countries", "words"))
    EntityProfile.objects.filter(pk=gone).delete()
    EntityProfile.objects.update(names=[], keys=[], text_plain="")
    EntityProfile.objects.create(
        id=uuid4(), canonical_id=uuid4(), schema="Person", caption="nobody", handling=HANDLING.to_json(),
        statement_count=1, changed_at=NOW,
    )  # fmt: skip
    assert services.rebuild_profiles(actor("administrator")) == 2
    again = EntityProfile.objects.order_by("pk").values("pk", "names", "keys", "countries", "words")
    assert list(again) == drawn


def test_a_hit_by_name_says_which_name_and_why(held: Callable[..., UUID]) -> None:
    entity = held(name="عبد الكريم بنموسى")
    (hit,) = queries.search_entities(EntityFilter(q="Abdul Kareem bin Moosa")).hits
    assert (hit.entity_id, hit.why, hit.found_name) == (entity, "name", "عبد الكريم بنموسى")
    assert hit.score is not None
    assert hit.score > 0.8
    assert hit.reasons == ("Abdul Kareem ≈ عبد الكريم", "bin Moosa ≈ بنموسى")
