"""The generator gives any amount of fictional data, the same for the same seed."""

from jisr.core.handling import Classification
from jisr.exercise.generator import MARK, exercise_partners, exercise_people, generate


def test_the_same_seed_gives_the_same_reports() -> None:
    assert [r.to_json() for r in generate(50, 7)] == [r.to_json() for r in generate(50, 7)]


def test_another_seed_gives_others() -> None:
    assert [r.to_json() for r in generate(50, 7)] != [r.to_json() for r in generate(50, 8)]


def test_a_longer_run_does_not_change_what_a_person_is_called() -> None:
    assert exercise_people(10, 3) == exercise_people(20, 3)[:10]


def test_every_report_is_marked_exercise_and_keeps_one_portion_at_home() -> None:
    for report in generate(200, 1):
        assert MARK[report.language] in report.title
        assert report.portions[0].text.startswith(MARK[report.language])
        assert report.portions[-1].classification is Classification.SECRET
        assert report.portions[-1].releasable_to == ()


def test_all_three_languages_occur() -> None:
    assert {report.language for report in generate(100, 2)} == {"ar", "fr", "en"}


def test_partners_are_distinct_however_many() -> None:
    partners = exercise_partners(60, 4)
    assert len({partner.station_id for partner in partners}) == 60
