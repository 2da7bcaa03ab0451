"""Folding a journal: each entry changes the state under the definition that the instance stood under then."""

from typing import Any

from baton.domain.definitions import ProcessDefinition
from baton.domain.engine import Advance, Command, Migrate
from baton.domain.journal import Entry
from baton.domain.ports.persistence import UnitOfWork
from baton.usecases.platform import Platform


def step(platform: Platform, uow: UnitOfWork, state: Any, told: tuple[Command, Any]) -> Advance:
    """What a command, told at a moment, makes of a state: the engine's step, or the change to another definition."""
    command, now = told
    if isinstance(command, Migrate):
        return platform.engine.migrate(state, uow.definition(command.definition), command.mapping, now)
    return platform.engine.apply(state, command, now)


def fold(platform: Platform, uow: UnitOfWork, state: Any, entry: Entry) -> Advance:
    """The step that an entry recorded, done again."""
    return step(platform, uow, state, (entry.command(), entry.at))


def beginning(platform: Platform, uow: UnitOfWork, first: Entry | None, definition: ProcessDefinition) -> Any:
    """The state before everything: under the definition that the first entry names, which a migration may have replaced since."""
    return platform.engine.fresh(uow.definition(first.content["definition"]) if first else definition)
