"""Starting, looking at, suspending and ending process instances."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from baton.domain.actors import PLATFORM, Actor
from baton.domain.definitions import ProcessDefinition, StartEvent
from baton.domain.engine import Cancel, Note, Start, Variables
from baton.domain.errors import InvalidInput, NotFound, said
from baton.domain.instances import InstanceState, ProcessInstance
from baton.domain.policy import can, require
from baton.domain.ports.sandbox import SandboxError
from baton.domain.problems import Problem
from baton.domain.working.form_drafts import of_start
from baton.domain.working.submissions import NOTHING_SEEN, Seen
from baton.usecases.act import Act, Answered, RequestKey, perform, run
from baton.usecases.advance import advance, live_state, meet
from baton.usecases.handing.files import file_problems, hand_in
from baton.usecases.platform import Platform
from baton.usecases.seen.recording import Filled, Place, keep


def start_instance(
    platform: Platform, actor: Actor, definition: str, command: Start, business_key: str | None = None,
    key: RequestKey | None = None, seen: Seen = NOTHING_SEEN,
) -> ProcessInstance | Answered:  # fmt: skip
    """Start the definition (a key means its newest version), whose form was shown as ``seen`` says. Refused with every problem when
    the start form says no."""
    require(actor, "process.start")

    def work(act: Act) -> ProcessInstance:
        found = find_definition(act, definition)
        filled = start_values(platform, found, command.variables) if command.kind == "none" else command.variables
        if problems := file_problems(act.uow, actor, filled, {}):
            raise InvalidInput(said("Some files cannot be sent. Nothing was started."), problems=problems)
        begun = begin(platform, act, found, replace(command, variables=filled), (actor, business_key), seen)
        hand_in(act, filled, begun.id)
        act.uow.drop_form_draft(of_start(found.key), actor.id)
        return begun

    return perform(platform, work, key)


def begin(
    platform: Platform, act: Act, definition: ProcessDefinition, command: Start, by: tuple[Actor, str | None],
    seen: Seen = NOTHING_SEEN,
) -> ProcessInstance:  # fmt: skip
    """A new instance inside a running act. ``by`` is who starts it and the business key, if one is given."""
    actor, business_key = by
    _require_start(definition, command)
    if name := definition.outline.initiator:
        # set here and never taken from outside: assignments and four-eyes rules rely on it
        command = replace(command, variables={**command.variables, name: None if actor.id == PLATFORM.id else actor.id})
    if business_key is None and (rule := definition.outline.business_key):
        business_key = _business_key(platform, act, rule, {**command.payload, **command.variables})
    instance = ProcessInstance(
        platform.ids.new(), definition.id, definition.key, InstanceState.ACTIVE, business_key, act.now, actor.id,
        engine=platform.engine.version,
    )  # fmt: skip
    act.uow.add_instance(instance)
    if command.kind == "none":
        command = replace(command, seen=_kept(platform, act, (instance, definition, actor), (command, seen)))
    return advance(platform, act, instance, command, actor)


def _kept(
    platform: Platform, act: Act, where: tuple[ProcessInstance, ProcessDefinition, Actor], given: tuple[Start, Seen]
) -> str:
    """The digest of the start form as it is kept; empty where the process has none."""
    instance, definition, actor = where
    start = _form_start(definition)
    if start is None or start.form is None:
        return ""
    command, seen = given
    form = platform.forms.load(definition.files, start.form)
    known = form.schema.get("properties", {})
    values = {name: value for name, value in command.variables.items() if name in known}
    return keep(platform, act, Place(instance, definition, start.element_id, actor), Filled(values, form, seen=seen)).digest


def find_definition(act: Act, name: str) -> ProcessDefinition:
    """By key (newest version) or by id."""
    return act.uow.latest_definition(name) or act.uow.definition(name)


def start_values(platform: Platform, definition: ProcessDefinition, values: Variables, seen: Seen = NOTHING_SEEN) -> Variables:
    """``values`` with the start form's defaults, checked by it. Variables that the form does not know come along: integrators
    send more than people see. Raises ``InvalidInput`` with every problem."""
    start = _form_start(definition)
    if start is None or start.form is None:
        return values
    form = platform.forms.load(definition.files, start.form)
    initial = platform.forms.initial(form, {})
    filled = platform.forms.accept(form, {**initial, **values}, initial)
    problems = [
        one for one in platform.forms.validate(form, filled, (), seen) if one.rule != "form.unknown" or "." in (one.field or "")
    ]
    if problems:
        raise InvalidInput(said("Some values of the start form are missing or wrong. Nothing was started."), problems=problems)
    return filled


def _form_start(definition: ProcessDefinition) -> StartEvent | None:
    return next((start for start in definition.outline.starts if start.kind == "none"), None)


def suspend(
    platform: Platform, actor: Actor, instance_id: str, reason: str = "", key: RequestKey | None = None
) -> ProcessInstance:
    """Nothing of the instance moves until it is resumed."""
    return _hold(platform, actor, instance_id, (True, reason), key)


def resume(
    platform: Platform, actor: Actor, instance_id: str, reason: str = "", key: RequestKey | None = None
) -> ProcessInstance:
    """Let a suspended instance go on; what came due meanwhile is done now."""
    return _hold(platform, actor, instance_id, (False, reason), key)


def cancel(platform: Platform, actor: Actor, instance_id: str, reason: str, key: RequestKey | None = None) -> ProcessInstance:
    """End the instance at once; its tasks, timers and jobs are withdrawn."""
    require(actor, "instance.operate")
    return run(platform, lambda act: advance(platform, act, act.uow.instance(instance_id), Cancel(reason), actor), key)


def visible_instance(platform: Platform, actor: Actor, instance_id: str) -> ProcessInstance:
    """The headline, if the actor may see the instance; a foreign one does not exist for them."""
    instance = platform.queries.instance_row(instance_id).instance
    if can(actor, "instance.see", instance) or platform.queries.touched(actor, instance_id):
        return instance
    raise NotFound(said("There is no instance {instance_id} that you may see.", instance_id=instance_id))


def variables(platform: Platform, instance_id: str) -> Variables:
    """The variables of an instance as they are now."""
    return read_state(platform, instance_id, lambda state: platform.engine.variables(state))


def read_state(platform: Platform, instance_id: str, look: Callable[[Any], Variables]) -> Variables:
    """What ``look`` finds in the engine's state; the state goes back to memory unchanged."""
    with platform.store.read() as uow:
        act = Act(uow, platform.clock.now())
        instance = uow.instance(instance_id)
        state = live_state(platform, act, instance)
    found = look(state)
    platform.live.put(instance.id, instance.seq, state)
    return found


def _hold(
    platform: Platform, actor: Actor, instance_id: str, wanted: tuple[bool, str], key: RequestKey | None
) -> ProcessInstance:
    require(actor, "instance.operate")
    held, reason = wanted

    def work(act: Act) -> ProcessInstance:
        instance = replace(act.uow.instance(instance_id), suspended=held)
        act.uow.hold(instance_id, held)
        moved = advance(platform, act, instance, Note("suspended" if held else "resumed", None, {"reason": reason}), actor)
        return moved if held else meet(platform, act, moved, act.uow.waits(instance_id))  # what came meanwhile was kept

    return run(platform, work, key)


def _business_key(platform: Platform, act: Act, rule: str, given: Variables) -> str | None:
    try:
        found = platform.sandbox.evaluate(rule, given, act.now)
    except SandboxError:
        return None  # a start without the value that names it is legal; the instance then goes by its id
    return str(found) if found is not None else None


def _require_start(definition: ProcessDefinition, command: Start) -> None:
    if any(start.kind == command.kind and command.name in (start.name, start.element_id) for start in definition.outline.starts):
        return
    named = f" “{command.name}”" if command.name else ""
    ways = ", ".join(f"{s.kind} {s.name or ''}".strip() for s in definition.outline.starts) or "nothing"
    raise InvalidInput(
        said(
            "“{title}” has no {kind} start{named}; it starts by: {ways}.",
            title=definition.title,
            kind=command.kind,
            named=named,
            ways=ways,
        ),
        problems=[Problem("start.unknown", f"no {command.kind} start{named}", element_id=definition.key)],
    )
