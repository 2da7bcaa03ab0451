"""Puts the API into an application."""

from flask import Flask, request

from baton.web.api import definitions, describing, docs, events, instances, migration, operations, packs, remarks, tasks
from baton.web.api.filling import attachments
from baton.web.api.telling import notices
from baton.web.bodies import json_body
from baton.web.security.access import open_endpoints


def register(app: Flask) -> None:
    """All routes under /api/v1, the probes at the root, and the OpenAPI document."""
    app.before_request(_within_limits)
    api = describing.describe(app)
    families = (definitions, instances, migration, notices, tasks, remarks, attachments, events, packs)
    for blueprint in (*(family.blueprint for family in families), operations.clock):
        api.register_blueprint(blueprint)
    app.register_blueprint(operations.probes)
    app.register_blueprint(docs.blueprint)
    describing.finish(api)
    open_endpoints(app, {"api-docs.openapi_json": "the description of the API holds no data"})


def _within_limits() -> None:
    """JSON is limited in size and depth before anything reads it; an empty body is an empty object."""
    if request.path.startswith(describing.PREFIX) and request.mimetype == "application/json" and request.get_data(cache=True):
        json_body()
