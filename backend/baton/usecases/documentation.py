"""Reading a process instead of drawing it: its documentation, from a draft or from what is deployed."""

from collections.abc import Iterator, Mapping

from baton.domain.actors import Actor
from baton.domain.building import FormDocument
from baton.domain.definitions import only_for_designing
from baton.domain.documentation import Documentation, FormDescription
from baton.domain.errors import InvalidInput, NotFound
from baton.domain.policy import require
from baton.usecases.platform import Platform


def of_draft(platform: Platform, actor: Actor, draft_id: str) -> tuple[Documentation, str]:
    """The documentation of a draft as it is stored, and which state it is of. Raises ``NotFound``."""
    require(actor, "model.edit")
    with platform.store.read() as uow:
        draft = uow.draft(draft_id)
    return documentation(
        platform, draft.name, draft.files
    ), f"Draft, revision {draft.revision} of {draft.saved_at:%Y-%m-%d %H:%M} UTC"


def of_definition(platform: Platform, actor: Actor, definition_id: str) -> tuple[Documentation, str]:
    """The documentation of a deployed version. Raises ``NotFound``."""
    require(actor, "definition.see")
    with platform.store.read() as uow:
        found = uow.definition(definition_id)
    return documentation(platform, found.title, found.files), f"Version {found.version} of {found.deployed_at:%Y-%m-%d %H:%M} UTC"


def documentation(platform: Platform, title: str, files: Mapping[str, bytes]) -> Documentation:
    """Everything that the files say to a reader."""
    processes = platform.describing.describe(files)
    drawings = {found.file for found in processes}
    pictures = {file: svg for file in drawings if (svg := platform.describing.picture(files[file], file))}
    named = dict.fromkeys(step.form for process in processes for step in process.steps if step.form)
    decisions = tuple(name for name in sorted(files) if name.endswith(".dmn"))
    return Documentation(title, processes, tuple(_forms(platform, files, named)), decisions, pictures)


def picture(platform: Platform, files: Mapping[str, bytes], file: str) -> bytes:
    """One drawing as SVG. Raises ``NotFound``."""
    found = platform.describing.picture(files[file], file) if file in files and not only_for_designing(file) else None
    if found is None:
        raise NotFound(f"There is no drawing {file}.")
    return found


def _forms(platform: Platform, files: Mapping[str, bytes], named: Mapping[str, None]) -> Iterator[FormDescription]:
    for name in named:
        try:
            form = platform.forms.load(files, name)
            lines = platform.forms.building.lines(FormDocument(form.schema, form.ui))
        except (InvalidInput, NotFound):
            continue
        yield FormDescription(name, str(form.schema.get("title") or name.split(".")[0]), lines)
