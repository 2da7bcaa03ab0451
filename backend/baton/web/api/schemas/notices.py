"""Shapes of notices."""

from marshmallow import Schema, fields, validate

from baton.web.api.schemas import Out, PageArguments
from baton.web.notices import view


class NoticeArguments(PageArguments):
    only = fields.String(load_default="open", validate=validate.OneOf(["open", "unread", "done", "all"]))  # type: ignore[assignment]


class NoticeSchema(Out):
    id = fields.String()
    kind = fields.String()
    text = fields.Function(view.line, metadata={"type": "string"})
    reason = fields.Function(view.reason, metadata={"type": "string"})
    link = fields.String()
    instance = fields.String(attribute="instance_id", allow_none=True)
    created_at = fields.DateTime()
    read_at = fields.DateTime(allow_none=True)
    done_at = fields.DateTime(allow_none=True)


class ReadBody(Schema):
    ids = fields.List(fields.String(), load_default=None, allow_none=True, validate=validate.Length(max=200))


class ReadSchema(Out):
    read = fields.Integer()
