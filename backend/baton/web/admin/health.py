"""The health page: what the database says of itself, and the figures that tell whether work flows."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Response

from baton.domain.ports.queries import PageRequest
from baton.web.fragments import show
from baton.web.security.access import rule
from baton.web.wired import platform
from baton.web.words import label, value_text

blueprint = Blueprint("health", __name__)
_ALARMS = {"incidents": 1, "dead_jobs": 1, "lag_seconds": 60}


@dataclass(frozen=True)
class Figure:
    """One gauge; ``alarm`` when it asks for a look."""

    name: str
    value: str
    alarm: bool


@dataclass(frozen=True)
class Health:
    figures: tuple[Figure, ...]
    settings: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    unmatched: tuple[Any, ...]


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/health")
@rule("health.see")
def page() -> Response:
    found = platform().store.check()
    gauges = platform().queries.gauges(platform().clock.now())
    figures = tuple(
        Figure(label(name), value_text(value), value >= _ALARMS.get(name, value + 1)) for name, value in gauges.items()
    )
    settings = tuple((label(name), value_text(value)) for name, value in found.items() if name != "warnings")
    settings += (("Engine", platform().engine.version), ("Connectors", value_text(len(platform().connectors.names()))))
    warnings = tuple(str(text) for text in found.get("warnings") or ())
    if trouble := platform().seals.trouble(platform().clock.now()):
        warnings += (trouble,)
    unmatched = platform().queries.unmatched_messages(PageRequest(20)).items
    return show("admin/health.html", "figures", health=Health(figures, settings, warnings, unmatched))
