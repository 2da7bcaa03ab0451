"""Whether a form and the process around it agree: who shows it, what it writes that nobody reads, what is read that nobody writes."""

from collections import defaultdict
from dataclasses import dataclass, field

from baton.domain.actors import Actor
from baton.domain.building import FormDocument
from baton.domain.errors import InvalidInput, Rejection
from baton.domain.modelling import Draft
from baton.domain.policy import require
from baton.domain.ports.drawing import ModelVariable
from baton.usecases.platform import Platform


@dataclass(frozen=True)
class Use:
    """One element that shows the form."""

    file: str
    element_id: str
    name: str


@dataclass(frozen=True)
class Contract:
    """``unread`` fields reach no condition, script, decision or other form; ``unwritten`` variables are read somewhere although
    no form and nothing else writes them; ``readers`` says where each field is read."""

    uses: tuple[Use, ...] = ()
    unread: tuple[str, ...] = ()
    unwritten: tuple[str, ...] = ()
    readers: dict[str, tuple[str, ...]] = field(default_factory=dict)


def of(platform: Platform, actor: Actor, draft: Draft, file: str, document: FormDocument) -> Contract:
    """The form as it is at this moment against the other files as they are stored."""
    require(actor, "model.edit")
    files = {**draft.files, **platform.forms.building.files(document, file)}
    uses = tuple(Use(*one) for one in platform.rewriting.users_of(files, file))
    if not uses:
        return Contract()
    variables = [one for name in sorted({use.file for use in uses}) for one in _variables(platform, files, name)]
    readers: dict[str, list[str]] = defaultdict(list)
    writers: dict[str, set[str]] = defaultdict(set)
    for one in variables:
        readers[one.name] += [touch.how for touch in one.read]
        writers[one.name] |= {touch.element_id for touch in one.written}
    own = {line.key for line in platform.forms.building.lines(document) if "." not in line.path}
    others = _shown_elsewhere(platform, files, file)
    unread = [key for key in own if not readers[key] and key not in others]
    unwritten = [name for name, how in readers.items() if how and not writers[name]]
    known = {key: tuple(dict.fromkeys(readers[key])) for key in own if readers[key]}
    return Contract(uses, tuple(sorted(unread)), tuple(sorted(unwritten)), known)


def _variables(platform: Platform, files: dict[str, bytes], name: str) -> tuple[ModelVariable, ...]:
    try:
        return platform.drawing.variables(files, name)
    except Rejection:
        return ()


def _shown_elsewhere(platform: Platform, files: dict[str, bytes], file: str) -> set[str]:
    """Fields of other forms: what one form writes another one shows."""
    found: set[str] = set()
    for name in files:
        if name == file or not name.endswith((".form.json", "-schema.json", "_schema.json")):
            continue
        try:
            lines = platform.forms.building.lines(platform.forms.building.open(files, name))
        except InvalidInput:
            continue
        found |= {line.key for line in lines if "." not in line.path}
    return found
