"""Issue one API token for every account of an exercise station; prints {account: secret}. Run inside the station's home."""

import json
import sys

import django


def main() -> None:
    """Refuses at a station that is not marked as an exercise."""
    django.setup()
    from django.conf import settings

    from jisr.station.accounts.queries import accounts
    from jisr.station.accounts.services import issue_token
    from jisr.station.ledger.actor import Actor

    if not settings.EXERCISE:
        sys.exit("this station is not an exercise; tokens are made with `jisr accounts token`")
    actor = Actor(name="command:exercise", channel="command")
    secrets = {
        user.username: issue_token(actor, user, label="exercise", roles=user.roles, days=30).secret for user in accounts()
    }
    print(json.dumps(secrets))


if __name__ == "__main__":
    main()
