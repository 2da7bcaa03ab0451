"""Giving files out so that they can do no harm: as what they are, to be saved, or shown where nothing in them runs."""

from urllib.parse import quote

from flask import Response

from baton.domain.actors import Actor
from baton.domain.working.attachments import Attachment
from baton.usecases.filling import attachments
from baton.web.wired import platform

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
PDF = "application/pdf"
TEXTS = frozenset({"text/plain", "text/csv", "text/markdown", "application/json", "application/xml", "message/rfc822"})
LONGEST_TEXT = 200_000
_SEALED = "default-src 'none'; sandbox; frame-ancestors 'none'"
_FRAMED = "frame-ancestors 'self'"


def download(actor: Actor, id: str) -> Response:
    """The file, to be saved."""
    return _given(attachments.by_id(platform(), actor, id), attachments.content(platform(), actor, id), "attachment")


def inline(actor: Actor, id: str) -> Response:
    """A picture or a PDF for the preview; everything else to be saved."""
    found = attachments.by_id(platform(), actor, id)
    content = attachments.content(platform(), actor, id)
    if found.media_type in PICTURES:
        return _given(found, content, "inline")
    if found.media_type == PDF:
        # A sandboxed page shows no PDF; the browser's viewer keeps what is in it apart, and nothing else is guessed of it.
        response = _given(found, content, "inline")
        response.headers["Content-Security-Policy"] = _FRAMED
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response
    return _given(found, content, "attachment")


def text_of(actor: Actor, found: Attachment) -> str | None:
    """What a text file says, as far as a preview goes; None for anything else."""
    if found.media_type not in TEXTS:
        return None
    return attachments.content(platform(), actor, found.id)[:LONGEST_TEXT].decode("utf-8-sig", errors="replace")


def _given(found: Attachment, content: bytes, how: str) -> Response:
    response = Response(content, mimetype=found.media_type)
    response.headers["Content-Disposition"] = f"{how}; {_named(found.name)}"
    response.headers["Content-Security-Policy"] = _SEALED
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _named(name: str) -> str:
    """The name for old browsers and, exactly, for all others."""
    plain = "".join(letter if (letter.isascii() and letter.isalnum()) or letter in " ._-()" else "_" for letter in name)
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
