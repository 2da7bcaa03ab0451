"""One command, and everything that follows from it until the instance waits again."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from baton.domain.incidents import FailureKind
from baton.engine.repairs.failure import FAILED
from baton.engine.run.commands import fire_due
from baton.engine.run.scope import Root

MOST_RUNS = 10_000


def run_to_rest(root: Root) -> None:
    """Run everything that needs nobody, until only people, jobs, events or failures are left."""
    runs = 0
    while True:
        task = _next(root)
        if task is None:
            if _settle(root):  # what follows from the command comes before timers that are late
                continue
            fire_due(root)
            if not (root.queue or root.urgent):
                return
        elif runs >= MOST_RUNS:
            root.stop(
                task, "run", FailureKind.LIMIT, f"more than {MOST_RUNS} elements ran in one step; is there an endless loop?"
            )
        else:
            runs += 1
            task.run()


def _next(root: Root) -> Any:
    """The next ready task; boundary events go first, so that nothing inside of what they interrupt runs any more."""
    for queue in (root.urgent, root.queue):
        while queue:
            task = queue.popleft()
            if task._state == TaskState.READY and FAILED not in task.internal_data and task.id in task.workflow.tasks:
                return task
    return None


def _settle(root: Root) -> bool:
    """Look at joins and conditions again, and end scopes in which nothing is left; whether anything moved."""
    for scope in root.moving():
        if scope.completed:
            continue
        for task in sorted(scope.restless.values(), key=lambda task: task.id):
            if task._state == TaskState.WAITING:
                task.task_spec._update(task)
        if root.queue or root.urgent:
            return True
        if not any(task_id not in scope.armed for task_id in scope.active):
            _end(scope)
            return True
    return False


def _end(scope: Any) -> None:
    """Nothing is left in the scope and no end event said so: it is over."""
    scope.cancel()
    scope.completed_event(scope)
