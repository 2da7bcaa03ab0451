"""Rejections to HTTP: the only place that knows status codes for them."""

import uuid
from datetime import datetime
from http import HTTPStatus
from traceback import format_exception
from typing import Any

import structlog
from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from baton.domain.errors import (
    CannotMigrate,
    Conflict,
    Forbidden,
    InvalidInput,
    NotFound,
    Rejection,
    TooLarge,
    Unauthenticated,
    Unavailable,
    said,
)
from baton.web.fragments import WHOLE_PAGE, wants_fragment
from baton.web.language.catalog import later
from baton.web.language.catalog import say as _
from baton.web.security.actor import treat_as_stranger
from baton.web.security.guests import told_path

STATUS: dict[type[Rejection], int] = {
    Rejection: 400,
    Unauthenticated: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    CannotMigrate: 409,
    TooLarge: 413,
    InvalidInput: 422,
    Unavailable: 503,
}
log = structlog.get_logger("baton.web")


def init_app(app: Flask) -> None:
    app.register_error_handler(Rejection, rejected)
    app.register_error_handler(HTTPException, refused_by_http)
    app.register_error_handler(Exception, broken)


def status_of(rejection: Rejection) -> int:
    """The status of the nearest known kind."""
    return next(STATUS[kind] for kind in type(rejection).__mro__ if kind in STATUS)


def speaks_json() -> bool:
    """Whether the answer goes to a program: the API, an island, or whoever prefers JSON."""
    if request.path.startswith(("/api/", "/hooks/", "/test/")) or request.path.endswith(".json") or request.is_json:
        return True
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def problem_json(rejection: Rejection) -> Response:
    """RFC 9457 problem details of a rejection."""
    title = (type(rejection).__doc__ or "").strip()
    extra: dict[str, Any] = {name: _plain(value) for name, value in rejection.details.items() if value is not None}
    if rejection.problems:
        extra["problems"] = [problem.as_dict() for problem in rejection.problems]
    response = problem_details(rejection.code, title, status_of(rejection), str(rejection), **extra)
    if isinstance(rejection, Unauthenticated):
        response.headers["WWW-Authenticate"] = 'Bearer realm="baton"'
    return response


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def problem_details(code: str, title: str, status: int, detail: str, **extra: Any) -> Response:
    """A problem+json answer. ``extra`` members never replace the standard ones."""
    body = {**extra, "type": f"urn:baton:problem:{code}", "title": title, "status": status, "detail": detail}
    response = jsonify({**body, "instance": request.path})
    response.status_code, response.mimetype = status, "application/problem+json"
    return response


def rejected(rejection: Rejection) -> Response:
    """A refused request, said to a program or to a person."""
    if speaks_json():
        return problem_json(rejection)
    title = (type(rejection).__doc__ or "").strip()
    return error_page(status_of(rejection), title, str(rejection), rejection.problems)


def refused_by_http(error: HTTPException) -> Response:
    """What Flask itself refuses: unknown addresses, wrong methods, bodies that are too large."""
    if error.response is not None:
        return make_response(error.get_response())
    status = error.code or 500
    title = HTTPStatus(status).phrase
    detail = _too_much() if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else error.description or title
    if speaks_json():
        answer = problem_details(title.lower().replace(" ", "-"), title, status, detail)
    else:
        answer = error_page(status, _SENTENCES.get(status, title), detail)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            answer.headers[name] = value
    return answer


def _too_much() -> str:
    """Which limit was met: that of the whole request, or that of what was typed."""
    most, has = request.max_content_length or 0, request.content_length
    if has is None or has > most:
        return _(
            "At most %(most)s MB are taken at once. Go back, what you typed is still there, and send fewer or smaller files.",
            most=most // 1024 // 1024,
        )
    return _(
        "What was typed has more than %(most)s MB, the most that is taken.",
        most=(request.max_form_memory_size or 0) // 1024 // 1024,
    )


def broken(error: Exception) -> Response:
    """A bug: logged once with an id, shown with the same id and nothing else."""
    id = uuid.uuid4().hex[:12]
    # As text: a renderer that is given the exception may print local variables, and with them what people typed.
    log.error("bug", id=id, path=told_path(), method=request.method, trace="".join(format_exception(error)))
    detail = said("The error is recorded as {id}. Tell an administrator this number.", id=id)
    if speaks_json():
        return problem_details("internal-error", "Something went wrong on our side.", 500, detail, id=id)
    return error_page(500, later("Something went wrong on our side."), detail)


def error_page(status: int, title: str, detail: str, problems: tuple[Any, ...] = ()) -> Response:
    """A page with a sentence and a way out. When we failed ourselves, the page asks nothing of the database."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        treat_as_stranger()
    view = {"status": status, "title": _(title), "detail": detail if detail != title else "", "problems": problems}
    response = make_response(render_template("error.html", **view), status)
    if wants_fragment():
        response.headers.update(WHOLE_PAGE)
    return response


_SENTENCES = {
    404: later("There is no page at this address."),
    405: later("This address cannot be used that way."),
    413: later("That is more than Baton accepts at once."),
    429: later("Too many tries."),
}
