"""The page of a draft's scenarios: a list with results that works without a script."""

from flask import Blueprint, Response, flash, request

from baton.domain.errors import InvalidInput
from baton.domain.modelling import Draft
from baton.usecases import modelling
from baton.usecases.testing import files, results
from baton.usecases.testing.mutation import MutationScore, mutation_score
from baton.web.bodies import uploaded
from baton.web.fragments import go, show
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("testing_pages", __name__)


@blueprint.get("/models/<id>/scenarios")
@rule("model.edit")
def listing(id: str) -> Response:
    return _page(modelling.draft(platform(), current_actor(), id))


@blueprint.post("/models/<id>/scenarios/run")
@rule("model.edit")
def run(id: str) -> Response:
    """The page with the result of every scenario."""
    kept = modelling.draft(platform(), current_actor(), id)
    try:
        return _page(kept, found=results.run_all(platform(), current_actor(), id))
    except InvalidInput as refusal:
        return _page(kept, refusal=refusal)


@blueprint.post("/models/<id>/scenarios/measure")
@rule("model.edit")
def measure(id: str) -> Response:
    """The page with the mutation score, as far as its time allows."""
    kept = modelling.draft(platform(), current_actor(), id)
    try:
        return _page(kept, score=mutation_score(platform(), current_actor(), id))
    except InvalidInput as refusal:
        return _page(kept, refusal=refusal)


@blueprint.post("/models/<id>/scenarios")
@rule("model.edit")
def add(id: str) -> Response:
    """Scenario files from this computer."""
    actor = current_actor()
    try:
        given = uploaded("files")
        if not given:
            raise InvalidInput("Choose at least one scenario file.")
        files.add_scenarios(platform(), actor, id, given)
    except InvalidInput as refusal:
        return _page(modelling.draft(platform(), actor, id), refusal=refusal)
    flash(f"{len(given)} scenario{'s' if len(given) > 1 else ''} added.")
    return go(f"/models/{id}/scenarios")


@blueprint.post("/models/<id>/scenarios/<file>")
@rule("model.edit")
def change(id: str, file: str) -> Response:
    """Rename, delete or take over one scenario, by the button that was pressed."""
    actor, act = current_actor(), request.form.get("act", "")
    if act == "delete":
        files.delete_scenario(platform(), actor, id, file)
        flash("The scenario is deleted. Earlier versions of the draft still have it.")
    elif act == "take-over":
        files.take_over(platform(), actor, id, file)
        flash("The scenario belongs to this draft now.")
    else:
        try:
            files.rename_scenario(platform(), actor, id, file, request.form.get("title", ""))
        except InvalidInput as refusal:
            return _page(modelling.draft(platform(), actor, id), refusal=refusal)
    return go(f"/models/{id}/scenarios")


def _page(
    kept: Draft, *, found: results.Results | None = None, score: MutationScore | None = None, refusal: InvalidInput | None = None
) -> Response:
    listed = files.scenarios_of(platform(), kept)
    by_file = {one.scenario.file: one for one in found.results} if found else {}
    rows = [(one, by_file.get(one.file)) for one in listed]
    status = 422 if refusal else 200
    return show("testing/scenarios.html", "page", status, draft=kept, rows=rows, found=found, score=score, refusal=refusal)
