"""Hundreds of requests made from the description itself: no 500, and every answer as described."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.api.root import document
from incidents.api.throttles import ReaderThrottle
from incidents.models import Account
from incidents.services.detection import run_detection
from tests.factories import make_log_of_a_returning_group, make_site, make_zone
from tests.incidents.api.conftest import GROUND, Release

schemathesis = pytest.importorskip(
    "schemathesis", reason="requests made from the description (requirements-dev.txt)"
)
from schemathesis import Case, GenerationMode  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.schemas import BaseSchema as OpenApiSchema  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

pytestmark = pytest.mark.slow
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
PATHS = [
    "/api/v1/" + name
    for name in (
        "", "openapi.json", "incidents", "incidents/{number}", "sites", "sites/{code}", "findings",
        "findings/{uuid}", "runs", "runs/{uuid}",
    )
]  # fmt: skip


@pytest.fixture
def described(
    released: Release, reporter: Account, reviewer: Account, monkeypatch: pytest.MonkeyPatch, kept_connection: None
) -> OpenApiSchema:  # fmt: skip
    """A small world behind the real WSGI application."""
    monkeypatch.setattr(ReaderThrottle, "THROTTLE_RATES", {"api": "100000/min", "export": "100000/min"})
    log = make_log_of_a_returning_group(reporter, reviewer=reviewer)
    run_detection(by=reviewer, log=log, replicates=99)
    make_zone(make_site())
    released(), released(tlp="GREEN")
    schema = schemathesis.openapi.from_dict(document())
    schema.app = get_wsgi_application()
    return schema


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_token_is_answered_as_described(
    described: OpenApiSchema, token_of: Callable[..., str], path: str, mode: GenerationMode
) -> None:
    way_in = {"headers": {"Authorization": f"Bearer {token_of()}"}}
    answer_as_described(described[path]["GET"].as_strategy(generation_mode=mode), way_in)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_session_is_answered_as_described(
    described: OpenApiSchema, analyst: Account, signed_in: Callable[[Account], Client], path: str,
    mode: GenerationMode,
) -> None:  # fmt: skip
    name = django_settings.SESSION_COOKIE_NAME
    way_in = {"cookies": {name: signed_in(analyst).cookies[name].value}}
    answer_as_described(described[path]["GET"].as_strategy(generation_mode=mode), way_in)


def answer_as_described(cases: st.SearchStrategy[Case], way_in: dict[str, Any]) -> None:
    """Ask many times; a session says why in every second case."""

    @settings(
        max_examples=20,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, says_why=st.booleans())
    def ask(case: Case, says_why: bool) -> None:
        if says_why and "cookies" in way_in and "incidents" in case.path:
            case.query = {**(case.query or {}), **GROUND}
        case.call_and_validate(checks=CHECKS, **way_in)

    ask()
