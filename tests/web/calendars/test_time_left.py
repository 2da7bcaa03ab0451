"""A task whose deadline counts working time says how much is left, and why its clock stands still."""

from datetime import UTC, datetime

import pytest

from baton.domain.engine import Start
from baton.usecases import deploy, instances
from unit.calendars.test_deadlines import model

OFFICE = b'name = "Office"\n[hours]\nmonday = ["09:00-17:00"]\ntuesday = ["09:00-17:00"]\n'


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2026, 3, 3, 15, tzinfo=UTC), "8 h of working time left (Office)"),
        (datetime(2026, 3, 3, 18, tzinfo=UTC), "paused until Mon 09:00, outside of Office; then 6 h left"),
    ],
)
def test_a_task_says_how_much_working_time_is_left(browser, platform, admin, clock, now, words):
    deploy.deploy(platform, admin, {"p.bpmn": model(), "office.calendar.toml": OFFICE})
    clock.move_to(datetime(2026, 3, 3, 15, tzinfo=UTC))
    started = instances.start_instance(platform, admin, "p", Start())
    (task,) = platform.queries.waiting(started.id).tasks
    clock.move_to(now)
    assert words in browser("admin").get(f"/tasks/{task.id}").text
