"""Characters that no record can keep are refused where they stand, in body and query."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("character", ["\0", "\ud800"])
def test_a_body_names_the_place_of_a_character_that_no_text_can_hold(client, token_for, character):
    body = {"text": "fine", "source": "SAFRAN", "title": f"a{character}b"}
    answer = client.post(
        "/api/v1/intake/reports",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token_for('analyst')}"},
    )
    said = answer.json()
    assert (answer.status_code, said["code"], said["field"]) == (400, "character_not_allowed", "title")


def test_a_place_inside_a_list_is_named(client, token_for):
    answer = client.post(
        "/api/v1/intake/reports",
        {"text": "fine", "more": [{"a": "b"}, {"a": "\0"}]},
        content_type="application/json",
        headers={"Authorization": f"Bearer {token_for('analyst')}"},
    )
    assert answer.json()["field"] == "more.1.a"


def test_a_query_is_looked_at_too(client, token_for):
    answer = client.get(
        "/api/v1/partners/interests?owner=a%00b", headers={"Authorization": f"Bearer {token_for('liaison')}"}
    )
    assert (answer.status_code, answer.json()["field"]) == (400, "owner")
