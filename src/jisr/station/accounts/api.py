"""Routes for accounts: one's own, and those of others for an administrator."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from jisr.station.accounts import services
from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.models import User
from jisr.station.accounts.queries import account_views, accounts, tokens_of
from jisr.station.accounts.roles import TABLE, Right, Role, access_of
from jisr.station.web.paging import MAX_OFFSET

router = Router()


class AccountOut(Schema):
    """An account without anything secret."""

    username: str
    full_name: str
    roles: list[str]
    language: str
    is_active: bool
    has_second_factor: bool
    last_login: datetime | None
    created_at: datetime


class AccountPage(Schema):
    total: int
    items: list[AccountOut]


class AccountIn(Schema):
    username: str = Field(min_length=2, max_length=64)
    full_name: str = Field("", max_length=200)
    roles: list[Role] = Field(min_length=1)
    language: str = Field("en", pattern="^(ar|fr|en)$")


class AccountChange(Schema):
    full_name: str = Field(max_length=200)
    roles: list[Role] = Field(min_length=1)
    language: str = Field(pattern="^(ar|fr|en)$")


class NewPassword(Schema):
    """A temporary password, told once."""

    username: str
    password: str


class OwnAccount(Schema):
    """The account a token speaks for, with what this token may do."""

    username: str
    full_name: str
    roles: list[str]
    rights: dict[str, str]


class TokenOut(Schema):
    id: int
    label: str
    roles: list[str]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None


class AccountFilter(Schema):
    text: str = ""
    role: Role | None = None
    active: bool | None = None
    limit: int = Field(50, ge=1, le=200)
    offset: int = Field(0, ge=0, le=MAX_OFFSET)


@router.get("/me", response=OwnAccount, auth=Bearer(Right.OWN_ACCOUNT), summary="The account this token speaks for")
def me(request: HttpRequest) -> dict[str, Any]:
    user, roles = caller(request), actor_of(request).roles
    held = {right.value: access.value for right in Right if (access := access_of(roles, right))}
    return {"username": user.username, "full_name": user.full_name, "roles": list(roles), "rights": held}


@router.get(
    "/me/tokens", response=list[TokenOut], auth=Bearer(Right.OWN_ACCOUNT), summary="My tokens, without their secrets"
)
def my_tokens(request: HttpRequest) -> Any:
    return tokens_of(caller(request))


@router.post(
    "/me/tokens/{int:token_id}/revoke",
    response={204: None},
    auth=Bearer(Right.OWN_ACCOUNT),
    summary="End one of my tokens",
)
def revoke(request: HttpRequest, token_id: int) -> Status[None]:
    services.revoke_token(actor_of(request), caller(request), token_id)
    return Status(204, None)


@router.get(
    "/permissions", response=dict[str, dict[str, str]], auth=Bearer(Right.OWN_ACCOUNT), summary="Who may do what"
)
def permissions(request: HttpRequest) -> dict[str, dict[str, str]]:
    return {right.value: {role.value: access.value for role, access in cells.items()} for right, cells in TABLE.items()}


@router.get("/", response=AccountPage, auth=Bearer(Right.ACCOUNT_MANAGE), summary="Accounts")
def list_accounts(request: HttpRequest, chosen: Query[AccountFilter]) -> dict[str, Any]:
    found = accounts(text=chosen.text, role=chosen.role or "", active=chosen.active)
    views = account_views(found[chosen.offset : chosen.offset + chosen.limit])
    return {"total": found.count(), "items": views}


@router.post("/", response={201: NewPassword}, auth=Bearer(Right.ACCOUNT_MANAGE), summary="Make an account")
def create(request: HttpRequest, body: AccountIn) -> Status[dict[str, str]]:
    password = services.generated_password()
    user = services.create_account(actor_of(request), password=password, is_password_temporary=True, **body.dict())
    return Status(201, {"username": user.username, "password": password})


@router.put(
    "/{str:username}", response=AccountOut, auth=Bearer(Right.ACCOUNT_MANAGE), summary="Change name, roles, language"
)
def change(request: HttpRequest, username: str, body: AccountChange) -> Any:
    return account_views([services.change_account(actor_of(request), username, **body.dict())])[0]


@router.post(
    "/{str:username}/disable", response=AccountOut, auth=Bearer(Right.ACCOUNT_MANAGE), summary="Close an account"
)
def disable(request: HttpRequest, username: str) -> Any:
    return account_views([services.disable_account(actor_of(request), username)])[0]


@router.post(
    "/{str:username}/enable", response=AccountOut, auth=Bearer(Right.ACCOUNT_MANAGE), summary="Open a closed account"
)
def enable(request: HttpRequest, username: str) -> Any:
    return account_views([services.enable_account(actor_of(request), username)])[0]


@router.post(
    "/{str:username}/password",
    response=NewPassword,
    auth=Bearer(Right.ACCOUNT_MANAGE),
    summary="Make a temporary password",
)
def password(request: HttpRequest, username: str) -> dict[str, str]:
    made_up = services.generated_password()
    user = services.set_password(actor_of(request), username, made_up)
    return {"username": user.username, "password": made_up}


@router.post(
    "/{str:username}/reset-second-factor",
    response=AccountOut,
    auth=Bearer(Right.ACCOUNT_MANAGE),
    summary="Remove a lost second factor",
)
def reset_second_factor(request: HttpRequest, username: str) -> Any:
    return account_views([services.reset_second_factor(actor_of(request), username)])[0]


def caller(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
