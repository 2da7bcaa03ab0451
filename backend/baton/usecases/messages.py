"""Messages and signals: to whoever waits, to new instances, or kept until somebody waits."""

from dataclasses import dataclass, field

from baton.domain.actors import Actor
from baton.domain.definitions import ProcessDefinition
from baton.domain.engine import DeliverMessage, DeliverSignal, Start, Variables
from baton.domain.instances import ProcessInstance
from baton.domain.messages import TIME_TO_LIVE, Message, fits
from baton.domain.policy import require
from baton.domain.waits import MESSAGE, SIGNAL, Wait
from baton.usecases.act import Act, Answered, RequestKey, perform
from baton.usecases.advance import advance, stands
from baton.usecases.instances import begin
from baton.usecases.platform import Platform


@dataclass(frozen=True)
class Sent:
    """A message or signal as somebody sends it. With an ``id`` a message is delivered once however often it is sent."""

    name: str
    payload: Variables = field(default_factory=dict)
    correlation: Variables = field(default_factory=dict)
    id: str | None = None


def send_message(platform: Platform, actor: Actor, sent: Sent, key: RequestKey | None = None) -> tuple[str, ...] | Answered:
    """Ids of the instances that the message reached: the oldest that waits for it, else a new one that it starts.
    Reaching nobody, it is kept for its time to live."""
    require(actor, "message.send")
    return perform(platform, lambda act: deliver_message(platform, act, sent, actor), key)


def send_signal(platform: Platform, actor: Actor, sent: Sent, key: RequestKey | None = None) -> tuple[str, ...] | Answered:
    """Ids of all instances that heard the signal, newly started ones included."""
    require(actor, "message.send")
    return perform(platform, lambda act: deliver_signal(platform, act, sent, actor), key)


def deliver_message(platform: Platform, act: Act, sent: Sent, actor: Actor) -> tuple[str, ...]:
    """The same inside a running act."""
    if sent.id and (known := act.uow.message(sent.id)):
        return known.reached
    reached = _receiver(platform, act, sent, actor)
    if sent.id or not reached:
        _keep(platform, act, sent, reached)
    return reached


def deliver_signal(platform: Platform, act: Act, sent: Sent, actor: Actor, source: str | None = None) -> tuple[str, ...]:
    """The same inside a running act. ``source`` is the throwing instance, which heard its own signal already."""
    ids = sorted({instance_id for instance_id, _ in act.uow.waiting_for(SIGNAL, sent.name)} - {source})
    heard = [instance_id for instance_id in ids if _hears(platform, act, instance_id, (sent, actor))]
    started = [_begin(platform, act, d, (sent, SIGNAL), actor).id for d in act.uow.starters(SIGNAL, sent.name)]
    return (*heard, *started)


def _hears(platform: Platform, act: Act, instance_id: str, heard: tuple[Sent, Actor]) -> bool:
    """Tell one instance; False when it stopped listening before its row was ours."""
    sent, actor = heard
    instance = act.uow.instance(instance_id)
    listening = any(wait.kind == SIGNAL and wait.name == sent.name for wait in act.uow.waits(instance_id))
    if instance.suspended or not listening:
        return False
    advance(platform, act, instance, DeliverSignal(sent.name, dict(sent.payload)), actor)
    return True


def _receiver(platform: Platform, act: Act, sent: Sent, actor: Actor) -> tuple[str, ...]:
    for instance_id, wait in act.uow.waiting_for(MESSAGE, sent.name, sent.correlation or None):
        instance = act.uow.instance(instance_id)
        if not stands(act, instance, wait):
            continue  # it stopped waiting before its row was ours
        if not sent.correlation and wait.correlation and not _accepts(platform, act, instance, (wait, sent)):
            continue
        advance(platform, act, instance, _delivery(sent, wait), actor)
        return (instance_id,)
    for definition in act.uow.starters(MESSAGE, sent.name):
        return (_begin(platform, act, definition, (sent, MESSAGE), actor).id,)
    return ()


def _accepts(platform: Platform, act: Act, instance: ProcessInstance, pair: tuple[Wait, Sent]) -> bool:
    wait, sent = pair
    definition = act.uow.definition(instance.definition_id)
    return fits(wait.correlation, platform.engine.correlate(definition, sent.name, dict(sent.payload)))


def _delivery(sent: Sent, wait: Wait) -> DeliverMessage:
    return DeliverMessage(sent.name, dict(sent.payload), dict(sent.correlation), wait.key)


def _begin(platform: Platform, act: Act, definition: ProcessDefinition, how: tuple[Sent, str], actor: Actor) -> ProcessInstance:
    sent, kind = how
    command = Start(kind=kind, name=sent.name, payload=dict(sent.payload))
    return begin(platform, act, definition, command, (actor, None))


def _keep(platform: Platform, act: Act, sent: Sent, reached: tuple[str, ...]) -> None:
    expires = act.now + TIME_TO_LIVE
    id = sent.id or platform.ids.new()
    act.uow.keep_message(Message(id, sent.name, sent.payload, sent.correlation, act.now, expires, reached))
