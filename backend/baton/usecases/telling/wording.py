"""The words of letters, which administrators may change: every change is a version, and the shipped words are never lost."""

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput, NotFound, said
from baton.domain.policy import require
from baton.domain.problems import Problem
from baton.domain.working.letters import Letter
from baton.domain.working.telling import Wording, WordingVersion
from baton.usecases.act import Act, run
from baton.usecases.platform import Platform
from baton.usecases.telling.letters import post

Which = tuple[str, str]
"""A template and a language."""


def in_force(platform: Platform, template: str, language: str) -> tuple[Wording, tuple[WordingVersion, ...]]:
    """The words that letters are written with now, and everything they were, newest first."""
    with platform.store.read() as uow:
        versions = tuple(uow.wordings(template, language))
    kept = versions[0].wording if versions else None
    return kept or platform.stationery.shipped(template, language), versions


def changed(platform: Platform) -> set[Which]:
    """Where other words than the shipped ones are in force."""
    which = [(name, language) for name in platform.stationery.names() for language in platform.stationery.languages()]
    with platform.store.read() as uow:
        return {one for one in which if (version := uow.wording(*one)) and version.wording is not None}


def change(platform: Platform, actor: Actor, which: Which, words: Wording | None) -> WordingVersion:
    """Put other words in force, or the shipped ones again (None). Refused with every problem."""
    require(actor, "people.administer")
    if words is not None:
        _refuse(platform, which[0], words)

    def work(act: Act) -> WordingVersion:
        versions = act.uow.wordings(*which)
        version = WordingVersion(*which, versions[0].version + 1 if versions else 1, words, act.now, actor.id)
        act.uow.add_wording(version)
        return version

    return run(platform, work)


def tried(platform: Platform, which: Which, words: Wording) -> Wording:
    """The letter with its sample values."""
    _refuse(platform, which[0], words)
    return platform.stationery.fill(words, which[1], platform.stationery.sample(*which))


def send_test(platform: Platform, actor: Actor, which: Which, words: Wording) -> None:
    """Send the letter with its sample values to whoever asks."""
    require(actor, "people.administer")
    _refuse(platform, which[0], words)
    with platform.store.read() as uow:
        address = uow.person(actor.id).email
    if not platform.mailer.ready or not address:
        missing = said("No mail server is set up.") if not platform.mailer.ready else said("Your account has no mail address.")
        raise InvalidInput(missing, problems=[Problem("letter.nowhere", missing)])
    values = {**platform.stationery.sample(*which), "wording": vars(words)}
    values.pop("task_id", None)
    letter = Letter(address, which[0], values, which[1], reason=said("This is a test."))
    run(platform, lambda act: post(platform, act, letter))


def _refuse(platform: Platform, template: str, words: Wording) -> None:
    if template not in platform.stationery.names():
        raise NotFound(said("There is no such letter."))
    if problems := platform.stationery.check(template, words):
        raise InvalidInput(said("These words cannot be used yet. Nothing was stored."), problems=problems)
