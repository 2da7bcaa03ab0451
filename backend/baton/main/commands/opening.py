"""Opening the platform for a command: settings, an up-to-date database, the wired parts."""

from dataclasses import replace
from typing import Any

from baton.main.settings import Settings, of_command
from baton.main.wiring import NOBODY, build
from baton.storage import schema
from baton.usecases.platform import Platform


def open_platform(found: Settings, *, migrate: bool = False) -> Platform:
    """The platform on an up-to-date database (brought there now, if ``migrate``)."""
    found.data.mkdir(parents=True, exist_ok=True)
    if migrate:
        schema.upgrade(found.database())
    return build(found)


def inline_platform(given: Any) -> Platform:
    """For commands: due work is left to the serving process or the workers."""
    return open_platform(replace(of_command(given), dispatcher=NOBODY), migrate=True)
