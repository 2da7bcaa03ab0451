"""Zip archives as packs. Nothing is ever extracted: names must fit a pattern, sizes are counted while reading."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping

from baton.domain.problems import Problem

LARGEST_ARCHIVE = 10 * 1024 * 1024
LARGEST_FILE = 5 * 1024 * 1024
LARGEST_TOTAL = 20 * 1024 * 1024
MOST_FILES = 500
ALLOWED = re.compile(
    r"pack\.toml|README\.md|LICENSE(\.md)?"
    r"|models/[\w][\w .-]*\.bpmn|decisions/[\w][\w .-]*\.dmn|forms/[\w][\w .-]*\.json"
    r"|calendars/[\w][\w .-]*\.calendar\.toml"
    r"|kpis/[\w][\w .-]*\.toml|scenarios/[\w][\w .-]*\.(toml|json)"
)
_FOLDERS = r"(?:\w[\w .,()+&'-]*/){0,3}"
MODEL_FILES = re.compile(_FOLDERS + r"\w[\w .,()+&'-]*\.(bpmn|bpmn2|bpmn20\.xml|dmn|json|form|toml|md)|" + _FOLDERS + r"LICENSE")
_OF_PACK = (
    "A pack holds only pack.toml, README.md, models/*.bpmn, decisions/*.dmn, forms/*.json, calendars/*.calendar.toml, kpis/*.toml "
    "and scenarios/*.toml; remove or rename this entry."
)
_OF_MODEL = (
    "Only diagrams (.bpmn), decisions (.dmn), forms (.json) and scenarios (.toml) are accepted; remove or rename this entry."
)
_LEFT_BY_SYSTEMS = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini)")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def read(archive: bytes) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The files of a pack, or every problem with it. A single folder around everything is taken off."""
    return _read(archive, (ALLOWED, _OF_PACK))


def read_models(archive: bytes) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The files of any archive of model files by their bare names, wherever they lie in it, or every problem with it."""
    found, problems = _read(archive, (MODEL_FILES, _OF_MODEL))
    files: dict[str, bytes] = {}
    for path, content in found.items():
        name = path.rsplit("/", 1)[-1]
        if name.casefold() in (kept.casefold() for kept in files):
            problems = (*problems, _problem("pack.duplicate-name", "Two folders of the archive hold a file of this name.", path))
        files[name] = content
    return ({}, problems) if problems else (files, ())


def _read(archive: bytes, wanted: tuple[re.Pattern[str], str]) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    if len(archive) > LARGEST_ARCHIVE:
        return {}, (_problem("pack.too-large", f"The archive is larger than {LARGEST_ARCHIVE // 2**20} MB."),)
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            entries = [
                entry for entry in opened.infolist()
                if not entry.filename.endswith("/") and not _LEFT_BY_SYSTEMS.fullmatch(entry.filename)
            ]  # fmt: skip
            prefix = _folder_around(entries)
            problems = tuple(_entry_problems(entries, prefix, wanted))
            return ({}, problems) if problems else _contents(opened, entries, prefix)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        return {}, (_problem("pack.not-a-zip", f"This is not a readable zip archive ({error}). Upload the .zip file of a pack."),)


def write(files: Mapping[str, bytes]) -> bytes:
    """A zip with the same bytes for the same files: sorted names, fixed times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _folder_around(entries: list[zipfile.ZipInfo]) -> str:
    manifests = [entry.filename for entry in entries if re.fullmatch(r"([\w][\w.-]*/)?pack\.toml", entry.filename)]
    return manifests[0].removesuffix("pack.toml") if len(manifests) == 1 else ""


def _entry_problems(entries: list[zipfile.ZipInfo], prefix: str, wanted: tuple[re.Pattern[str], str]) -> Iterator[Problem]:
    if len(entries) > MOST_FILES:
        yield _problem("pack.too-many-files", f"The archive holds {len(entries)} files; at most {MOST_FILES} are accepted.")
        return
    seen: set[str] = set()
    for entry in entries:
        name = unicodedata.normalize("NFC", entry.filename)
        if name.casefold() in seen:
            yield _problem("pack.duplicate-name", "The archive holds this name twice.", name)
        seen.add(name.casefold())
        if message := _entry_refusal(entry, name.removeprefix(prefix), wanted) or _outside(name, prefix):
            yield _problem("pack.forbidden-entry", message, name)


def _entry_refusal(entry: zipfile.ZipInfo, name: str, wanted: tuple[re.Pattern[str], str]) -> str:
    kind = entry.external_attr >> 16 & 0o170000
    if kind not in (0, 0o100000):
        return "Links and special files are not accepted in a pack; put a regular file in its place."
    if entry.flag_bits & 0x1:
        return "Encrypted files are not accepted; save the archive without a password."
    allowed, sentence = wanted
    return "" if allowed.fullmatch(name) else sentence


def _outside(name: str, prefix: str) -> str:
    return "" if name.startswith(prefix) else "This entry lies outside the folder of the pack; remove it."


def _contents(
    opened: zipfile.ZipFile, entries: list[zipfile.ZipInfo], prefix: str
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    files: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        with opened.open(entry) as stream:
            content = stream.read(LARGEST_FILE + 1)  # the size in the directory may lie; what is read does not
        total += len(content)
        if len(content) > LARGEST_FILE or total > LARGEST_TOTAL:
            return {}, (
                _problem("pack.too-large", "This file, or the pack as a whole, is larger than accepted.", entry.filename),
            )
        files[unicodedata.normalize("NFC", entry.filename).removeprefix(prefix)] = content
    return files, ()


def _problem(rule: str, message: str, file: str | None = None) -> Problem:
    return Problem(rule, message, file=file)
