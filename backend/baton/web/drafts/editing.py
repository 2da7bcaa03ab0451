"""What an open editor asks for besides saving: who else is there, and a copy for work that came second."""

from flask import Blueprint, Response, jsonify

from baton.usecases.drafts import versions
from baton.web.modeler.island import sent_drawing
from baton.web.modeler.live import live_of
from baton.web.naming import person_names
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform
from baton.web.words import iso

blueprint = Blueprint("draft_editing", __name__)


@blueprint.post("/models/<id>/presence.json")
@rule("model.edit")
def presence(id: str) -> Response:
    """Say that the draft is open here; who else has it open, and what is stored."""
    found = versions.be_seen(platform(), current_actor(), id)
    names, live = person_names([*found.others, found.saved_by]), live_of(id)
    return jsonify({
        "others": [names[other] for other in found.others], "version": found.revision, "removed": found.removed,
        "name": names[found.saved_by], "mine": found.saved_by == current_actor().id, "at": iso(found.saved_at),
        "live": {"text": live.badge.text, "tone": live.badge.tone, "icon": live.badge.icon, "story": live.story},
    })  # fmt: skip


@blueprint.post("/models/<id>/copy.json")
@rule("model.edit")
def copy(id: str) -> Response:
    """Keep the sent drawing as a draft of its own."""
    made = versions.copy(platform(), current_actor(), id, sent_drawing())
    return jsonify({"id": made.id, "name": made.name, "url": f"/models/{made.id}"})
