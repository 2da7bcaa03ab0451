"""What stands around every page: navigation, the signed-in person, the theme, and the words templates may use."""

from dataclasses import dataclass, replace

from flask import Flask, request

from baton.domain.actors import ANONYMOUS, Actor
from baton.domain.policy import can
from baton.web import words
from baton.web.assets import asset
from baton.web.counting import navigation_counts
from baton.web.language.catalog import later
from baton.web.language.catalog import say as _
from baton.web.language.choice import language, numbers
from baton.web.security.actor import csrf_token, current_actor
from baton.web.security.headers import nonce

_PLACES = (
    ("", "tasks", later("My tasks"), "inbox", "/tasks", "worklist.see"),
    ("", "start", later("Start"), "player-play", "/start", "process.start"),
    ("", "instances", later("Instances"), "activity", "/instances", "instance.list"),
    ("", "notices", later("Notices"), "bell", "/notices", "worklist.see"),
    (later("Design"), "processes", later("Processes"), "sitemap", "/models", "model.edit"),
    (later("Design"), "decisions", later("Decisions"), "table", "/decisions", "model.edit"),
    (later("Design"), "forms", later("Forms"), "forms", "/forms", "model.edit"),
    (later("Design"), "packs", later("Packs"), "package-import", "/packs", "pack.see"),
    (later("Administration"), "incidents", later("Incidents"), "alert-triangle", "/incidents", "incident.see"),
    (later("Administration"), "health", later("Health"), "heartbeat", "/health", "health.see"),
    (later("Administration"), "people", later("People"), "users", "/people", "people.administer"),
    (later("Administration"), "lookups", later("Lookup lists"), "list", "/lookups", "lookup.administer"),
    (later("Administration"), "wording", later("Letters"), "mail", "/wording", "people.administer"),
)
# Macros are globals, because a block that is rendered alone has no imports of its file.
_MACROS = (
    "parts.html",
    "instances/parts.html",
    "worklist/form.html",
    "drafts/parts.html",
    "comments/parts.html",
    "wizard/parts.html",
    "attachments/parts.html",
    "autosave/parts.html",
    "submissions/parts.html",
    "remarks/parts.html",
)


@dataclass(frozen=True)
class Link:
    """One place in the navigation. ``count`` is shown when it is not zero."""

    section: str
    name: str
    text: str
    icon: str
    address: str
    current: bool
    count: int = 0


def init_app(app: Flask) -> None:
    app.context_processor(_view)
    for filter in (
        words.iso,
        words.spoken,
        words.initials,
        words.colour,
        words.label,
        words.value_text,
        words.is_long,
        words.age,
        words.capped,
    ):
        app.jinja_env.filters[filter.__name__] = filter
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(asset=asset, nonce=nonce, csrf_token=csrf_token, navigation=navigation, can=can)
    for file in _MACROS:
        macros = app.jinja_env.get_template(file).module
        app.jinja_env.globals.update({name: value for name, value in vars(macros).items() if not name.startswith("_")})


def places(actor: Actor) -> list[Link]:
    """The places this actor may go to, in their order."""
    return [
        Link(_(section) if section else "", name, _(text), icon, address, _is_here(address))
        for section, name, text, icon, address, action in _PLACES
        if can(actor, action)
    ]


def navigation(actor: Actor) -> list[tuple[str, list[Link]]]:
    """The places by section, with what waits there."""
    counts = navigation_counts(actor)
    links = [replace(link, count=counts.get(link.name, 0)) for link in places(actor)]
    return [
        (section, [link for link in links if link.section == section]) for section in dict.fromkeys(one.section for one in links)
    ]


def _view() -> dict[str, object]:
    actor = current_actor()
    theme = request.cookies.get("theme")
    return {
        "actor": actor,
        "signed_in": actor is not ANONYMOUS and actor.only_task is None,
        "theme": theme if theme in ("light", "dark") else None,
        "language": language(),
        "time_zone": current_actor().preferences.time_zone,
        "numbers": numbers(),
    }


def _is_here(address: str) -> bool:
    return request.path == address or request.path.startswith(f"{address}/")
