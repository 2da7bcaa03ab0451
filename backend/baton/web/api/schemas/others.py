"""Shapes of messages, incidents, packs and the test clock."""

from marshmallow import Schema, fields, validate

from baton.web.api.schemas import Out, PageArguments


class MessageBody(Schema):
    name = fields.String(required=True, validate=validate.Length(1, 200))
    correlation = fields.Dict(load_default=dict)
    variables = fields.Dict(load_default=dict)
    message_id = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 200))


class SignalBody(Schema):
    name = fields.String(required=True, validate=validate.Length(1, 200))
    variables = fields.Dict(load_default=dict)


class ReachedSchema(Out):
    reached = fields.List(fields.String())


class UnmatchedMessageSchema(Out):
    id = fields.String()
    name = fields.String()
    payload = fields.Dict()
    correlation = fields.Dict()
    received_at = fields.DateTime()
    expires_at = fields.DateTime()


class IncidentArguments(PageArguments):
    instance = fields.String()
    state = fields.String(load_default="raised", validate=validate.OneOf(["raised", "resolved", "any"]))


class IncidentSchema(Out):
    id = fields.String()
    instance = fields.String(attribute="instance_id")
    activity = fields.String()
    element_id = fields.String()
    kind = fields.Function(lambda incident: incident.kind.value)
    message = fields.String()
    raised_at = fields.DateTime()
    resolved_at = fields.DateTime(allow_none=True)
    resolved_by = fields.String(allow_none=True)


class RetryBody(Schema):
    variables = fields.Dict(load_default=dict)


class PackSchema(Out):
    id = fields.String()
    version = fields.String()
    title = fields.String()
    summary = fields.String()
    definitions = fields.List(fields.String())
    installed_at = fields.DateTime()
    installed_by = fields.String()


class ClockBody(Schema):
    advance = fields.String(metadata={"description": "an ISO 8601 duration such as PT48H"})
    set = fields.AwareDateTime(metadata={"description": "a moment with its zone"})


class ClockSchema(Out):
    now = fields.DateTime()
    done = fields.Integer(metadata={"description": "pieces of due work that were done on the way"})
