"""Anybody with a token sends whatever the description of the API allows, and what it does not: no route breaks.

schemathesis makes the calls from /api/v1/openapi.json. A broken route answers with one of the 500s, or in a form that
its description does not hold.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from jisr.station.accounts.roles import TABLE, Access, Right, Role

pytestmark = pytest.mark.django_db

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
CALLS_PER_ROUTE = 6
REASON = {"X-Jisr-Reason": "EXERCISE complaint number 12"}


def role_that_may(right: Right) -> Role:
    held = TABLE[right]
    return next((role for role in held if held[role] is Access.FULL), next(iter(held)))


def address(path: str) -> str:
    """Without the converters that the site writes into it."""
    return re.sub(r"\{\w+:(\w+)\}", r"{\1}", path).strip("/")


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests must not close the connection of the transaction that the test is rolled back with."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def description(one_connection: None) -> Any:
    from jisr.station.api.routes import api
    from jisr.station.wsgi import application

    schema = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    schema.app = application
    return schema


def test_no_route_breaks(description: Any, token_for: Any) -> None:
    from jisr.station.permissions import api_routes

    rights = {(route.method, address(route.path)): route.right for route in api_routes()}
    tokens = {role: token_for(role.value) for role in Role}
    broken = []
    for found in description.get_all_operations():
        operation = found.ok()
        role = role_that_may(rights[operation.method.upper(), address(operation.full_path)])
        try:
            call_often(operation, {"Authorization": f"Bearer {tokens[role]}", **REASON})
        except (Exception, BaseExceptionGroup) as error:  # every broken route is told, not the first only
            broken.append(f"{operation.method.upper()} {operation.full_path}: {str(error)[:1500]}")
    assert not broken, "\n\n".join(broken)


def call_often(operation: Any, headers: dict[str, str]) -> None:
    @settings(max_examples=CALLS_PER_ROUTE, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def call(case: Any) -> None:
        cache.clear()  # the throttle counts in it
        with transaction.atomic():  # a broken statement must not break the calls that follow
            case.call_and_validate(headers=headers, checks=CHECKS)

    call()
