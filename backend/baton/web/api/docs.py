"""The readable form of the OpenAPI document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template

from baton.web.security.access import public

blueprint = Blueprint("api-reference", __name__)
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Parameter:
    name: str
    place: str
    type: str
    required: bool
    text: str


@dataclass(frozen=True)
class Call:
    """One call as the page shows it."""

    method: str
    path: str
    text: str
    parameters: tuple[Parameter, ...]


@blueprint.get("/api/docs")
@public("the description of the API holds no data")
def reference() -> Response:
    spec: dict[str, Any] = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    families: dict[str, list[Call]] = {}
    for path, calls in spec["paths"].items():
        for method in METHODS:
            if method in calls:
                families.setdefault(calls[method]["tags"][0], []).append(_call(spec, path, (method, calls)))
    texts = {tag["name"]: tag.get("description", "") for tag in spec.get("tags", ())}
    view = {
        "families": [(texts.get(name) or name, calls) for name, calls in families.items()],
        "version": spec["info"]["version"],
    }
    return make_response(render_template("api/docs.html", **view))


def _call(spec: Mapping[str, Any], path: str, described: tuple[str, Mapping[str, Any]]) -> Call:
    method, calls = described
    call = calls[method]
    parameters = [*calls.get("parameters", ()), *call.get("parameters", ())]
    body = call.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    members = _schema(spec, body)
    rows = [
        Parameter(p["name"], p["in"], _type(p.get("schema", {})), bool(p.get("required")), p.get("description", ""))
        for p in parameters
    ]
    rows += [
        Parameter(name, "body", _type(member), name in members.get("required", ()), member.get("description", ""))
        for name, member in members.get("properties", {}).items()
    ]
    return Call(method.upper(), path, call.get("summary", ""), tuple(rows))


def _schema(spec: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    reference_ = schema.get("$ref", "")
    found: Mapping[str, Any] = spec["components"]["schemas"].get(reference_.rsplit("/", 1)[-1], schema)
    return found


def _type(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type", "object")
    kinds = kind if isinstance(kind, list) else [kind]
    return " or ".join(str(one) for one in kinds if one != "null")
