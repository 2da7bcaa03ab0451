"""One act: one clock reading, one transaction, one answer. Retried when another process was first, remembered under a key."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from baton.domain.errors import Conflict, InvalidInput, SeqTaken, Unavailable, said
from baton.domain.ports.persistence import UnitOfWork
from baton.usecases.platform import Platform

Result = TypeVar("Result")
ATTEMPTS = 20


@dataclass
class Act:
    """What belongs to one act. ``states`` are the engine states it moved, by instance, put back into memory after the commit;
    ``unmoved`` are those it only looked at, put back whatever happens."""

    uow: UnitOfWork
    now: datetime
    states: dict[str, tuple[int, Any]] = field(default_factory=dict)
    unmoved: dict[str, tuple[int, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class RequestKey:
    """The idempotency key of a request. ``fingerprint`` is a hash of what was asked; ``render`` makes the answer to remember."""

    actor_id: str
    key: str
    fingerprint: str
    render: Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Answered:
    """The remembered answer of a request that was already done under the same key."""

    answer: dict[str, Any]


class Repeated(Exception):
    """The request was done before, under the same key: ``answer`` is what was remembered."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__("done before under the same key")
        self.answer = answer


def perform(platform: Platform, work: Callable[[Act], Result], key: RequestKey | None = None) -> Result | Answered:
    """Do ``work`` in one transaction. The same key with the same fingerprint gets the remembered answer instead;
    with another fingerprint it is refused."""
    for _ in range(ATTEMPTS):
        try:
            return _once(platform, work, key)
        except SeqTaken:
            continue
        except (Conflict, Unavailable):  # perhaps it was done: by the same request sent twice, or before its answer was lost
            if key and (answered := _answered(platform, key)):
                return answered
            raise
    raise Conflict(said("This instance is being changed by many others at this moment. Nothing was changed; please try again."))


def run(platform: Platform, work: Callable[[Act], Result], key: RequestKey | None = None) -> Result:
    """``perform`` for whoever only wants the result of the act; a remembered answer comes as ``Repeated``."""
    result = perform(platform, work, key)
    if isinstance(result, Answered):
        raise Repeated(result.answer)
    return result


def _once(platform: Platform, work: Callable[[Act], Result], key: RequestKey | None) -> Result | Answered:
    act: Act | None = None
    try:
        with platform.store.write() as uow:
            act = Act(uow, platform.clock.now())
            if key and (answered := _remembered(uow, key)):
                return answered
            result = work(act)
            if key:
                uow.store_answer(key.actor_id, key.key, (key.fingerprint, key.render(result)), act.now)
            uow.commit()
    except BaseException:
        if act:
            for instance_id in act.states:
                platform.live.drop(instance_id)
            _put_back(platform, act.unmoved)
        raise
    _put_back(platform, act.unmoved | act.states)
    if act.uow.plans_work:
        platform.dispatcher.wake()
    return result


def _answered(platform: Platform, key: RequestKey) -> Answered | None:
    with platform.store.read() as uow:
        return _remembered(uow, key)


def _put_back(platform: Platform, states: dict[str, tuple[int, Any]]) -> None:
    for instance_id, (seq, state) in states.items():
        platform.live.put(instance_id, seq, state)


def _remembered(uow: UnitOfWork, key: RequestKey) -> Answered | None:
    stored = uow.answer(key.actor_id, key.key)
    if stored is None:
        return None
    fingerprint, answer = stored
    if fingerprint != key.fingerprint:
        raise InvalidInput(said("This Idempotency-Key was already used for another request. Use a new key for a new request."))
    return Answered(answer)
