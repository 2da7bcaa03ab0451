"""Pages of packs."""

from dataclasses import dataclass

from flask import Blueprint, Flask, Response, flash, request

from baton.domain.errors import InvalidInput
from baton.domain.packs import InstalledPack
from baton.domain.ports.packs import model_files
from baton.usecases import packs
from baton.web.bodies import uploaded
from baton.web.fragments import go, show
from baton.web.markdown import markdown
from baton.web.modeler.routes import attachment
from baton.web.packs.review import Review, kept_archive, review
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("packs", __name__)


@dataclass(frozen=True)
class Tile:
    """A pack in the overview: shipped, installed or both."""

    id: str
    title: str
    summary: str
    version: str
    processes: int
    installed: InstalledPack | None
    shipped: bool

    @property
    def newer(self) -> bool:
        return self.installed is not None and self.shipped and self.installed.version != self.version


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/packs")
@rule("pack.see")
def listing() -> Response:
    return show("packs/list.html", "page", tiles=_tiles())


@blueprint.get("/packs/<id>")
@rule("pack.see")
def shipped(id: str) -> Response:
    """The review of a pack that comes with Baton; its scenarios are run."""
    return _reviewed(review(packs.inspect_shipped(platform(), current_actor(), id), shipped=id))


@blueprint.post("/packs/<id>/install")
@rule("pack.import")
def install(id: str) -> Response:
    actor = current_actor()
    return _installed(packs.install(platform(), actor, packs.inspect_shipped(platform(), actor, id)))


@blueprint.post("/packs/check")
@rule("pack.see")
def check() -> Response:
    archive = _uploaded_archive()
    found = review(packs.inspect(platform(), current_actor(), archive), archive=archive)
    return _reviewed(found)


@blueprint.post("/packs/import")
@rule("pack.import")
def import_archive() -> Response:
    archive = kept_archive(request.form["archive"]) if "archive" in request.form else _uploaded_archive()
    actor = current_actor()
    report = packs.inspect(platform(), actor, archive)
    try:
        return _installed(packs.install(platform(), actor, report))
    except InvalidInput:
        return _reviewed(review(report, archive=archive))


@blueprint.get("/packs/<id>/export")
@rule("pack.see")
def export(id: str) -> Response:
    name, content = packs.export(platform(), current_actor(), id)
    return attachment(name, content, "application/zip")


def _installed(pack: InstalledPack) -> Response:
    count = len(pack.definitions)
    flash(f"{pack.title} {pack.version} is installed: {count} process{'es' if count != 1 else ''} ready to start.")
    return go("/packs")


def _reviewed(found: Review) -> Response:
    status = 200 if found.importable else 422
    return show("packs/review.html", "page", status, view=found, readme=markdown(found.readme))


def _uploaded_archive() -> bytes:
    files = uploaded("archive")
    if not files:
        raise InvalidInput("Choose the pack's zip file first.")
    return next(iter(files.values()))


def _tiles() -> list[Tile]:
    installed = {pack.id: pack for pack in packs.installed_packs(platform(), current_actor())}
    tiles = [
        Tile(
            id, pack.manifest.title, pack.manifest.summary, pack.manifest.version,
            sum(name.endswith(".bpmn") for name in model_files(pack)), installed.get(id), True,
        )
        for id, pack in platform().packs.shipped().items()
    ]  # fmt: skip
    own = [Tile(p.id, p.title, p.summary, p.version, len(p.definitions), p, False) for p in installed.values()]
    known = {tile.id for tile in tiles}
    return sorted([*tiles, *(tile for tile in own if tile.id not in known)], key=lambda tile: tile.title.lower())
