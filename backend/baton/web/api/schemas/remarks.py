"""Shapes of comments."""

from marshmallow import Schema, fields

from baton.web.api.schemas import Out


class RemarkBody(Schema):
    text = fields.String(required=True)


class RemarkSchema(Out):
    id = fields.String()
    instance = fields.String(attribute="instance_id")
    task = fields.String(attribute="task_id", allow_none=True)
    author = fields.String()
    at = fields.DateTime()
    text = fields.String()
    mentions = fields.List(fields.String())
    attachments = fields.List(fields.String())
    edited_at = fields.DateTime(allow_none=True)
    removed_at = fields.DateTime(allow_none=True)
