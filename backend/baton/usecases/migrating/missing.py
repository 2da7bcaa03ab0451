"""What a version reads from here on and an instance does not have: where it would have been written lies behind it."""

from collections.abc import Iterable
from dataclasses import dataclass

from baton.domain.definitions import ProcessDefinition
from baton.domain.errors import InvalidInput
from baton.domain.migration import Places, Plan
from baton.domain.ports.drawing import ModelVariable
from baton.usecases.platform import Platform


@dataclass(frozen=True)
class Target:
    """A version to try instances against: with what takes whose place, and who writes and reads which variable in it."""

    definition: ProcessDefinition
    mapping: Places
    variables: tuple[ModelVariable, ...] = ()


def target_of(platform: Platform, definition: ProcessDefinition, mapping: Places) -> Target:
    """The version with everything that is the same for all instances, looked up once."""
    try:
        variables = platform.drawing.variables(definition.files, definition.outline.file)
    except InvalidInput:
        variables = ()
    return Target(definition, mapping, variables)


def missing(target: Target, plan: Plan, known: Iterable[str]) -> tuple[str, ...]:
    """One sentence for each variable that is read ahead of an instance, but neither known to it nor written ahead of it."""
    has = set(known)
    return tuple(
        f"“{one.name}” is asked for at {_place(target, one, plan)}; this instance has passed by where it is written."
        for one in target.variables
        if plan.changed
        and one.name not in has
        and one.written
        and not any(touch.element_id in plan.ahead for touch in one.written)
        and any(touch.element_id in plan.ahead for touch in one.read)
    )


def _place(target: Target, variable: ModelVariable, plan: Plan) -> str:
    elements = target.definition.outline.elements
    touch = next(one for one in variable.read if one.element_id in plan.ahead)
    element = elements.get(touch.element_id)
    return f"“{element.name}”" if element is not None else f"a {touch.how}"
