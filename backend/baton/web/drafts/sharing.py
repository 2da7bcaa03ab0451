"""Share links: made and taken back by designers, opened by anybody who holds one."""

from contextlib import suppress
from dataclasses import dataclass

from flask import Blueprint, Response, flash, request

from baton.domain.changes import is_drawing, language_of
from baton.domain.documentation import ProcessDescription
from baton.domain.errors import InvalidInput, NotFound
from baton.domain.modelling import Draft, ShareLink
from baton.domain.ports.decisions import DecisionText
from baton.usecases import documentation, modelling
from baton.usecases.decisions import reading
from baton.usecases.drafts import sharing, versions
from baton.web.decisions.pages import Shown, shown
from baton.web.fragments import go, show
from baton.web.naming import person_names
from baton.web.security.access import public, rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform, settings

blueprint = Blueprint("draft_sharing", __name__)
WHOEVER_HOLDS_IT = "whoever holds an open link may look at what it shows, without an account"


@dataclass(frozen=True)
class LinkLine:
    link: ShareLink
    by: str
    open: bool


@dataclass(frozen=True)
class SharePage:
    draft: Draft
    lines: tuple[LinkLine, ...]
    numbers: tuple[tuple[int, str], ...]
    lives: tuple[int, ...]


@dataclass(frozen=True)
class FormView:
    name: str
    title: str
    html: str


@dataclass(frozen=True)
class SharedPage:
    """What a stranger sees: drawings, what is written about the steps, decisions and forms; nothing of how it is wired."""

    shared: sharing.Shared
    base: str
    drawings: tuple[str, ...]
    processes: tuple[ProcessDescription, ...]
    decisions: tuple[Shown, ...]
    forms: tuple[FormView, ...]


@blueprint.get("/models/<id>/share")
@rule("model.edit")
def page(id: str) -> Response:
    return show("drafts/share.html", "page", view=_page(id), address="")


@blueprint.post("/models/<id>/share")
@rule("model.edit")
def share(id: str) -> Response:
    """The only answer that ever shows the link."""
    version, days = request.form.get("version", ""), request.form.get("days", "")
    if not all(part.isascii() and part.isdigit() for part in (version or "0", days)):
        raise InvalidInput("Choose what to share and for how long.")
    _, secret = sharing.share(platform(), current_actor(), id, int(version) if version else None, int(days))
    return show("drafts/share.html", "page", 201, view=_page(id), address=f"{_here()}/shared/{secret}")


@blueprint.post("/models/<id>/share/<link>/revoke")
@rule("model.edit")
def revoke(id: str, link: str) -> Response:
    sharing.revoke(platform(), current_actor(), id, link)
    flash("The link does not work any more.")
    return go(f"/models/{id}/share")


@blueprint.get("/shared/<secret>")
@public(WHOEVER_HOLDS_IT)
def shared(secret: str) -> Response:
    found = sharing.shared(platform(), secret)
    drawings = tuple(sorted(name for name in found.files if is_drawing(name)))
    texts = [text for name in sorted(found.files) if reading.is_decision(name) for text in _decisions(found.files[name], name)]
    view = SharedPage(
        found, f"/shared/{secret}", drawings, platform().describing.describe(found.files), shown(texts, {}), tuple(_forms(found))
    )
    return _private(show("drafts/shared.html", "page", view=view))


@blueprint.get("/shared/<secret>/diagram.xml")
@public(WHOEVER_HOLDS_IT)
def diagram(secret: str) -> Response:
    """The drawing without anything that is not drawn."""
    return _private(Response(_bare(secret)[1], mimetype="application/xml"))


@blueprint.get("/shared/<secret>/picture.svg")
@public(WHOEVER_HOLDS_IT)
def picture(secret: str) -> Response:
    name, bare = _bare(secret)
    return _private(Response(documentation.picture(platform(), {name: bare}, name), mimetype="image/svg+xml"))


def _bare(secret: str) -> tuple[str, bytes]:
    found, name = sharing.shared(platform(), secret), request.args.get("file", "")
    if name not in found.files or not is_drawing(name):
        raise NotFound("There is no such diagram.")
    return name, platform().comparing.bare_drawing(name, found.files[name])


def _here() -> str:
    """The public address; without one, the address under which the designer reached us."""
    return settings().base_url.rstrip("/") if settings().secure else request.host_url.rstrip("/")


def _private(response: Response) -> Response:
    """The address is a secret: no search engine shall list it, and no other site shall learn it."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _page(id: str) -> SharePage:
    actor, now = current_actor(), platform().clock.now()
    draft, kept = versions.versions(platform(), actor, id)
    found = sharing.links(platform(), actor, id)
    names = person_names(link.created_by for link in found)
    numbers = tuple((one.number, one.name or "autosaved") for one in kept[:50])
    lines = tuple(LinkLine(link, names[link.created_by], link.is_open(now)) for link in found)
    return SharePage(modelling.draft(platform(), actor, draft.id), lines, numbers, sharing.LIVES)


def _decisions(content: bytes, name: str) -> tuple[DecisionText, ...]:
    with suppress(InvalidInput, NotFound):
        return reading.read(platform(), content, name)
    return ()


def _forms(found: sharing.Shared) -> list[FormView]:
    """Every form as people see it, with nothing in it and nothing to send."""
    views = []
    for name in sorted(found.files):
        if language_of(name) != "form":
            continue
        with suppress(InvalidInput, NotFound):
            form = platform().forms.load(found.files, name)
            html = platform().forms.render(form, platform().forms.initial(form, {}), read_only=True)
            views.append(FormView(name, str(form.schema.get("title") or name.split(".")[0]), html))
    return views
