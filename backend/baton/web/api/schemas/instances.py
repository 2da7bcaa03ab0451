"""Shapes of instances and what they did."""

from marshmallow import Schema, fields, validate

from baton.web.api.schemas import Out, PageArguments


class StartEventBody(Schema):
    kind = fields.String(load_default="none", validate=validate.OneOf(["none", "message", "signal"]))
    name = fields.String(load_default=None, allow_none=True)
    payload = fields.Dict(load_default=dict)


class StartBody(Schema):
    definition = fields.String(required=True, metadata={"description": "key (its newest version) or id"})
    business_key = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=200))
    variables = fields.Dict(load_default=dict)
    start = fields.Nested(StartEventBody, load_default=lambda: {"kind": "none", "name": None, "payload": {}})


class ReasonBody(Schema):
    reason = fields.String(load_default="", validate=validate.Length(max=1000))


class InstanceArguments(PageArguments):
    definition = fields.String()
    state = fields.String(validate=validate.OneOf(["active", "completed", "terminated"]))
    business_key = fields.String()
    q = fields.String(load_default="")
    incidents = fields.Boolean(load_default=False, metadata={"description": "only instances with a raised incident"})


class InstanceSchema(Out):
    id = fields.String()
    definition = fields.String(attribute="definition_key")
    definition_id = fields.String()
    state = fields.Function(lambda instance: instance.state.value)
    suspended = fields.Boolean()
    business_key = fields.String(allow_none=True)
    started_at = fields.DateTime()
    started_by = fields.String()
    ended_at = fields.DateTime(allow_none=True)


class ActivitySchema(Out):
    activity = fields.String()
    element_id = fields.String()
    name = fields.String()
    type = fields.String()
    state = fields.String()
    process = fields.String()
    started_at = fields.DateTime()
    ended_at = fields.DateTime(allow_none=True)


class ApprovalSchema(Out):
    id = fields.String()
    activity = fields.String()
    element_id = fields.String()
    person = fields.String(attribute="person_id")
    outcome = fields.String()
    at = fields.DateTime()
    seq = fields.Integer()
    digest = fields.String(metadata={"description": "SHA-256 of what was shown; it stands in the journal's entry as well"})
    material = fields.Dict(metadata={"description": "the SHA-256 of each material field's value"})
    documents = fields.List(fields.Dict())
    stands = fields.Boolean()
    voided_at = fields.DateTime(allow_none=True)
    voided_seq = fields.Integer(allow_none=True)
    voided_by = fields.String(allow_none=True)
    changes = fields.List(fields.Dict())


class WaitSchema(Out):
    activity = fields.String()
    element_id = fields.String()
    kind = fields.String()
    name = fields.String(allow_none=True)
    due_at = fields.DateTime(allow_none=True)


class EntrySchema(Out):
    seq = fields.Integer()
    at = fields.DateTime()
    actor = fields.String()
    kind = fields.String()
    hash = fields.String()
    command = fields.Function(lambda entry: entry.content["command"])
    moves = fields.Function(
        lambda entry: [
            dict(zip(("activity", "element_id", "state", "type", "process"), move, strict=True))
            for move in entry.content.get("moves", ())
        ]
    )
    changed = fields.Function(lambda entry: entry.content.get("changed", {}))
    removed = fields.Function(lambda entry: entry.content.get("removed", []))
    failures = fields.Function(lambda entry: entry.content.get("failures", []))
    decisions = fields.Function(lambda entry: entry.content.get("decisions", []))


class VerificationSchema(Out):
    chain = fields.Function(lambda found: "ok" if found.broken_at is None else "broken")
    broken_at = fields.Integer(allow_none=True)
    replay = fields.Function(lambda found: "ok" if found.broken_at is None and found.diverges_at is None else "diverges")
    diverges_at = fields.Integer(allow_none=True)
    detail = fields.String()
    entries = fields.Integer()
    anchored_at = fields.DateTime(allow_none=True)
