"""Accounts: made, changed, closed; who runs or watches the station holds no other role."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jisr.station.accounts import services
from jisr.station.accounts.access import token_holder
from jisr.station.accounts.models import ApiToken, User
from jisr.station.accounts.queries import account_views, accounts, holders
from jisr.station.accounts.roles import Right
from jisr.station.accounts.services import AccountProblem
from jisr.station.ledger.queries import entries_about

pytestmark = pytest.mark.django_db

STRONG = "un-mot-de-passe-assez-long"


def decisions_about(kind: str, record_id: str) -> list[str]:
    """Oldest first."""
    found = sorted(entries_about(kind, record_id), key=lambda stored: stored.index)
    return [stored.entry.decision for stored in found]


def test_a_new_account_signs_in_and_stands_in_the_ledger(actor):
    user = services.create_account(
        actor("administrator"), username=" Amal.K ", full_name="EXERCISE Amal", roles=["analyst"], password=STRONG
    )
    assert user.username == "amal.k"
    assert user.check_password(STRONG)
    assert decisions_about("account", "amal.k") == ["created"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"username": "x y"}, "account_name_malformed"),
        ({"username": "ليلى"}, "account_name_malformed"),
        ({"username": "<b>bold</b>"}, "account_name_malformed"),
        ({"roles": ["analyst", "administrator"]}, "roles_conflict"),
        ({"roles": ["oversight", "releaser"]}, "roles_conflict"),
        ({"roles": ["emperor"]}, "role_unknown"),
        ({"password": "short"}, "password_weak"),
        ({"password": "password1234"}, "password_weak"),
        ({"username": "analyst"}, "account_exists"),
        ({"language": "de"}, "choice_unknown"),
    ],
)
def test_what_an_account_may_not_be(actor, changes, code):
    wanted = {"username": "amal", "full_name": "Amal", "roles": ["analyst"], "password": STRONG, **changes}
    before = User.objects.count()
    with pytest.raises(AccountProblem) as caught:
        services.create_account(actor("administrator"), **wanted)
    assert caught.value.code == code
    assert User.objects.count() == before


def test_the_database_itself_refuses_roles_that_must_be_apart(people):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(username="analyst").update(roles=["analyst", "administrator"])


def test_a_closed_account_ends_sessions_and_tokens_and_can_be_opened_again(actor, client_as, token_for):
    client, secret = client_as("analyst"), token_for("analyst")
    assert client.get("/account/").status_code == 200
    services.disable_account(actor("administrator"), "analyst")
    assert client.get("/account/").status_code == 302
    assert token_holder(secret) is None
    services.enable_account(actor("administrator"), "analyst")
    assert token_holder(secret) is not None
    assert decisions_about("account", "analyst") == ["disabled", "enabled"]


def test_the_last_administrator_stays(actor):
    someone_else = actor("administrator", user_id=None)
    with pytest.raises(AccountProblem) as caught:
        services.disable_account(someone_else, "administrator")
    assert caught.value.code == "last_administrator"
    with pytest.raises(AccountProblem) as caught:
        services.change_account(someone_else, "administrator", full_name="", roles=["analyst"], language="en")
    assert caught.value.code == "last_administrator"


def test_an_administrator_cannot_lock_themselves_out(actor):
    with pytest.raises(AccountProblem) as caught:
        services.disable_account(actor("administrator"), "administrator")
    assert caught.value.code == "own_account"


def test_a_token_has_no_more_roles_than_its_person(actor, people):
    analyst = people["analyst"]
    with pytest.raises(AccountProblem) as caught:
        services.issue_token(actor("analyst"), analyst, label="x", roles=["releaser"], days=1)
    assert caught.value.code == "token_roles"
    issued = services.issue_token(actor("analyst"), analyst, label="x", roles=["analyst"], days=1)
    held, person = token_holder(issued.secret)
    assert person == analyst
    analyst.roles = ["liaison"]
    analyst.save()
    held, _person = token_holder(issued.secret)
    assert held.effective_roles() == ()


def test_a_token_ends_on_its_day_and_when_revoked(actor, people):
    issued = services.issue_token(actor("analyst"), people["analyst"], label="x", roles=["analyst"], days=2)
    token = ApiToken.objects.get(pk=issued.token_id)
    assert token.is_valid_at(timezone.now() + timedelta(days=1))
    assert not token.is_valid_at(timezone.now() + timedelta(days=3))
    services.revoke_token(actor("analyst"), people["analyst"], issued.token_id)
    assert token_holder(issued.secret) is None


def test_nobody_revokes_the_token_of_another(actor, people):
    issued = services.issue_token(actor("analyst"), people["analyst"], label="x", roles=["analyst"], days=2)
    with pytest.raises(AccountProblem) as caught:
        services.revoke_token(actor("liaison"), people["liaison"], issued.token_id)
    assert caught.value.status == 404
    assert token_holder(issued.secret) is not None


def test_secrets_of_tokens_are_not_in_the_database(actor, people):
    issued = services.issue_token(actor("analyst"), people["analyst"], label="x", roles=["analyst"], days=2)
    row = ApiToken.objects.filter(pk=issued.token_id).values().get()
    assert issued.secret not in str(row)


def test_lists_filter_and_views_hold_nothing_secret(people):
    assert [user.username for user in accounts(role="oversight")] == ["oversight"]
    assert [user.username for user in accounts(text="releas")] == ["releaser"]
    assert "password" not in str(account_views(accounts()))
    assert {user.username for user in holders(Right.RELEASE_DECIDE)} == {"releaser"}
