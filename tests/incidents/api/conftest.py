"""Callers of the REST interface: a program with a token, and persons with a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client

from incidents.models import Account, Incident
from incidents.services.tokens import issue_token
from tests.factories import make_account, make_released

GROUND = {"purpose": "Quarterly brief", "legal_ground": "Site protection duty", "recipient": "Policy office"}
Call = Callable[..., HttpResponseBase]
Release = Callable[..., Incident]


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    """Request limits are counted in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def token_of(analyst: Account) -> Callable[..., str]:
    """Return a maker of tokens that the analyst owns."""
    issuer = make_account("releaser", username="issuer")

    def issue(tier: str = "RED", **values: Any) -> str:
        return issue_token(
            **({"by": issuer, "owner": analyst, "name": "test", "tier": tier} | GROUND | values)
        )[1]

    return issue


@pytest.fixture
def call(token_of: Callable[..., str]) -> Call:
    """Return a caller with a token: `call("incidents", limit=2)`."""
    return caller(token_of())


def caller(plain: str) -> Call:
    client = Client(headers={"authorization": f"Bearer {plain}"})

    def ask(
        path: str = "", *, method: str = "get", headers: dict[str, str] | None = None, **query: Any
    ) -> Any:
        address = path.removeprefix("http://testserver")
        address = address if address.startswith("/") else f"/api/v1/{address}"
        return getattr(client, method)(address, query_params=query or None, headers=headers or {})

    return ask


@pytest.fixture
def released(reporter: Account, reviewer: Account, releaser: Account) -> Release:
    """Return a maker of released incidents."""

    def release(**values: Any) -> Incident:
        return make_released(reporter, reviewer=reviewer, releaser=releaser, **values)

    return release


def body_of(response: Any) -> Any:
    """Return the JSON of an answer, streamed or not."""
    return orjson.loads(response.getvalue())


def problem_of(response: Any, status: int) -> dict[str, Any]:
    """Return the problem of an answer that must be one."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    found = response.json()
    assert found["status"] == status
    assert set(found) <= {"type", "title", "status", "detail", "errors"}
    return found
