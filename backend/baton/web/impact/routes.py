"""Routes of impact (before publishing) and migration (after it)."""

from dataclasses import dataclass

from flask import Blueprint, Flask, Response, request

from baton.domain.actors import Actor
from baton.domain.definitions import ProcessDefinition
from baton.domain.errors import InvalidInput
from baton.domain.ports.queries import PageRequest
from baton.usecases import modelling
from baton.usecases.migrating import impact, migration
from baton.usecases.migrating.migration import Done, Wish
from baton.web.fragments import show
from baton.web.impact.asking import LEAVE, NOW, asked, chosen
from baton.web.impact.view import impact_view
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("impact", __name__)
MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Outcome:
    """What became of one instance, for the page."""

    done: Done
    name: str


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/models/<id>/impact")
@rule("model.edit")
def of_draft(id: str) -> Response:
    """What publishing the draft, as it is stored, would mean for the instances that run."""
    actor, wanted = current_actor(), asked(request.args)
    draft = modelling.draft(platform(), actor, id)
    try:
        targets = impact.drafted(platform(), actor, draft.files)
    except InvalidInput as refusal:
        return show("impact/draft.html", "page", 422, draft=draft, refusal=refusal, view=None, targets=())
    target = next((one for one in targets if one.key == wanted.process), targets[0])
    view = impact_view(actor, target, f"/models/{id}/impact", wanted)
    return show("impact/draft.html", "more", draft=draft, refusal=None, view=view, targets=targets)


@blueprint.get("/definitions/<id>/migration")
@rule("impact.see")
def of_definition(id: str) -> Response:
    """The instances that still run under other versions of the process, and what this version means for them."""
    view = impact_view(current_actor(), _definition(id), f"/definitions/{id}/migration", asked(request.args))
    return show("impact/migration.html", "more", view=view)


@blueprint.post("/definitions/<id>/migration")
@rule("instance.migrate")
def migrate(id: str) -> Response:
    """Do what was chosen for each instance, and say what became of it."""
    actor, target = current_actor(), _definition(id)
    wish = Wish(target.id, asked(request.form).mapping)
    names = chosen(request.form, NOW)
    every = "every" in request.form
    if every:
        names = _all_that_can(actor, target, wish)
    elif not names and not chosen(request.form, LEAVE):
        raise InvalidInput("Nothing was chosen. Choose “Migrate now” for at least one instance.")
    done = migration.migrate_many(platform(), actor, names[:MOST_AT_ONCE], wish)
    left = [] if every else chosen(request.form, LEAVE)[:MOST_AT_ONCE]
    migration.leave(platform(), actor, left)
    outcomes = [Outcome(one, _name(one.instance_id)) for one in done]
    return show(
        "impact/done.html", "page", target=target, outcomes=outcomes, left=[_name(one) for one in left], rest=names[MOST_AT_ONCE:]
    )


def _definition(id: str) -> ProcessDefinition:
    with platform().store.read() as uow:
        return uow.definition(id)


def _name(instance_id: str) -> str:
    instance = platform().queries.instance_row(instance_id).instance
    return instance.business_key or instance.id[-6:]


def _all_that_can(actor: Actor, target: ProcessDefinition, wish: Wish) -> list[str]:
    """The instances that nothing keeps from going on in the new version, as many as one request does and one more."""
    found: list[str] = []
    after: str | None = None
    while len(found) <= MOST_AT_ONCE:
        page = impact.impact(platform(), actor, target, PageRequest(MOST_AT_ONCE, after), wish.mapping)
        found += [item.row.instance.id for item in page.items if not item.plan.obstacles and not item.left]
        after = page.next
        if after is None:
            break
    return found
