"""Answers of the API: JSON by one writer, lists in pages, repeated requests answered once."""

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import orjson
from flask import Response, request
from marshmallow import Schema

from baton.domain.errors import InvalidInput
from baton.domain.ports.queries import Page, PageRequest
from baton.usecases.act import Answered, Repeated, RequestKey
from baton.web.security.actor import current_actor

Row = TypeVar("Row")
LONGEST_KEY = 200


@cache
def shape(schema: type[Schema]) -> Schema:
    """The one instance of a schema: making one costs more than using it, and use leaves no trace in it."""
    return schema()


def reply(body: Any, status: int = 200) -> Response:
    """``body`` as a JSON answer."""
    return Response(orjson.dumps(body), status, mimetype="application/json")


def listed(schema: Schema, page: Page[Any]) -> Response:
    """A page of rows: ``{items, next}``."""
    return reply({"items": schema.dump(page.items, many=True), "next": page.next})


def wanted_page(arguments: dict[str, Any]) -> PageRequest:
    """The page that the arguments ``limit`` and ``after`` ask for; takes them out."""
    return PageRequest(arguments.pop("limit", 50), arguments.pop("after", None))


def request_key(render: Callable[[Any], dict[str, Any]]) -> RequestKey | None:
    """The Idempotency-Key of the request, bound to what it asks."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not 0 < len(key) <= LONGEST_KEY:
        raise InvalidInput(f"An Idempotency-Key has 1 to {LONGEST_KEY} characters.")
    asked = hashlib.sha256(f"{request.method} {request.full_path}\n".encode() + request.get_data(cache=True)).hexdigest()
    return RequestKey(current_actor().id, key, asked, render)


def once(act: Callable[[RequestKey | None], Any], render: Callable[[Any], dict[str, Any]], status: int = 200) -> Response:
    """Do ``act`` under the request's key; a request already answered gets the same answer."""
    try:
        result = act(request_key(render))
    except Repeated as done:
        return reply(done.answer, status)
    return reply(result.answer if isinstance(result, Answered) else render(result), status)
