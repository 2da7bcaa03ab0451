"""Shapes of user tasks."""

from marshmallow import Schema, fields, validate

from baton.web.api.schemas import Out, PageArguments


class TaskArguments(PageArguments):
    instance = fields.String()
    assignee = fields.String(metadata={"description": "a person, or `me`"})
    group = fields.String()
    definition = fields.String()
    state = fields.String(load_default="open", validate=validate.OneOf(["open", "completed", "cancelled"]))
    q = fields.String(load_default="")
    element = fields.String(metadata={"description": "the id of a user task in its process model"})
    due_from = fields.AwareDateTime()
    due_before = fields.AwareDateTime()
    priority = fields.Integer(metadata={"description": "the least one"})
    var = fields.List(
        fields.String(),
        load_default=list,
        metadata={"description": "name and condition, such as `amount=>5000` or `customer=~acme`"},
    )
    sort = fields.String(load_default="due", validate=validate.OneOf(["due", "priority", "created"]))


class AssignBody(Schema):
    person = fields.String(required=True)


class CompleteBody(Schema):
    variables = fields.Dict(load_default=dict)
    outcome = fields.String(load_default=None, allow_none=True)


class TaskSchema(Out):
    id = fields.String()
    instance = fields.String(attribute="instance_id")
    activity = fields.String()
    element_id = fields.String()
    name = fields.String()
    title = fields.String()
    definition = fields.String(attribute="definition_key")
    business_key = fields.String(allow_none=True)
    state = fields.Function(lambda task: task.state.value)
    assignee = fields.String(allow_none=True)
    candidate_groups = fields.List(fields.String())
    candidate_users = fields.List(fields.String())
    due_at = fields.DateTime(allow_none=True)
    priority = fields.Integer()
    created_at = fields.DateTime()
    ended_at = fields.DateTime(allow_none=True)
    ended_by = fields.String(allow_none=True)


class OutcomeSchema(Out):
    value = fields.String()
    label = fields.String()
    tone = fields.String()
    requires = fields.List(fields.String())


class TaskFormSchema(Out):
    """The members that `GET /tasks/{id}` adds to a task."""

    schema = fields.Function(lambda found: dict(found.form.schema))
    ui = fields.Function(lambda found: dict(found.form.ui))
    values = fields.Dict()
    outcomes = fields.List(fields.Nested(OutcomeSchema), attribute="element.outcomes")
    instructions = fields.String(attribute="element.instructions")


class TaskDetailSchema(TaskSchema, TaskFormSchema):
    """A task with its form."""
