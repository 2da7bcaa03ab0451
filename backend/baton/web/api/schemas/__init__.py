"""The shapes of the API, one file per family; the OpenAPI document is generated from them."""

from typing import Any

from marshmallow import EXCLUDE, Schema, fields, pre_load, validate


class Out(Schema):
    """An answer. Readers must expect new members."""

    class Meta:
        unknown = EXCLUDE


class PageArguments(Schema):
    """Which part of a list."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200), metadata={"description": "rows, at most 200"})
    after = fields.String(metadata={"description": "the cursor `next` of the page before"})

    @pre_load
    def leave_out_empty(self, given: Any, **_: Any) -> dict[str, Any]:
        """``?group=&sort=`` asks for nothing in particular, as forms and scripts send it."""
        return {name: given[name] for name in given if given[name] != ""}


class ProblemSchema(Out):
    """One finding with its place."""

    rule = fields.String()
    message = fields.String()
    level = fields.String()
    file = fields.String()
    element_id = fields.String()
    field = fields.String()


class ProblemDetails(Out):
    """RFC 9457 problem details."""

    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()
    instance = fields.String()
    problems = fields.List(fields.Nested(ProblemSchema))


def page_of(schema: type[Schema]) -> type[Schema]:
    """The schema of a page of rows."""
    members: dict[str, fields.Field[Any]] = {"items": fields.List(fields.Nested(schema)), "next": fields.String(allow_none=True)}
    return Out.from_dict(members, name=f"{schema.__name__.removesuffix('Schema')}Page")
