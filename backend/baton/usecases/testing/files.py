"""The scenario files of a draft: kept with it, part of every version of it, and never part of what is deployed."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from baton.domain.actors import Actor
from baton.domain.errors import Conflict, InvalidInput, NotFound
from baton.domain.modelling import Draft
from baton.domain.policy import require
from baton.domain.scenarios import ENDING, Content
from baton.usecases.modelling import draft, save_draft
from baton.usecases.platform import Platform
from baton.usecases.testing.trial import origin, processes_of

OWN, PACK = "draft", "pack"
MOST = 200


@dataclass(frozen=True)
class ScenarioFile:
    """One scenario that belongs to a draft, or to the pack it came from. ``story`` is None when ``unreadable`` says why."""

    file: str
    title: str
    origin: str
    story: Mapping[str, Any] | None
    unreadable: str = ""


def scenarios_of(platform: Platform, kept: Draft) -> tuple[ScenarioFile, ...]:
    """The draft's own scenarios, then those of its pack that it does not replace by a file of the same name."""
    own = {name: content for name, content in kept.files.items() if name.lower().endswith(ENDING)}
    found = [_read(platform, name, content, OWN) for name, content in sorted(own.items())]
    pack = origin(platform, kept)
    for path, content in sorted(pack.files.items()) if pack else ():
        name = path.split("/", 1)[-1].removesuffix(".toml").removesuffix(".json") + ENDING
        if path.startswith("scenarios/") and name not in own:
            found.append(_read(platform, name, content, PACK, path))
    processes = processes_of(kept.files)
    fitting = [one for one in found if one.origin == OWN or (one.story and one.story.get("process") in processes)]
    return tuple(fitting[:MOST])


def save_scenario(platform: Platform, actor: Actor, draft_id: str, file: str | None, story: Content) -> tuple[Draft, str]:
    """Keep the story as a file of the draft: under ``file``, or a new one named after its title."""
    require(actor, "model.edit")
    kept = draft(platform, actor, draft_id)
    if not str(story.get("title", "")).strip():
        raise InvalidInput("Give the scenario a title: a sentence that says what should happen.")
    if file is None or file not in kept.files:
        file = _free_name(kept, str(story["title"]))
    return save_draft(platform, actor, draft_id, {file: platform.scenarios.write(story)}, kept.revision), file


def rename_scenario(platform: Platform, actor: Actor, draft_id: str, file: str, title: str) -> Draft:
    """Another title; the file keeps its name, so that versions can be compared."""
    kept = draft(platform, actor, draft_id)
    story = {**platform.scenarios.read(file, _content(kept, file)), "title": title.strip()}
    return save_scenario(platform, actor, draft_id, file, story)[0]


def delete_scenario(platform: Platform, actor: Actor, draft_id: str, file: str) -> Draft:
    """The draft without the scenario; earlier versions of the draft still have it."""
    kept = draft(platform, actor, draft_id)
    _content(kept, file)
    return save_draft(platform, actor, draft_id, {file: b""}, kept.revision)


def take_over(platform: Platform, actor: Actor, draft_id: str, file: str) -> Draft:
    """A scenario of the pack as the draft's own, to be changed with it."""
    kept = draft(platform, actor, draft_id)
    found = next((one for one in scenarios_of(platform, kept) if one.file == file and one.story), None)
    if found is None or found.story is None:
        raise NotFound(f"There is no scenario {file}.")
    if found.origin == OWN:
        raise Conflict(f"{file} belongs to this draft already.")
    return save_draft(platform, actor, draft_id, {file: platform.scenarios.write(found.story)}, kept.revision)


def add_scenarios(platform: Platform, actor: Actor, draft_id: str, files: Mapping[str, bytes]) -> Draft:
    """Scenario files from elsewhere; refused with a reason when one cannot be read."""
    kept = draft(platform, actor, draft_id)
    named = {}
    for name, content in files.items():
        story = platform.scenarios.read(name, content)
        bare = name.lower().removesuffix(".json").removesuffix(".toml").removesuffix(".scenario")
        named[bare + ENDING] = platform.scenarios.write(story) if name.endswith(".json") else content
    return save_draft(platform, actor, draft_id, named, kept.revision)


def _read(platform: Platform, name: str, content: bytes, source: str, path: str = "") -> ScenarioFile:
    try:
        story = platform.scenarios.read(path or name, content)
    except InvalidInput as refusal:
        return ScenarioFile(name, name, source, None, str(refusal))
    return ScenarioFile(name, str(story["title"]), source, story)


def _content(kept: Draft, file: str) -> bytes:
    if file not in kept.files or not file.lower().endswith(ENDING):
        raise NotFound(f"The draft has no scenario {file}.")
    return kept.files[file]


def _free_name(kept: Draft, title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    bare = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "scenario"
    names = [f"{bare}{ENDING}", *(f"{bare}-{number}{ENDING}" for number in range(2, MOST + 2))]
    return next(name for name in names if name not in kept.files)
