"""How much working time is left until a deadline, and why its clock stands still."""

from datetime import datetime

from babel.dates import format_datetime

from baton.domain.definitions import ProcessDefinition
from baton.domain.tasks import TaskState, UserTask
from baton.web.language.catalog import say as _
from baton.web.language.choice import language, zone
from baton.web.wired import platform
from baton.web.words import Chip, span


def hours_chip(task: UserTask, definition: ProcessDefinition, now: datetime) -> Chip | None:
    """What is left in working time while it counts, and since when and until when it does not. None where every hour counts."""
    if task.due_at is None or task.state is not TaskState.OPEN:
        return None
    calendar = platform().engine.calendar(definition, task.element_id)
    if calendar is None or task.due_at <= now:
        return None
    left = span(calendar.between(now, task.due_at))
    opens = calendar.opens_at(now)
    if opens <= now:
        return Chip(
            _("%(left)s of working time left (%(calendar)s)", left=left, calendar=calendar.name), "clock", "", task.due_at
        )
    until = format_datetime(opens.astimezone(zone()), "EEE HH:mm", locale=language())
    words = _(
        "paused until %(until)s, outside of %(calendar)s; then %(left)s left", until=until, calendar=calendar.name, left=left
    )
    return Chip(words, "player-pause", "quiet", opens)
