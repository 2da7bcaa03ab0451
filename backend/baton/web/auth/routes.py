"""The login page and what it posts to."""

import threading
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, current_app, make_response, redirect, render_template, request, url_for
from flask import session as browser_state

from baton.domain.actors import ANONYMOUS
from baton.domain.errors import NotFound, Unauthenticated
from baton.usecases import people
from baton.web.auth.places import local
from baton.web.errors import problem_json, speaks_json
from baton.web.fragments import WHOLE_PAGE, go, wants_fragment
from baton.web.security.access import public
from baton.web.security.actor import caller, current_actor, forget_session, keep_session
from baton.web.security.forgery import FIELD, SAFE
from baton.web.security.kept import KeptForm, seal, unseal
from baton.web.security.throttle import Throttle
from baton.web.wired import oidc, platform, settings

blueprint = Blueprint("auth", __name__)
# Each check of a password takes 64 MB and a tenth of a second on purpose: two at a time are enough for people.
_checking = threading.BoundedSemaphore(2)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.register_error_handler(Unauthenticated, ask_to_sign_in)
    app.extensions["baton.throttle"] = {"account": Throttle(8, 300), "address": Throttle(40, 300)}


def ask_to_sign_in(rejection: Unauthenticated) -> Response:
    """A stranger: programs get a 401, a page leads to the login, and a form that was posted waits there."""
    if speaks_json():
        return problem_json(rejection)
    if request.method in SAFE and not wants_fragment():
        return make_response(redirect(url_for("auth.login", next=request.full_path.rstrip("?")), 303))
    if request.method in SAFE:
        response = make_response("", 401)
        response.headers["HX-Redirect"] = url_for("auth.login", next=_page_of_fragment())
        return response
    fields = tuple((name, value) for name, value in request.form.items(multi=True) if name != FIELD)
    view = _view(local(request.path), seal(KeptForm(request.path, fields)))
    response = make_response(render_template("auth/login.html", **view, expired=True), 401)
    response.headers.update(WHOLE_PAGE)
    return response


@blueprint.get("/login")
@public("people come here to say who they are")
def login() -> Response:
    if current_actor() is not ANONYMOUS:
        return go(local(request.args.get("next")))
    return make_response(render_template("auth/login.html", **_view(local(request.args.get("next")), "")))


@blueprint.post("/login")
@public("people come here to say who they are; guessing is slowed down")
def sign_in() -> Response:
    name, password = request.form.get("name", "").strip(), request.form.get("password", "")
    target, kept = local(request.form.get("next")), request.form.get("kept", "")
    limits = _throttle()
    account, address = f"account:{name}", f"address:{request.remote_addr}"
    limits["account"].require_room(account)
    limits["address"].require_room(address)
    try:
        with _checking:
            signed = people.sign_in(platform(), name, password)
    except Unauthenticated as refusal:
        limits["account"].failed(account)
        limits["address"].failed(address)
        return make_response(render_template("auth/login.html", **_view(target, kept), name=name, refusal=str(refusal)), 401)
    limits["account"].forget(account)
    return _signed_in(signed, target, kept)


@blueprint.get("/login/sso")
@public("single sign-on begins before anybody is known")
def sso() -> Response:
    provider = oidc()
    if provider is None:
        raise NotFound("Single sign-on is not set up here.")
    browser_state["next"] = local(request.args.get("next"))
    return make_response(provider.begin(settings().base_url.rstrip("/") + url_for("auth.sso_callback")))


@blueprint.get("/login/sso/callback")
@public("the provider sends people here; its answer is verified")
def sso_callback() -> Response:
    provider = oidc()
    if provider is None:
        raise NotFound("Single sign-on is not set up here.")
    target = local(browser_state.pop("next", None))
    try:
        signed = people.sign_in_by_claims(platform(), provider.claims())
    except Unauthenticated as refusal:
        return make_response(render_template("auth/login.html", **_view(target, ""), refusal=str(refusal)), 401)
    return _signed_in(signed, target, "")


@blueprint.post("/logout")
@public("closing a session that is gone already is no harm")
def logout() -> Response:
    session = caller().session
    if session is not None:
        people.sign_out(platform(), session.id)
    response = forget_session(go(url_for("auth.login")))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _signed_in(signed: people.SignedIn, target: str, kept: str) -> Response:
    form = unseal(kept)
    if form is None:
        response = go(target)
    else:
        shown = [(name, value) for name, value in form.fields if value and not name.startswith("~")]
        view = {"form": form, "shown": shown, "csrf": signed.session.csrf, "field": FIELD, "person": signed.person.name}
        response = make_response(render_template("auth/resume.html", **view))
    seconds = int((signed.session.expires_at - signed.session.created_at).total_seconds())
    return keep_session(response, signed.secret, seconds)


def _view(target: str, kept: str) -> dict[str, Any]:
    return {
        "next": target,
        "kept": kept,
        "demo": settings().demo or (),
        "sso": f"{url_for('auth.sso')}?{urlencode({'next': target})}" if oidc() else None,
    }


def _page_of_fragment() -> str:
    return local(request.full_path.rstrip("?"))


def _throttle() -> dict[str, Throttle]:
    found: dict[str, Throttle] = current_app.extensions["baton.throttle"]
    return found
