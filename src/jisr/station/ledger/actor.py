"""Who acts: every write and every reading of content names one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a token or the station itself.

    Attributes:
        name: sign-in name, or "system:<job>" / "partner:<station id>" for acts nobody did by hand.
        roles: role values held at that moment.
        user_id: primary key of the account; None for the station and for partners.
        justification: the reason given for this act, where one is asked for.
        channel: "console", "api", "command", "worker" or "exchange".
    """

    name: str
    roles: tuple[str, ...] = ()
    user_id: int | None = None
    justification: str = ""
    channel: str = "console"

    def has_role(self, role: str) -> bool:
        return role in self.roles


def system_actor(job: str) -> Actor:
    """The station acting by itself, e.g. system_actor("deliver")."""
    return Actor(name=f"system:{job}", channel="worker")


def partner_actor(station_id: str) -> Actor:
    """A partner station acting through the exchange endpoint."""
    return Actor(name=f"partner:{station_id}", channel="exchange")
