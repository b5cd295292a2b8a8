"""The HTTP API keeps what its OpenAPI document promises, whatever it is sent."""

from __future__ import annotations

import pytest
import schemathesis
from doubles import PRESS, make_index
from hypothesis import HealthCheck, Phase, given, settings
from invented import InventedAssistant
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from assistant import Assistant, Conversations
from assistant.http.api import Bounds, create_api

DOCUMENT = create_api(InventedAssistant(), object()).openapi()
ROUTES = [(path, method) for path, known in DOCUMENT["paths"].items() for method in known]
PROMISES = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
SOME = settings(
    max_examples=12,  # of each route and mode; together they take less than a minute
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    folder = tmp_path_factory.mktemp("api")
    with (
        make_index(folder / "archive", *PRESS) as index,
        Conversations.open(folder / "conversations.db") as conversations,
    ):
        bounds = Bounds(requests_a_minute=1_000_000)
        app = create_api(Assistant(index), conversations, bounds=bounds)
        yield schemathesis.openapi.from_asgi("/openapi.json", app)


@pytest.mark.slow
@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
@pytest.mark.parametrize(("path", "method"), ROUTES)
def test_what_a_route_promises_holds_whatever_it_is_sent(schema, path, method, mode):
    operation = schema[path][method]

    @SOME
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case):
        case.call_and_validate(checks=PROMISES)

    if mode is GenerationMode.POSITIVE or can_be_wrong(DOCUMENT["paths"][path][method]):
        send()


def can_be_wrong(route: dict) -> bool:
    """Whether a route takes what may be of a wrong shape; any text may stand in a path."""
    named = [each for each in route.get("parameters", ()) if each["in"] != "path"]
    return bool(named or route.get("requestBody"))


@pytest.mark.parametrize(("path", "method"), ROUTES)
def test_what_a_route_takes_has_an_example(path, method):
    content = DOCUMENT["paths"][path][method].get("requestBody", {}).get("content", {})
    for kind, body in content.items():
        if kind == "multipart/form-data":  # files, which its description has an example of
            continue
        name = body["schema"]["$ref"].rpartition("/")[2]
        assert DOCUMENT["components"]["schemas"][name].get("examples"), name
