"""What a version means for running instances, and letting them go on under it."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from baton.usecases.migrating import impact, migration
from baton.usecases.migrating.migration import Wish
from baton.web.api.answers import once, reply, shape, wanted_page
from baton.web.api.schemas import PageArguments, page_of
from baton.web.api.schemas.migration import ImpactSchema, MigrateBody, MigrationSchema, PlanSchema
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("api-migration", __name__, url_prefix="/api/v1", description="Impact of versions and migration")


@blueprint.post("/instances/<id>/migrate")
@blueprint.arguments(MigrateBody())
@blueprint.response(200, MigrationSchema)
@blueprint.alt_response(409, description="It cannot go on under that version; every reason is in `problems`")
@rule("instance.migrate")
def migrate(body: dict[str, Any], id: str) -> Response:
    """Let the instance go on under another version. Refused with every reason, nothing changed."""
    wish = Wish(body["definition"], body["mapping"])
    if body["dry_run"]:
        plan = migration.dry_run(platform(), current_actor(), id, wish)
        row = platform().queries.instance_row(id)
        shown = {"dry_run": True, "plan": shape(PlanSchema).dump(plan)}
        return reply({**shape(MigrationSchema).dump(row.instance), **shown})
    shown = {"dry_run": False, "plan": None}
    return once(
        lambda key: migration.migrate(platform(), current_actor(), id, wish, key),
        lambda instance: {**shape(MigrationSchema).dump(instance), **shown},
    )


@blueprint.get("/definitions/<id>/impact")
@blueprint.arguments(PageArguments(), location="query")
@blueprint.response(200, page_of(ImpactSchema))
@rule("impact.see")
def list_impact(arguments: dict[str, Any], id: str) -> Response:
    """What this version means for the running instances of the others, each tried in memory; nothing is written."""
    with platform().store.read() as uow:
        target = uow.latest_definition(id) or uow.definition(id)
    found = impact.impact(platform(), current_actor(), target, wanted_page(arguments))
    items = [
        {
            "instance": item.row.instance,
            "version": item.row.version,
            "waits_at": item.row.waits_at,
            "left": item.left,
            "plan": item.plan,
        }
        for item in found.items
    ]
    return reply({"items": shape(ImpactSchema).dump(items, many=True), "next": found.next})
