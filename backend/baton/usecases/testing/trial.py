"""Playing a story with the files of a draft, saved or not, in memory. Nothing of it is stored."""

import re
from collections.abc import Mapping

from baton.domain.actors import Actor
from baton.domain.definitions import only_for_designing
from baton.domain.modelling import Draft
from baton.domain.packs import Pack
from baton.domain.policy import require
from baton.domain.scenarios import Bounds, Cast, Content, Standing
from baton.usecases.modelling import draft
from baton.usecases.platform import Platform

INTERACTIVE = Bounds(seconds=10, steps=300, pieces=5_000)
_CALLED = re.compile(rb"""\bcalledElement\s*=\s*["']([^"']{1,200})["']""")
_PROCESS = re.compile(rb"""<(?:\w+:)?process\s[^>]*?\bid\s*=\s*["']([^"']{1,200})["']""")


def stage(platform: Platform, actor: Actor, draft_id: str, drawn: Mapping[str, bytes]) -> Cast:
    """What stories of the draft are played with. ``drawn`` are files as they are on the screen, not yet saved."""
    require(actor, "model.edit")
    return cast_of(platform, draft(platform, actor, draft_id), drawn)


def play(platform: Platform, cast: Cast, story: Content) -> Standing:
    """What stands after the story."""
    return platform.scenarios.play(cast, story, INTERACTIVE)


def cast_of(platform: Platform, kept: Draft, drawn: Mapping[str, bytes] | None = None) -> Cast:
    """The draft's files with the people who may appear in its stories: those of its pack, then everybody with an account."""
    with platform.store.read() as uow:
        people = {person.id: tuple(sorted(person.groups)) for person in uow.people() if not person.disabled}
    pack = origin(platform, kept)
    files = {name: content for name, content in {**kept.files, **(drawn or {})}.items() if not only_for_designing(name)}
    return Cast(with_called(platform, files), {**people, **(pack.manifest.people if pack else {})})


def with_called(platform: Platform, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, and those of deployed processes that they call and do not hold themselves."""
    closed = dict(files)
    known = processes_of(files)
    wanted = [key for name, content in files.items() if name.endswith((".bpmn", ".xml")) for key in _CALLED.findall(content)]
    for key in dict.fromkeys(wanted):
        name = key.decode(errors="replace").rpartition(":")[2]
        if name in known:
            continue
        with platform.store.read() as uow:
            deployed = uow.latest_definition(name)
        for file, content in deployed.files.items() if deployed else ():
            closed.setdefault(file, content)
    return closed


def origin(platform: Platform, kept: Draft) -> Pack | None:
    """The shipped pack from which the draft's processes came, if any did."""
    names = [kept.pack] if kept.pack else []
    with platform.store.read() as uow:
        for key in sorted(processes_of(kept.files)):
            deployed = uow.latest_definition(key)
            names += [deployed.pack] if deployed and deployed.pack else []
    shipped = platform.packs.shipped() if names else {}
    return next((shipped[name] for name in names if name in shipped), None)


def processes_of(files: Mapping[str, bytes]) -> set[str]:
    """The keys of the processes in these files."""
    return {key.decode(errors="replace") for content in files.values() for key in _PROCESS.findall(content)}
