"""What the panel asks while somebody draws: variables, the next moments of a timer, what an expression answers."""

from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from flask import Blueprint, Flask, Response, jsonify, request

from baton.domain.errors import InvalidInput
from baton.domain.ports.drawing import ModelVariable, TimerText
from baton.usecases import drawing, modelling
from baton.web.bodies import json_body
from baton.web.modeler.island import sent_drawing
from baton.web.modeler.pages import drawing_of
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("modeler_aids", __name__)
LONGEST = 500
KINDS = ("expression", "script")


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/models/<id>/variables")
@rule("model.edit")
def kept_variables(id: str) -> Response:
    """The variables of a drawing as it is stored."""
    kept = modelling.draft(platform(), current_actor(), id)
    return _variables(dict(kept.files), drawing_of(kept, request.args.get("file")))


@blueprint.post("/models/<id>/variables")
@rule("model.edit")
def drawn_variables(id: str) -> Response:
    """The variables of a drawing as it stands on the canvas."""
    kept = modelling.draft(platform(), current_actor(), id)
    sent = sent_drawing()
    return _variables({**kept.files, **sent}, next(iter(sent)))


@blueprint.post("/models/<id>/timers")
@rule("model.edit")
def timers(id: str) -> Response:
    """A timer as a sentence with its next moments; 422 says why it is none."""
    body = json_body()
    calendar = _text({"calendar": "", **body}, "calendar", 200)
    files = modelling.draft(platform(), current_actor(), id).files if calendar else {}
    zone = _text({"zone": "", **body}, "zone", 100)
    timer = TimerText(_text(body, "text", LONGEST), _text(body, "kind", 20), zone, calendar, files)
    times = drawing.timer_times(platform(), current_actor(), timer)
    return jsonify({"sentence": times.sentence, "next": [at.isoformat() for at in times.next]})


@blueprint.post("/models/<id>/evaluate")
@rule("model.edit")
def evaluate(id: str) -> Response:
    """What an expression or script answers on sample values, from the sandbox it will run in."""
    body = json_body()
    values, kind = body.get("values") or {}, body.get("kind")
    if not isinstance(values, dict):
        raise InvalidInput("Send the sample values as one JSON object.")
    if kind not in KINDS:
        raise InvalidInput(f"Say which kind of text this is: {' or '.join(KINDS)}.")
    text = _text(body, "text", drawing.LONGEST)
    trial = drawing.try_out(platform(), current_actor(), text, values, script=kind == "script")
    if trial.problem is not None:
        return jsonify({"problem": {"message": trial.problem, "line": trial.line}})
    return jsonify({"result": _plain(trial.result)})


def _variables(files: dict[str, bytes], name: str) -> Response:
    found = drawing.variables(platform(), current_actor(), files, name) if name else ()
    return jsonify({"variables": [_variable(one) for one in found]})


def _variable(variable: ModelVariable) -> dict[str, Any]:
    return {name: value for name, value in asdict(variable).items() if name in ("name", "written", "read") or value}


def _text(body: dict[str, Any], name: str, longest: int) -> str:
    value = body.get(name)
    if not isinstance(value, str) or len(value) > longest:
        raise InvalidInput(f"Send “{name}” as a text of at most {longest} characters.")
    return value


def _plain(value: Any) -> Any:
    """A value as a person reads it: dates and exact numbers as text."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(one) for one in value]
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return str(value) if isinstance(value, (Decimal, timedelta)) else value
