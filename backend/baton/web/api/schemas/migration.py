"""Shapes of impact and migration."""

from marshmallow import Schema, fields, validate

from baton.domain.migration import Fate
from baton.web.api.schemas import Out
from baton.web.api.schemas.instances import InstanceSchema

FATES = [fate.value for fate in Fate]


class MigrateBody(Schema):
    definition = fields.String(required=True, metadata={"description": "id of a version, or key (its newest version)"})
    mapping = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        load_default=dict,
        validate=validate.Length(max=200),
        metadata={"description": "element of the new version that takes the place of one that is gone, by the old id"},
    )
    dry_run = fields.Boolean(load_default=False, metadata={"description": "only say what would happen; nothing is written"})


class ObstacleSchema(Out):
    activity = fields.String()
    element_id = fields.String()
    name = fields.String()
    scope = fields.String(metadata={"description": "process or sub-process whose elements may take its place"})
    message = fields.String()
    mappable = fields.Boolean()


class PlanSchema(Out):
    fate = fields.Function(lambda plan: plan.fate.value, metadata={"type": "string", "enum": FATES})
    obstacles = fields.List(fields.Nested(ObstacleSchema))
    remarks = fields.List(fields.String())
    begins = fields.List(fields.String(), metadata={"description": "names of what begins to wait"})
    differs = fields.List(fields.String(), metadata={"description": "names of elements at or ahead of it that are other ones"})
    ends = fields.List(fields.String(), metadata={"description": "names of what waits no longer"})


class MigrationSchema(InstanceSchema):
    """The instance as it stands after the request, and what the migration did or would do."""

    dry_run = fields.Boolean()
    plan = fields.Nested(PlanSchema, allow_none=True)


class ImpactSchema(Out):
    instance = fields.Nested(InstanceSchema)
    version = fields.Integer()
    waits_at = fields.List(fields.String())
    left = fields.Boolean(metadata={"description": "somebody decided that it stays on its version"})
    plan = fields.Nested(PlanSchema)
