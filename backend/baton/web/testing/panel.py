"""Scenario files of a draft, as the test panel keeps and runs them."""

from typing import Any

from flask import Blueprint, Response, jsonify

from baton.domain.errors import InvalidInput
from baton.usecases.testing import files, recordings, results
from baton.usecases.testing.mutation import Effort, mutation_score
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.testing import shown
from baton.web.testing.playing import Asked
from baton.web.wired import platform

blueprint = Blueprint("testing_panel", __name__)
SLICE = 6.0


@blueprint.put("/models/<id>/scenarios")
@rule("model.edit")
def save(id: str) -> Response:
    """Keep the story as a file: the one named, or a new one."""
    asked = Asked.read(id)
    file = asked.text("file") or None
    draft, name = files.save_scenario(platform(), current_actor(), id, file, asked.story)
    return jsonify({"file": name, "version": draft.revision})


@blueprint.delete("/models/<id>/scenarios/<file>")
@rule("model.edit")
def delete(id: str, file: str) -> Response:
    return jsonify({"version": files.delete_scenario(platform(), current_actor(), id, file).revision})


@blueprint.post("/models/<id>/scenarios/results.json")
@rule("model.edit")
def run(id: str) -> Response:
    """Every scenario with what is drawn, and what they cover."""
    asked = Asked.read(id)
    found = results.run_all(platform(), current_actor(), id, asked.drawn)
    return jsonify({
        "results": [shown.result(one) for one in found.results], "coverage": shown.coverage(found.covered),
        "unfinished": found.unfinished,
    })  # fmt: skip


@blueprint.post("/models/<id>/scenarios/mutants.json")
@rule("model.edit")
def mutants(id: str) -> Response:
    """One slice of the measurement, a few seconds long; the panel asks for the next one."""
    asked = Asked.read(id)
    after = asked.body.get("after", 0)
    if not isinstance(after, int) or after < 0:
        raise InvalidInput("“after” counts mistakes that were judged already.")
    return jsonify(shown.score(mutation_score(platform(), current_actor(), id, asked.drawn, Effort(SLICE, after=after))))


@blueprint.post("/models/<id>/test/recordings")
@rule("model.edit")
def recorded(id: str) -> Response:
    """What a connector's operation answered in earlier runs of the process."""
    asked = Asked.read(id)
    found = recordings.answers(platform(), current_actor(), asked.text("process"), asked.text("element"))
    return jsonify({"answers": [_answer(one) for one in found]})


def _answer(one: recordings.Recorded) -> dict[str, Any]:
    return {"instance": one.instance, "at": one.at.isoformat(), "result": one.result, "error": one.error}
