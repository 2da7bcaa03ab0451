"""Shapes of deployments and definitions."""

from marshmallow import Schema, fields

from baton.web.api.schemas import Out, PageArguments, ProblemSchema


class DeployBody(Schema):
    """Files by name, as text."""

    files = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class DefinitionSchema(Out):
    id = fields.String()
    key = fields.String()
    version = fields.Integer()
    title = fields.String()
    deployed_at = fields.DateTime()
    deployed_by = fields.String()
    pack = fields.String(allow_none=True)


class DeploymentSchema(Out):
    definitions = fields.List(fields.Nested(DefinitionSchema))
    warnings = fields.List(fields.Nested(ProblemSchema))


class StartSchema(Out):
    element_id = fields.String()
    kind = fields.String()
    name = fields.String(allow_none=True)
    form = fields.String(allow_none=True)


class ElementSchema(Out):
    id = fields.String()
    name = fields.String()
    type = fields.String()
    process = fields.String()
    lane = fields.String(allow_none=True)


class DefinitionDetailSchema(DefinitionSchema):
    starts = fields.List(fields.Nested(StartSchema), attribute="outline.starts")
    elements = fields.Function(lambda d: ElementSchema().dump(d.outline.elements.values(), many=True))
    files = fields.Function(lambda d: sorted(d.files))


class DefinitionArguments(PageArguments):
    latest = fields.Boolean(load_default=False, metadata={"description": "only the newest version of each key"})
