"""Letting due timers fire: one transaction per instance, and new instances from timer starts."""

from baton.domain.actors import PLATFORM
from baton.domain.engine import FireTimers, Start
from baton.domain.instances import InstanceState
from baton.usecases.act import Act, run
from baton.usecases.advance import advance
from baton.usecases.instances import begin
from baton.usecases.platform import Platform


def fire(platform: Platform, instance_id: str) -> bool:
    """Fire what is due in one instance; False when nothing is (somebody else did, or it ended or was suspended)."""

    def work(act: Act) -> bool:
        instance = act.uow.instance(instance_id)
        if instance.state is not InstanceState.ACTIVE or instance.suspended:
            return False
        if not act.uow.has_due_wait(instance_id, act.now):
            return False
        advance(platform, act, instance, FireTimers(), PLATFORM)
        return True

    return run(platform, work)


def start_due(platform: Platform, definition_id: str, element_id: str) -> bool:
    """Start an instance by a timer start that is due, unless its model leaves out what was missed, and arm it for its next time."""

    def work(act: Act) -> bool:
        definition = act.uow.definition(definition_id)
        start = next(s for s in definition.outline.starts if s.element_id == element_id)
        due_at = act.uow.start_due_at(definition_id, element_id, act.now)
        if due_at is None:
            return False
        begins, next_due = platform.engine.next_due(definition, element_id, due_at, act.now)
        act.uow.arm_start(definition, start, next_due)
        if begins:
            begin(platform, act, definition, Start(kind="timer", name=element_id), (PLATFORM, None))
        return True

    return run(platform, work)
