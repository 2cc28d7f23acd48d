"""The fictional people of an exercise station bear names in its language, marked as an exercise, and read in it."""

import pytest

from jisr.cli.init import make_accounts
from jisr.exercise.scenario import PLANS
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import exercise_deputy_name

pytestmark = pytest.mark.django_db
LOGINS = {
    "administrator", "analyst", "releaser", "liaison", "liaison2", "cooperation", "programme", "oversight",
    "data_protection", "senior", "legal",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "analyst", "second_officer"),
    [
        ("ar", "تمرين – محلِّل", "تمرين – ضابط الاتصال 2"),
        ("fr", "EXERCICE Analyste", "EXERCICE Officier de liaison 2"),
        ("en", "EXERCISE Analyst", "EXERCISE Liaison officer 2"),
    ],
)
def test_people_bear_names_of_their_station(language: str, analyst: str, second_officer: str) -> None:
    make_accounts("administrator", exercise=True, language=language)
    people = {user.username: user for user in User.objects.all()}
    assert set(people) == LOGINS
    assert (people["analyst"].full_name, people["liaison2"].full_name) == (analyst, second_officer)
    assert {user.language for user in people.values()} == {language}
    mark = analyst.partition(" ")[0]
    assert all(user.full_name.startswith(mark) for user in people.values())
    assert exercise_deputy_name(language).startswith(mark)


def test_the_three_stations_of_the_story_have_three_languages() -> None:
    assert {plan.station_id: plan.language for plan in PLANS} == {"rabat": "ar", "madrid": "en", "bamako": "fr"}
