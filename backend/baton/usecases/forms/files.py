"""Form files of a draft: opened as documents, stored by whoever saw the newest revision, made for the task that needs one."""

import re
import unicodedata
from collections.abc import Mapping

from baton.domain.actors import Actor
from baton.domain.building import FormDocument
from baton.domain.errors import Conflict, InvalidInput, NotFound
from baton.domain.modelling import Draft
from baton.usecases import modelling
from baton.usecases.platform import Platform

ENDING = ".form.json"
_OF_OTHERS = ("-schema.json", "_schema.json")
LONGEST_NAME = 80
_NAME = re.compile(r"[\w][\w. -]{0,80}\.form\.json")


def is_form(name: str) -> bool:
    """Whether a file of a draft is a form, by its name."""
    return name.endswith((ENDING, *_OF_OTHERS))


def new_document(title: str) -> FormDocument:
    """A form without a field."""
    return FormDocument({"type": "object", "title": title, "properties": {}}, {}, {"schema": {}, "ui": {}})


def opened(platform: Platform, actor: Actor, draft_id: str, file: str) -> tuple[Draft, FormDocument | InvalidInput]:
    """The draft and the form in it; a file that cannot be read comes as the refusal that says why."""
    kept = modelling.draft(platform, actor, draft_id)
    try:
        return kept, platform.forms.building.open(kept.files, file)
    except InvalidInput as refusal:
        return kept, refusal


def store(platform: Platform, actor: Actor, place: tuple[str, str], document: FormDocument, expected: int) -> Draft:
    """Store the form of ``place`` (draft and file) for somebody who saw revision ``expected``. Raises ``Conflict``."""
    draft_id, file = place
    return modelling.save_draft(platform, actor, draft_id, platform.forms.building.files(document, file), expected)


def store_copy(platform: Platform, actor: Actor, place: tuple[str, str], document: FormDocument) -> tuple[Draft, str]:
    """Store the form beside the one that somebody else changed meanwhile; and the name it got."""
    draft_id, file = place
    kept = modelling.draft(platform, actor, draft_id)
    name = free_name(kept.files, f"{_stem(file)} copy")
    return modelling.save_draft(
        platform, actor, draft_id, {name: platform.forms.building.files(document, name)[name]}, kept.revision
    ), name


def create(
    platform: Platform, actor: Actor, draft_id: str, title: str, element: str = "", document: FormDocument | None = None
) -> str:
    """A new form file, shown by the element where one is named; answers the name of the file."""
    if not title.strip():
        raise InvalidInput("Give the form a name.")
    kept = modelling.draft(platform, actor, draft_id)
    name = free_name(kept.files, title)
    made = document or new_document(title.strip())
    changed: dict[str, bytes] = {name: platform.forms.building.files(made, name)[name]}
    if element:
        changed |= platform.rewriting.link_form(kept.files, element, name)
    modelling.save_draft(platform, actor, draft_id, changed, kept.revision)
    return name


def rename_file(platform: Platform, actor: Actor, place: tuple[str, str], new: str) -> str:
    """Another name for the file; every element that shows it shows it under the new name."""
    draft_id, old = place
    kept = modelling.draft(platform, actor, draft_id)
    name = f"{new.strip().removesuffix(ENDING)}{ENDING}"
    if not _NAME.fullmatch(name):
        raise InvalidInput("Name the file with letters, digits, blanks, dots and hyphens; at most 80 of them.")
    if old not in kept.files:
        raise NotFound(f"The draft has no form {old}.")
    if name == old:
        return name
    if name in kept.files:
        raise Conflict(f"The draft has a file {name} already. Choose another name.")
    linked = platform.rewriting.rename_form(kept.files, old, name)
    modelling.save_draft(platform, actor, draft_id, {**linked, old: b"", name: kept.files[old]}, kept.revision)
    return name


def remove(platform: Platform, actor: Actor, draft_id: str, file: str) -> None:
    """Take a form out of the draft. What still shows it is found by the check."""
    kept = modelling.draft(platform, actor, draft_id)
    if file not in kept.files:
        raise NotFound(f"The draft has no form {file}.")
    modelling.save_draft(platform, actor, draft_id, {file: b""}, kept.revision)


def free_name(files: Mapping[str, bytes], title: str) -> str:
    """A file name that the draft does not have yet."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME] or "form"
    names = (f"{stem}{ENDING}" if number == 1 else f"{stem}-{number}{ENDING}" for number in range(1, len(files) + 2))
    return next(name for name in names if name not in files)


def _stem(file: str) -> str:
    return next((file.removesuffix(ending) for ending in (ENDING, *_OF_OTHERS) if file.endswith(ending)), file)
