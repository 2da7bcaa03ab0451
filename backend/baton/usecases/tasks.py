"""Working on user tasks: claim, release, assign, complete."""

from dataclasses import dataclass

from baton.domain.actors import Actor
from baton.domain.definitions import ElementOutline, Outcome, ProcessDefinition
from baton.domain.engine import CompleteTask, Note, Variables
from baton.domain.errors import Conflict, Forbidden, InvalidInput, NotFound, said
from baton.domain.forms import EMPTY_FORM, Form
from baton.domain.instances import ProcessInstance
from baton.domain.policy import can, require
from baton.domain.problems import Problem
from baton.domain.tasks import TaskState, UserTask
from baton.domain.working.submissions import NOTHING_SEEN, Seen
from baton.domain.working.telling import TASK_ASSIGNED, Event
from baton.usecases.act import Act, Answered, RequestKey, perform, run
from baton.usecases.advance import advance, live_state
from baton.usecases.handing.completeness import standing
from baton.usecases.handing.files import file_problems, hand_in
from baton.usecases.instances import read_state
from baton.usecases.platform import Platform
from baton.usecases.seen.recording import Filled, Place, keep
from baton.usecases.telling.absences import in_whose_name
from baton.usecases.telling.events import tell


@dataclass(frozen=True)
class OpenForm:
    """A task with everything its page needs: the element it runs, the form, and what the person finds filled in."""

    task: UserTask
    element: ElementOutline
    form: Form
    values: Variables
    variables: Variables


def visible_task(platform: Platform, actor: Actor, task_id: str) -> UserTask:
    """The task, if the actor may see it; a foreign one does not exist for them."""
    with platform.store.read() as uow:
        task = uow.task(task_id)
    if not can(actor, "task.see", task) and task.ended_by != actor.id:
        raise NotFound(said("There is no task {task_id} that you may see.", task_id=task_id))
    return task


def open_form(platform: Platform, actor: Actor, task_id: str) -> OpenForm:
    """The task with its form and the values it starts with."""
    task = visible_task(platform, actor, task_id)
    with platform.store.read() as uow:
        definition = uow.definition(task.definition_id)
    if task.state is TaskState.OPEN:
        variables = read_state(platform, task.instance_id, lambda state: platform.engine.task_variables(state, task.activity))
    else:
        variables = {}
    form = _form(platform, definition, task, variables)
    element = definition.outline.elements[task.element_id]
    return OpenForm(task, element, form, platform.forms.initial(form, variables), variables)


def claim(platform: Platform, actor: Actor, task_id: str) -> UserTask:
    """Take the task; refused with a name when somebody has it."""

    def work(act: Act) -> UserTask:
        held = _permitted(act, actor, ("task.claim", task_id))
        _four_eyes(act, actor, held)
        return take(platform, act, actor, held)

    return run(platform, work)


def take(platform: Platform, act: Act, actor: Actor, held: "Held") -> UserTask:
    """Put the task into the actor's hands; whether it may be was asked before."""
    task = held.task.claimed(actor.id, in_whose_name(act.uow, actor, held.task))
    return _noted(platform, act, Held(task, held.instance), (actor, "claimed"))


def release(platform: Platform, actor: Actor, task_id: str) -> UserTask:
    """Put the task back to its candidates; where there are none, to whom it was taken for."""

    def work(act: Act) -> UserTask:
        held = _held(act, actor, task_id)
        if held.task.assignee != actor.id:
            require(actor, "task.assign", held.task, said("Only the person who has the task, or an operator, can put it back."))
        offered = held.task.candidate_groups or held.task.candidate_users
        back = held.task.assigned(None if offered else held.task.on_behalf_of)
        return _noted(platform, act, Held(back, held.instance), (actor, "released"))

    return run(platform, work)


def assign(platform: Platform, actor: Actor, task_id: str, person_id: str, note: str = "") -> UserTask:
    """Hand the task to somebody else, who is told, with a ``note`` for them. Four-eyes rules hold for them as well."""

    def work(act: Act) -> UserTask:
        held = _held(act, actor, task_id)
        require(actor, "task.assign", held.task, said("Only the person who has the task, or an operator, can hand it on."))
        person = act.uow.person(person_id)
        if person.disabled:
            raise InvalidInput(said("{name} has no active account. Choose somebody else.", name=person.name))
        _four_eyes(act, person.actor(), held)
        tell(
            platform, act, Event(TASK_ASSIGNED, (person.id,), task_id=task_id, values={"text": note} if note else {}, by=actor.id)
        )
        return _noted(platform, act, Held(held.task.assigned(person.id), held.instance), (actor, "assigned"), note)

    return run(platform, work)


def complete(
    platform: Platform, actor: Actor, task_id: str, submitted: tuple[Variables, str | None], key: RequestKey | None = None,
    seen: Seen = NOTHING_SEEN,
) -> UserTask | Answered:  # fmt: skip
    """Finish the task with ``submitted`` (values, outcome), shown as ``seen`` says. Refused with every problem when the form says
    no; with who and when if somebody was first."""

    return perform(platform, lambda act: finish(platform, act, actor, (task_id, submitted), seen), key)


def finish(
    platform: Platform, act: Act, actor: Actor, done: tuple[str, tuple[Variables, str | None]], seen: Seen = NOTHING_SEEN
) -> UserTask:
    """``complete`` as part of an act. Everything that can be refused is refused before anything is written."""
    held, filled = checked(platform, act, actor, done, seen)
    whose = in_whose_name(act.uow, actor, held.task)
    task = held.task.claimed(held.task.assignee or actor.id, whose).ended(TaskState.COMPLETED, actor.id, act.now)
    act.uow.save_task(task)
    place = Place(held.instance, act.uow.definition(task.definition_id), task.element_id, actor, task)
    kept = keep(platform, act, place, filled)
    advance(platform, act, held.instance, CompleteTask(task.activity, filled.values, kept.digest, kept.on_behalf_of), actor)
    hand_in(act, filled.values, held.instance.id, task.id)
    return task


def checked(
    platform: Platform, act: Act, actor: Actor, done: tuple[str, tuple[Variables, str | None]], seen: Seen = NOTHING_SEEN
) -> "tuple[Held, Filled]":
    """What would be completed, and how it is filled in; refused for every reason for which completing it now would be."""
    task_id, submitted = done
    held = _permitted(act, actor, ("task.complete", task_id))
    _four_eyes(act, actor, held)
    if held.instance.suspended:
        raise Conflict(said("The instance is suspended. Nothing was changed; an operator can resume it."))
    filled = _accepted(platform, act, held, (*submitted, seen))
    _refuse(file_problems(act.uow, actor, filled.values, filled.variables, held.instance.id))
    return held, filled


@dataclass(frozen=True)
class Held:
    """A task and its instance, both locked until the act ends."""

    task: UserTask
    instance: ProcessInstance


def _held(act: Act, actor: Actor, task_id: str) -> Held:
    held = Held(*act.uow.locked_task(task_id))
    if not can(actor, "task.see", held.task) and held.task.ended_by != actor.id:
        raise NotFound(said("There is no task {task_id} that you may see.", task_id=task_id))
    held.task.require_open()
    return held


def _permitted(act: Act, actor: Actor, wanted: tuple[str, str]) -> Held:
    action, task_id = wanted
    held = _held(act, actor, task_id)
    task = held.task
    if actor.only_task is None and task.assignee not in (None, *actor.hands):
        raise Conflict(
            said("“{name}” was taken by {assignee}.", name=task.name, assignee=task.assignee), task=task.id, by=task.assignee
        )
    require(
        actor, action, task, said("“{name}” is for {names}; you are not among them.", name=task.name, names=_candidates(task))
    )
    return held


def _candidates(task: UserTask) -> str:
    return ", ".join([*task.candidate_groups, *task.candidate_users]) or "nobody"


def _four_eyes(act: Act, actor: Actor, held: Held) -> None:
    """Neither who does the task nor for whom they do it may have done what it must differ from."""
    task = held.task
    if not task.not_same_as:
        return
    elements = act.uow.definition(task.definition_id).outline.elements
    differs_from_start = any(_is_start(elements.get(id)) for id in task.not_same_as)
    completers = act.uow.completers(task.instance_id, task.not_same_as)
    for person in (actor.id, in_whose_name(act.uow, actor, task)):
        began = differs_from_start and person == held.instance.started_by
        if person and (began or person in completers):
            raise Forbidden(_seen_by_same_eyes(task, person, person == actor.id, began))


def _seen_by_same_eyes(task: UserTask, person: str, oneself: bool, began: bool) -> str:
    steps = ", ".join(task.not_same_as)
    if oneself and began:
        return said("“{name}” needs a second pair of eyes: you started it yourself.", name=task.name)
    if oneself:
        return said("“{name}” needs a second pair of eyes: you already decided on {steps}.", name=task.name, steps=steps)
    if began:
        return said("“{name}” needs a second pair of eyes: {who}, for whom you stand in, started it.", name=task.name, who=person)
    return said(
        "“{name}” needs a second pair of eyes: {who}, for whom you stand in, already decided on {steps}.",
        name=task.name, who=person, steps=steps,
    )  # fmt: skip


def _is_start(element: ElementOutline | None) -> bool:
    return element is not None and element.type == "startEvent"


def _noted(platform: Platform, act: Act, held: Held, how: tuple[Actor, str], words: str = "") -> UserTask:
    actor, kind = how
    act.uow.save_task(held.task)
    more = {"reason": words, "on_behalf_of": held.task.on_behalf_of}
    data = {"task": held.task.id, "assignee": held.task.assignee, **{name: text for name, text in more.items() if text}}
    note = Note(kind, held.task.activity, data)
    advance(platform, act, held.instance, note, actor)
    return held.task


def _accepted(platform: Platform, act: Act, held: Held, submitted: tuple[Variables, str | None, Seen]) -> Filled:
    values, chosen, seen = submitted
    definition = act.uow.definition(held.task.definition_id)
    element = definition.outline.elements[held.task.element_id]
    outcome = _outcome(element.outcomes, chosen)
    form = EMPTY_FORM
    variables: Variables = {}
    initial: Variables = {}
    if held.task.form or element.material_fields:
        state = live_state(platform, act, held.instance)
        act.unmoved[held.instance.id] = (held.instance.seq, state)
        variables = platform.engine.task_variables(state, held.task.activity)
        form = _form(platform, definition, held.task, variables)
    if form is not EMPTY_FORM:
        initial = platform.forms.initial(form, variables)
        values = platform.forms.accept(form, values, initial)
        required = outcome.requires if outcome else ()
        _refuse(standing(platform.forms.validate(form, values, required, seen), outcome))
    if picked := outcome.value if outcome else chosen:
        values = {**values, "outcome": picked}
    filled = Filled(values, form, variables, initial, outcome, seen)
    filled.require_consent()
    return filled


def _refuse(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise InvalidInput(
            said("Some values are missing or wrong. Nothing was stored; correct them and send again."), problems=problems
        )


def _form(platform: Platform, definition: ProcessDefinition, task: UserTask, variables: Variables) -> Form:
    """The task's form; the empty one when there is none, or (as the deployment warned) it was never deployed."""
    if not task.form:
        return EMPTY_FORM
    try:
        return platform.forms.bind(platform.forms.load(definition.files, task.form), variables)
    except NotFound:
        return EMPTY_FORM


def _outcome(outcomes: tuple[Outcome, ...], chosen: str | None) -> Outcome | None:
    if not outcomes:
        return None
    for outcome in outcomes:
        if outcome.value == chosen:
            return outcome
    allowed = ", ".join(outcome.value for outcome in outcomes)
    message = f"Choose one of the outcomes: {allowed}."
    raise InvalidInput(message, problems=[Problem("outcome.unknown", message, field="outcome")])
