"""Opening the platform for a command: settings, an up-to-date database, the wired parts."""

from dataclasses import replace
from typing import Any

from baton.main.settings import Settings, from_environment
from baton.main.wiring import NOBODY, build
from baton.storage import schema
from baton.usecases.platform import Platform


def settings(given: Any) -> Settings:
    """The settings of the environment, with what the command line says on top."""
    found = from_environment()
    data = getattr(given, "data", None)
    return replace(found, data_dir=data) if data else found


def open_platform(found: Settings, *, migrate: bool = False) -> Platform:
    """The platform on an up-to-date database (brought there now, if ``migrate``)."""
    found.data.mkdir(parents=True, exist_ok=True)
    if migrate:
        schema.upgrade(found.database())
    return build(found)


def inline_platform(given: Any) -> Platform:
    """For commands: due work is left to the serving process or the workers."""
    return open_platform(replace(settings(given), dispatcher=NOBODY), migrate=True)
