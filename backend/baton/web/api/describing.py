"""The OpenAPI document and how requests are checked against the schemas."""

from collections.abc import Iterator
from typing import Any

from flask import Flask
from flask_smorest import Api
from werkzeug.exceptions import HTTPException

from baton import __version__
from baton.domain.errors import InvalidInput
from baton.domain.problems import Problem
from baton.web.api.schemas import ProblemDetails
from baton.web.errors import refused_by_http, rejected

PREFIX = "/api/v1"
PROBLEM = "application/problem+json"


class ProblemApi(Api):  # type: ignore[misc]
    """flask-smorest, with our problem details as its errors."""

    ERROR_SCHEMA = ProblemDetails

    def handle_http_exception(self, error: HTTPException) -> Any:
        """What webargs found wrong becomes a rejection with every field; the rest is Flask's own."""
        found = getattr(error, "data", None) or {}
        if messages := found.get("messages"):
            problems = tuple(_problems(messages))
            return rejected(InvalidInput("Some parameters are missing or wrong. Correct them and send again.", problems=problems))
        return refused_by_http(error)


def describe(app: Flask) -> ProblemApi:
    """Make the API of an application."""
    app.config.update(
        API_TITLE="Baton", API_VERSION=__version__, OPENAPI_VERSION="3.1.0", OPENAPI_URL_PREFIX=PREFIX,
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "info": {"description": "Processes, tasks, messages and history of a Baton installation."},
            "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
            "security": [{"token": []}],
        },
    )  # fmt: skip
    return ProblemApi(app)


def finish(api: ProblemApi) -> None:
    """Errors are problem+json; flask-smorest describes them as plain JSON and has no option for it."""
    for response in api.spec.to_dict().get("components", {}).get("responses", {}).values():
        content = response.get("content", {})
        if "application/json" in content:
            content[PROBLEM] = content.pop("application/json")


def _problems(messages: Any, path: tuple[str, ...] = ()) -> Iterator[Problem]:
    if isinstance(messages, dict):
        for name, inner in messages.items():
            # the first name says where the value came from (json, query), not what it is called
            yield from _problems(inner, (*path, str(name)) if path or name not in ("json", "query", "form", "files") else ())
        return
    for message in messages if isinstance(messages, list) else [messages]:
        yield Problem("request.field", str(message), field=".".join(path) or None)
