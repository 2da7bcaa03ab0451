"""Deploying, and looking at what is deployed."""

from collections.abc import Mapping
from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from baton.domain.definitions import ProcessDefinition
from baton.domain.errors import InvalidInput, NotFound
from baton.domain.problems import Problem
from baton.usecases.deploy import Deployment, deploy
from baton.web.api.answers import listed, once, reply, shape, wanted_page
from baton.web.api.schemas import page_of
from baton.web.api.schemas.definitions import (
    DefinitionArguments,
    DefinitionDetailSchema,
    DefinitionSchema,
    DeployBody,
    DeploymentSchema,
)
from baton.web.bodies import json_body
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("api-definitions", __name__, url_prefix="/api/v1", description="Deployments and definitions")


@blueprint.post("/deployments")
@blueprint.response(201, DeploymentSchema)
@rule("model.deploy")
def create_deployment() -> Response:
    """Deploy files: multipart, or JSON `{"files": {"name": "text"}}`. Refused with every problem at once."""
    files = _uploaded() if request.mimetype == "multipart/form-data" else _named(json_body())
    return once(lambda key: deploy(platform(), current_actor(), files, key), _deployment, 201)


@blueprint.get("/definitions")
@blueprint.arguments(DefinitionArguments(), location="query")
@blueprint.response(200, page_of(DefinitionSchema))
@rule("definition.see")
def list_definitions(arguments: dict[str, Any]) -> Response:
    """All deployed versions, newest first."""
    page = wanted_page(arguments)
    return listed(shape(DefinitionSchema), platform().queries.definitions(page, latest_only=arguments["latest"]))


@blueprint.get("/definitions/<id>")
@blueprint.response(200, DefinitionDetailSchema)
@rule("definition.see")
def get_definition(id: str) -> Response:
    """One version with its starts, elements and files; a key means its newest version."""
    return reply(shape(DefinitionDetailSchema).dump(_definition(id)))


@blueprint.get("/definitions/<id>/files/<name>")
@blueprint.response(200, content_type="application/octet-stream")
@rule("definition.see")
def get_file(id: str, name: str) -> Response:
    """A file of the deployment, byte by byte."""
    files = _definition(id).files
    if name not in files:
        raise NotFound(f"The definition has no file “{name}”; it has: {', '.join(sorted(files))}.")
    kind = "application/json" if name.endswith(".json") else "application/xml"
    return Response(files[name], mimetype=kind, headers={"Content-Disposition": "attachment"})


def _definition(name: str) -> ProcessDefinition:
    with platform().store.read() as uow:
        return uow.latest_definition(name) or uow.definition(name)


def _uploaded() -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for upload in (upload for uploads in request.files.listvalues() for upload in uploads):
        name = (upload.filename or "").replace("\\", "/").rsplit("/", 1)[-1]
        if name in files:
            raise InvalidInput(f"The upload holds “{name}” twice.", problems=[Problem("upload.twice", "sent twice", file=name)])
        files[name] = upload.read()
    return _some(files)


def _named(body: Mapping[str, Any]) -> dict[str, bytes]:
    if problems := DeployBody().validate(body):
        raise InvalidInput(
            'Send {"files": {"name.bpmn": "<xml…>"}}.', problems=[Problem("request.field", str(problems), field="files")]
        )
    return _some({name: text.encode() for name, text in body["files"].items()})


def _some(files: dict[str, bytes]) -> dict[str, bytes]:
    if not files:
        raise InvalidInput("No file was sent. Send BPMN, DMN and form files as multipart/form-data.")
    return files


def _deployment(deployment: Deployment) -> dict[str, Any]:
    return {
        "definitions": shape(DefinitionSchema).dump(deployment.definitions, many=True),
        "warnings": [problem.as_dict() for problem in deployment.warnings],
    }
