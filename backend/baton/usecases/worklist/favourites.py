"""The processes somebody starts most: starred, and started last."""

from baton.domain.actors import Actor
from baton.domain.errors import NotFound, said
from baton.usecases.act import Act, run
from baton.usecases.platform import Platform


def star(platform: Platform, actor: Actor, key: str, starred: bool) -> None:
    """Put a process among the actor's favourites, or take it out."""

    def work(act: Act) -> None:
        if starred and act.uow.latest_definition(key) is None:
            raise NotFound(said("There is no process “{key}”.", key=key))
        act.uow.save_favourite(actor.id, key, starred)

    run(platform, work)


def favourites(platform: Platform, actor: Actor) -> frozenset[str]:
    """Keys of the actor's favourites."""
    with platform.store.read() as uow:
        return uow.favourites(actor.id)
