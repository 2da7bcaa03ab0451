"""Working on user tasks: claim, release, assign, complete."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from baton.domain import jobs
from baton.domain.actors import Actor
from baton.domain.definitions import ElementOutline, Outcome, ProcessDefinition
from baton.domain.engine import CompleteTask, Note, Variables
from baton.domain.errors import Conflict, Forbidden, InvalidInput, NotFound, said
from baton.domain.forms import EMPTY_FORM, Form
from baton.domain.instances import ProcessInstance
from baton.domain.journal import Entry
from baton.domain.people import Person
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


def claim(platform: Platform, actor: Actor, task_id: str, key: RequestKey | None = None) -> UserTask:
    """Take the task; refused with a name when somebody has it. Whoever has it already just keeps it."""

    def work(act: Act) -> UserTask:
        held = _permitted(act, actor, ("task.claim", task_id))
        _four_eyes(act, actor, held)
        return held.task if held.task.assignee == actor.id else take(platform, act, actor, held)

    return run(platform, work, key)


def take(platform: Platform, act: Act, actor: Actor, held: "Held") -> UserTask:
    """Put the task into the actor's hands; whether it may be was asked before."""
    task = held.task.claimed(actor.id, in_whose_name(act.uow, actor, held.task))
    return _noted(platform, act, Held(task, held.instance), (actor, "claimed"))


def release(platform: Platform, actor: Actor, task_id: str, key: RequestKey | None = None) -> UserTask:
    """Put the task back to its candidates; where there are none, to whom it was taken for."""

    def work(act: Act) -> UserTask:
        held = _held(act, actor, task_id)
        if held.task.assignee != actor.id:
            require(actor, "task.assign", held.task, said("Only the person who has the task, or an operator, can put it back."))
        _require_in_hand(act, held.task)
        return _noted(platform, act, Held(_put_back(act, held.task), held.instance), (actor, "released"))

    return run(platform, work, key)


def assign(
    platform: Platform, actor: Actor, task_id: str, person_id: str, note: str = "", key: RequestKey | None = None
) -> UserTask:
    """Hand the task to somebody else, who is told, with a ``note`` for them. Four-eyes rules hold for them as well. Who hands to
    themself what they have for somebody absent goes on having it for them."""

    def work(act: Act) -> UserTask:
        held = _held(act, actor, task_id)
        require(actor, "task.assign", held.task, said("Only the person who has the task, or an operator, can hand it on."))
        _require_idle(act, held.task)
        person = _receiver(act, person_id)
        oneself = person.id == actor.id
        _four_eyes(act, actor if oneself else person.actor(), held)
        whose = in_whose_name(act.uow, actor, held.task) if oneself else None
        tell(
            platform, act, Event(TASK_ASSIGNED, (person.id,), task_id=task_id, values={"text": note} if note else {}, by=actor.id)
        )
        task = replace(held.task.assigned(person.id), on_behalf_of=whose)
        return _noted(platform, act, Held(task, held.instance), (actor, "assigned"), note)

    return run(platform, work, key)


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


def being_completed(name: str, task_id: str, by: str) -> Conflict:
    """The refusal of everything that would get in the way of a completion that waits."""
    message = said("“{name}” is being completed by {by}. Try again in a few seconds; only they can undo it.", name=name, by=by)
    return Conflict(message, task=task_id, by=by)


def returnable(task: UserTask, entries: Iterable[Entry]) -> bool:
    """Whether somebody is there to whom the task can be put back. One that was given to a person alone would be everybody's, as
    one is that nobody in particular is named for; the latter was taken by whoever has it, as the journal says."""
    if task.candidate_groups or task.candidate_users or task.on_behalf_of:
        return True
    notes = (entry.content["command"] for entry in entries if entry.kind == "note")
    return any(
        note["kind"] == "claimed" and note["activity"] == task.activity and "on_behalf_of" not in note["data"] for note in notes
    )


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


def _require_in_hand(act: Act, task: UserTask) -> None:
    if task.assignee is None:
        raise Conflict(said("Nobody has “{name}”; there is nothing to put back.", name=task.name))
    _require_idle(act, task)


def _require_idle(act: Act, task: UserTask) -> None:
    """What was acknowledged as completed goes to nobody else as long as that can be undone."""
    for job in act.uow.jobs_at_hand([task.id]):
        if job.kind == jobs.COMPLETION:
            raise being_completed(task.name, task.id, str(job.parameters["by"]))


def _put_back(act: Act, task: UserTask) -> UserTask:
    offered = task.candidate_groups or task.candidate_users
    if not offered and not task.on_behalf_of and not returnable(task, act.uow.entries(task.instance_id)):
        raise Conflict(
            said(
                "“{name}” is for {who} alone; nobody else would find it. Please hand it to somebody.",
                name=task.name,
                who=task.assignee,
            )
        )
    return task.assigned(None if offered else task.on_behalf_of)


def _receiver(act: Act, person_id: str) -> Person:
    try:
        person = act.uow.person(person_id)
    except NotFound:
        message = said("There is nobody with the log-in name “{id}”. Choose somebody else.", id=person_id)
        raise InvalidInput(message, problems=[Problem("task.person", message, field="person")]) from None
    if person.disabled:
        message = said("{name} has no active account. Choose somebody else.", name=person.name)
        raise InvalidInput(message, problems=[Problem("task.person", message, field="person")])
    return person


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
    message = said("Choose one of the outcomes: {allowed}.", allowed=allowed)
    raise InvalidInput(message, problems=[Problem("outcome.unknown", message, field="outcome")])
