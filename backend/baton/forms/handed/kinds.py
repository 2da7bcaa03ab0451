"""What a file is: by its first bytes for the kinds that people send, by a library for others, never by what a browser says."""

from io import BytesIO

import puremagic

from baton.domain.ports.working.scanning import FileKind

UNKNOWN, PLAIN = "application/octet-stream", "text/plain"
_ZIP, _OLE = (b"PK\x03\x04", b"PK\x05\x06"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_OFFICE = "application/vnd.openxmlformats-officedocument."
# ending: (what people call it, media type, how it begins)
_BEGINS: dict[str, tuple[str, str, tuple[bytes, ...]]] = {
    "pdf": ("PDF", "application/pdf", (b"%PDF-",)),
    "png": ("PNG", "image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": ("JPEG", "image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("JPEG", "image/jpeg", (b"\xff\xd8\xff",)),
    "gif": ("GIF", "image/gif", (b"GIF87a", b"GIF89a")),
    "webp": ("WebP", "image/webp", (b"RIFF",)),
    "tif": ("TIFF", "image/tiff", (b"II*\x00", b"MM\x00*")),
    "tiff": ("TIFF", "image/tiff", (b"II*\x00", b"MM\x00*")),
    "zip": ("ZIP", "application/zip", _ZIP),
    "docx": ("Word", f"{_OFFICE}wordprocessingml.document", _ZIP),
    "xlsx": ("Excel", f"{_OFFICE}spreadsheetml.sheet", _ZIP),
    "pptx": ("PowerPoint", f"{_OFFICE}presentationml.presentation", _ZIP),
    "odt": ("OpenDocument", "application/vnd.oasis.opendocument.text", _ZIP),
    "ods": ("OpenDocument", "application/vnd.oasis.opendocument.spreadsheet", _ZIP),
    "doc": ("Word", "application/msword", _OLE),
    "xls": ("Excel", "application/vnd.ms-excel", _OLE),
}
_TEXTS = {
    "txt": ("text", PLAIN), "csv": ("CSV", "text/csv"), "md": ("text", "text/markdown"), "json": ("JSON", "application/json"),
    "xml": ("XML", "application/xml"), "html": ("HTML", "text/html"), "htm": ("HTML", "text/html"), "svg": ("SVG", "image/svg+xml"),
    "eml": ("mail", "message/rfc822"), "log": ("text", PLAIN),
}  # fmt: skip
_LOOKED_AT = 64 * 1024
# What starts by itself on some machine is that, whatever its name says.
_PROGRAMS = ((b"MZ", "application/x-msdownload"), (b"\x7fELF", "application/x-elf"))


def kind_of(name: str, content: bytes) -> FileKind:
    """The media type, and what the name claims wrongly."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending in _BEGINS:
        said, media_type, begins = _BEGINS[ending]
        fits = _begins(content, begins) and (ending != "webp" or content[8:12] == b"WEBP")
        return FileKind(media_type) if fits else FileKind(_found(content), said)
    if ending in _TEXTS:
        said, media_type = _TEXTS[ending]
        return FileKind(media_type) if is_text(content) else FileKind(_found(content), said)
    return FileKind(_found(content))


def is_text(content: bytes) -> bool:
    """Whether it can be read as text: no zero bytes outside of UTF-16, no signature of something else."""
    head = content[:_LOOKED_AT]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\x00" not in head and not _known(head)


def _found(content: bytes) -> str:
    return _known(content[:_LOOKED_AT]) or _asked(content) or (PLAIN if is_text(content) else UNKNOWN)


def _known(head: bytes) -> str:
    """The media type of a kind from the table above. A PDF may have some bytes of a mail before it; not so here."""
    for start, media_type in _PROGRAMS:
        if head.startswith(start) and (start != b"MZ" or b"\x00" in head):
            return media_type
    return next((media_type for _, media_type, begins in _BEGINS.values() if begins[0] != b"RIFF" and _begins(head, begins)), "")


def _asked(content: bytes) -> str:
    """What the library says, where it is sure; it knows hundreds of kinds, some of them by a single letter."""
    try:
        found = puremagic.magic_stream(BytesIO(content[:_LOOKED_AT]))
    except (puremagic.PureError, ValueError):
        return ""
    return next((one.mime_type for one in found if one.confidence >= 0.8 and len(one.byte_match or b"") > 3), "")


def _begins(content: bytes, begins: tuple[bytes, ...]) -> bool:
    return content.startswith(begins)
