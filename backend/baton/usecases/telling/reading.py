"""What a person does with what they were told: read it, be done with it, hear no more of it."""

from baton.domain.actors import Actor
from baton.domain.errors import NotFound, said
from baton.domain.people import Notice
from baton.usecases.act import Act, RequestKey, run
from baton.usecases.platform import Platform

MOST_AT_ONCE = 200


def open_notice(platform: Platform, actor: Actor, id: str) -> Notice:
    """The notice, read from now on."""

    def work(act: Act) -> Notice:
        notice = act.uow.notice(id)
        if notice.person_id != actor.id:
            raise NotFound(said("There is no notice “{id}” of yours.", id=id))
        act.uow.mark_notices(actor.id, [id], act.now)
        return notice

    return run(platform, work)


def mark_read(platform: Platform, actor: Actor, ids: list[str] | None, key: RequestKey | None = None) -> int:
    """Read these, or all of them (None); how many were unread."""
    return run(platform, lambda act: act.uow.mark_notices(actor.id, ids if ids is None else ids[:MOST_AT_ONCE], act.now), key)


def finish(platform: Platform, actor: Actor, id: str, done: bool = True) -> None:
    """Put a notice away, or take it back."""
    run(platform, lambda act: act.uow.finish_notice(actor.id, id, act.now if done else None))


def mute(platform: Platform, actor: Actor, instance_id: str, muted: bool = True) -> None:
    """Hear no more of an instance than what is for the person alone."""

    def work(act: Act) -> None:
        act.uow.instance(instance_id)
        act.uow.mute(actor.id, instance_id, muted)

    run(platform, work)
