"""Built browser files: their addresses by the build's manifest, and serving them to be kept for ever."""

import json
from pathlib import Path

from flask import Blueprint, Response, g, send_from_directory, url_for

from baton.web.security.access import public
from baton.web.security.headers import A_YEAR
from baton.web.wired import settings

blueprint = Blueprint("assets", __name__)
_read: dict[Path, tuple[float, dict[str, str]]] = {}


def asset(name: str) -> str:
    """The address of a source file of the browser side after the build; a page of icons asks for the same one many times."""
    known: dict[str, str] = g.setdefault("assets", {})
    if name not in known:
        known[name] = url_for("assets.file", path=_manifest(settings().asset_dir).get(name, name))
    return known[name]


@blueprint.get("/static/<path:path>")
@public("styles and scripts hold nothing of anybody, and the login page needs them")
def file(path: str) -> Response:
    response = send_from_directory(settings().asset_dir.resolve(), path, max_age=A_YEAR, conditional=True)
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


@blueprint.get("/favicon.ico")
@public("browsers ask for it on their own")
def icon() -> Response:
    return file(_manifest(settings().asset_dir).get("logo.svg", "logo.svg"))


def _manifest(folder: Path) -> dict[str, str]:
    """Source name to built name, read again when the build changed it."""
    place = folder / ".vite" / "manifest.json"
    if not place.exists():
        return {}
    changed = place.stat().st_mtime
    if place not in _read or _read[place][0] != changed:
        _read[place] = changed, {name: part["file"] for name, part in json.loads(place.read_text()).items()}
    return _read[place][1]
