"""A key that changed in one form, carried through the models, decisions and other forms of its draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from baton.domain.actors import Actor
from baton.domain.building import FormDocument
from baton.domain.errors import InvalidInput, NotFound
from baton.domain.modelling import Draft
from baton.domain.policy import require
from baton.domain.ports.forms import Mention
from baton.usecases import modelling
from baton.usecases.decisions import reading
from baton.usecases.forms.files import is_form
from baton.usecases.platform import Platform

Pair = tuple[str, str]


@dataclass(frozen=True)
class Followed:
    """What one new name would change besides the form itself, and the files as they would be then."""

    old: str
    new: str
    mentions: tuple[Mention, ...]
    files: Mapping[str, bytes]


def reached(platform: Platform, files: Mapping[str, bytes], file: str) -> dict[str, bytes]:
    """The files that may share variables with the form: the diagrams that show it, what those show and ask, and where one calls
    another process, every other diagram. A form that nobody shows yet may belong to any."""
    drawings = {use[0] for use in platform.rewriting.users_of(files, file)}
    if not drawings or any(b"callActivity" in files[name] for name in drawings):
        return dict(files)
    asked = {decision for decision, uses in reading.uses({name: files[name] for name in drawings}).items() if uses}
    found = {name: files[name] for name in drawings}
    for name, content in files.items():
        if name.endswith(".dmn"):
            own = {text.id for text in reading.read(platform, content, name)}
            found |= {name: content} if own & asked or not own else {}
        elif is_form(name) and drawings & {use[0] for use in platform.rewriting.users_of(files, name)}:
            found[name] = content
    return found


def planned(platform: Platform, actor: Actor, draft: Draft, file: str, renames: Iterable[Pair]) -> tuple[Followed, ...]:
    """Each new name with every place that speaks of the old one; nothing is stored."""
    require(actor, "model.edit")
    files = reached(platform, draft.files, file)
    found = []
    for old, new in renames:
        carried = platform.rewriting.rename_variable(files, old, new)
        forms, mentions = _forms(platform, files, file, (old, new))
        changed = {**carried.files, **forms}
        files |= changed
        found.append(Followed(old, new, (*carried.mentions, *mentions), changed))
    return tuple(found)


def carry(
    platform: Platform, actor: Actor, place: Pair, document: FormDocument, expected: int, renames: Iterable[Pair]
) -> tuple[Draft, int]:
    """Store the form and everything that follows its new names as one revision; and how many places changed."""
    draft_id, file = place
    kept = modelling.draft(platform, actor, draft_id)
    plans = planned(platform, actor, kept, file, renames)
    changed = {name: content for plan in plans for name, content in plan.files.items()}
    changed |= platform.forms.building.files(document, file)
    count = sum(1 for plan in plans for mention in plan.mentions if mention.after is not None)
    return modelling.save_draft(platform, actor, draft_id, changed, expected), count


def _forms(platform: Platform, files: Mapping[str, bytes], own: str, pair: Pair) -> tuple[dict[str, bytes], list[Mention]]:
    """Other forms show or write the same variable under its old name."""
    old, new = pair
    changed: dict[str, bytes] = {}
    mentions = []
    for name in sorted(files):
        if name == own or not is_form(name):
            continue
        try:
            document = platform.forms.building.open(files, name)
        except (InvalidInput, NotFound):
            continue
        done = platform.forms.building.follow(document, old, new)
        if done.problems:
            mentions.append(Mention(name, "field", old, None, reason=done.problems[0].message))
        elif done.document != document:
            changed |= platform.forms.building.files(done.document, name)
            mentions.append(Mention(name, "field", old, new))
    return changed, mentions
