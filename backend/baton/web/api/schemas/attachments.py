"""Shapes of files that are handed in."""

from flask_smorest.fields import Upload
from marshmallow import Schema, fields

from baton.web.api.schemas import Out


class AttachmentFile(Schema):
    file = Upload(required=True)


class AttachmentPlace(Schema):
    field = fields.String(required=True, metadata={"description": "Path of the form's field, such as `offer` or `lines.0.proof`"})
    several = fields.Boolean(load_default=False, metadata={"description": "The field is a list of files"})


class AttachmentUpload(AttachmentFile, AttachmentPlace):
    """The whole multipart form, for the description: the file is read from one part of the request, the rest from another."""


class AttachmentSchema(Out):
    id = fields.String()
    name = fields.String()
    media_type = fields.String()
    size = fields.Integer()
    sha256 = fields.String(attribute="digest")
    field = fields.String()
    version = fields.Integer()
    scan = fields.Function(lambda one: one.scan.value, metadata={"type": "string"})
    uploaded_by = fields.String()
    uploaded_at = fields.DateTime()
    address = fields.String(metadata={"description": "What stands for the file in the task's variables"})


class AttachmentList(Out):
    items = fields.List(fields.Nested(AttachmentSchema))
