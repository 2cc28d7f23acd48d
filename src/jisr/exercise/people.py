"""The people of an exercise station: a deputy who is analyst and releaser in one, and an API token for everybody.

Run inside the station's home, with the exercise's password in JISR_ADMIN_PASSWORD; prints {account: token}.
"""

import json
import os
import sys

import django


def main() -> None:
    """Refuses at a station that is not marked as an exercise."""
    django.setup()
    from django.conf import settings

    from jisr.station.accounts.queries import accounts
    from jisr.station.accounts.roles import exercise_deputy_name
    from jisr.station.accounts.services import create_account, issue_token
    from jisr.station.ledger.actor import Actor

    if not settings.EXERCISE:
        sys.exit("this station is not an exercise; tokens are made with `jisr accounts token`")
    actor = Actor(name="command:exercise", channel="command")
    language = settings.STATION.default_language
    create_account(
        actor,
        username="deputy",
        full_name=exercise_deputy_name(language),
        roles=["analyst", "releaser"],
        password=os.environ["JISR_ADMIN_PASSWORD"],
        language=language,
        second_factor_required=False,
    )
    tokens = {
        user.username: issue_token(actor, user, label="exercise", roles=user.roles, days=30, purpose="terrorism").secret
        for user in accounts()
    }
    print(json.dumps(tokens))


if __name__ == "__main__":
    main()
