"""What is read about accounts. Nothing here returns a password or a token's secret."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from jisr.station.accounts.models import ApiToken, User
from jisr.station.accounts.roles import Right, Role, labels_of


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account as lists and the API show it."""

    username: str
    full_name: str
    roles: tuple[str, ...]
    language: str
    is_active: bool
    has_second_factor: bool
    last_login: datetime | None
    created_at: datetime

    @property
    def role_labels(self) -> list[str]:
        return labels_of(self.roles)


def accounts(*, text: str = "", role: str = "", active: bool | None = None) -> QuerySet[User]:
    """Accounts by sign-in name; `text` is looked for in both names."""
    found = User.objects.order_by("username")
    if text:
        found = found.filter(username__icontains=text) | found.filter(full_name__icontains=text)
    if role:
        found = found.filter(roles__contains=[role])
    if active is not None:
        found = found.filter(is_active=active)
    return found


def account_views(users: Iterable[User]) -> list[AccountView]:
    """The accounts with whether each has set up a second factor (one query for all)."""
    from allauth.mfa.models import Authenticator

    listed = list(users)
    totp = Authenticator.objects.filter(user__in=listed, type=Authenticator.Type.TOTP)
    protected = set(totp.values_list("user_id", flat=True))
    return [
        AccountView(
            user.username,
            user.full_name,
            tuple(user.roles),
            user.language,
            user.is_active,
            user.pk in protected,
            user.last_login,
            user.date_joined,
        )
        for user in listed
    ]


def account(username: str) -> User | None:
    return User.objects.filter(username=username).first()


def display_name(username: str) -> str:
    """The person's name for a sign-in name; the sign-in name where there is no such account (any more)."""
    found = account(username)
    return found.get_full_name() if found else username


def holders(right: Right) -> list[User]:
    """Active people who hold the right, by sign-in name."""
    return [user for user in User.objects.filter(is_active=True).order_by("username") if user.may(right)]


def has_administrator() -> bool:
    return User.objects.filter(is_active=True, roles__contains=[Role.ADMINISTRATOR.value]).exists()


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """A person's tokens, newest first, ended ones too."""
    return ApiToken.objects.filter(user=user).order_by("-created_at")
