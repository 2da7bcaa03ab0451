"""One template, whole or in part: htmx gets a block of it, everybody else the page."""

import hashlib
from typing import Any

from flask import Response, current_app, make_response, redirect, render_template, request

# An answer to a fragment's request that is a page of its own: htmx puts it in the place of the whole page.
WHOLE_PAGE = {"HX-Retarget": "body", "HX-Reswap": "innerHTML"}


def wants_fragment() -> bool:
    """Whether htmx asks for a part of the page."""
    return request.headers.get("HX-Request-Type") == "partial"


def show(template: str, block: str, status: int = 200, **view: Any) -> Response:
    """The page, or just its ``block`` for htmx."""
    content = _block(template, block, {**view, "fragment": True}) if wants_fragment() else render_template(template, **view)
    return make_response(content, status)


def tag_of(*seen: Any) -> str:
    """A short text that changes when anything shown changes."""
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def unchanged_or(response: Response, tag: str) -> Response:
    """304 when the browser already shows exactly this."""
    response.set_etag(tag)
    response.make_conditional(request)
    return response


def go(address: str) -> Response:
    """Answer a form that was accepted: 303, also for htmx, which follows it as a whole page."""
    if request.headers.get("HX-Request") == "true":
        response = make_response("", 200)
        response.headers["HX-Redirect"] = address
        return response
    return make_response(redirect(address, 303))


def _block(template: str, block: str, view: dict[str, Any]) -> str:
    environment = current_app.jinja_env
    page = environment.get_template(template)
    current_app.update_template_context(view)
    render = page.blocks.get(block) or page.blocks["main"]
    return "".join(render(page.new_context(view)))
