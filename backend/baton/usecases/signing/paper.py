"""What stands on a signed document: the form as it was shown, and the page that says who signed what, when and how."""

import base64
import struct
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from baton.domain.working.attachments import read_address
from baton.domain.working.signing import Signature
from baton.domain.working.submissions import KeptSubmission

DRAWING = "signature.svg"


def content(signature: Signature, kept: KeptSubmission, verify: str, parts: tuple[bool, bool]) -> dict[str, Any]:
    """The values for the typesetter. ``parts``: whether the form is set as well (it is not where the document is a file of its
    own), and whether the signature is a drawing."""
    told = kept.told
    with_form, drawn = parts
    task, process = told.get("task") or {}, told.get("process") or {}
    return {
        "language": signature.language or "en", "title": task.get("title") or task.get("name") or process.get("title", ""),
        "process": process.get("title", ""), "form": list(_rows(told.get("shown") or {}, signature.field)) if with_form else None,
        "outcome": (told.get("outcome") or {}).get("label", ""),
        "name": signature.name, "person": signature.person_id, "email": signature.email, "method": signature.method,
        "intent": signature.intent, "consent": signature.consent, "utc": f"{signature.at:%Y-%m-%d %H:%M:%S} UTC",
        "local": _local(signature.at, signature.time_zone), "address": signature.address, "browser": signature.browser,
        "digest": signature.digest, "documents": [[str(one["name"]), str(one["sha256"])] for one in signature.documents],
        "instance": signature.instance_id, "seq": kept.seq, "drawing": DRAWING if drawn else None, "verify": verify, "id": signature.id,
    }  # fmt: skip


def as_svg(png: bytes) -> bytes:
    """The drawing as the typesetter takes pictures."""
    width, height = struct.unpack(">II", png[16:24])
    picture = base64.b64encode(png).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{picture}"/></svg>'
    ).encode()


def _rows(shown: Mapping[str, Any], left_out: str) -> Iterator[dict[str, Any]]:
    page = shown.get("page") or {}
    if page.get("label"):
        yield {"level": 0, "label": page["label"], "text": ""}
    yield from _below(page, 0, left_out)


def _below(place: Mapping[str, Any], level: int, left_out: str) -> Iterator[dict[str, Any]]:
    for one in place.get("children", ()):
        if one.get("hidden") or one.get("path") == left_out:
            continue
        if one.get("children"):
            yield {"level": level + 1, "label": one.get("label", ""), "text": ""}
            yield from _below(one, level + 1, left_out)
        else:
            yield {"level": -1, "label": one.get("label", ""), "text": _text(one)}


def _text(place: Mapping[str, Any]) -> str:
    text = str(place.get("text", ""))
    found = read_address(text)
    return f"{found.name}\nSHA-256 {found.digest}" if found else text or "–"


def _local(at: datetime, zone: str) -> str:
    try:
        there = at.astimezone(ZoneInfo(zone or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return ""
    return f"{there:%Y-%m-%d %H:%M:%S} ({zone or 'UTC'})"
