"""Reads database and ledger when every process is dead, and names whatever should not be so."""

from collections import Counter
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from baton.domain.actors import PLATFORM
from baton.domain.engine import CompleteTask
from baton.domain.instances import InstanceState
from baton.domain.jobs import JobState
from baton.domain.journal import Entry, first_break
from baton.domain.tasks import TaskState
from baton.storage.tables.instances import instances
from baton.storage.tables.tasks import user_tasks
from baton.storage.tables.work import jobs, waits
from baton.usecases import due, replay
from baton.usecases.platform import Platform
from crash.place import Place


class Checker:
    """``found`` are the violations: a sentence each, and the first examples."""

    def __init__(self, place: Place, platform: Platform) -> None:
        self.place, self.platform = place, platform
        self.found: dict[str, list[Any]] = {}
        self.entries: dict[str, list[Entry]] = {}

    def check(self) -> dict[str, list[Any]]:
        self._database()
        ids = [row.id for row in self._rows(sa.select(instances.c.id))]
        with self.platform.store.read() as uow:
            self.entries = {id: uow.entries(id) for id in ids}
        self._acknowledged(set(ids))
        self._completed_once()
        for id in ids:
            self._instance(id)
        self._rest()
        return self.found

    def _say(self, sentence: str, example: Any) -> None:
        self.found.setdefault(sentence, []).append(example)

    def _rows(self, statement: Any) -> Any:
        with self.platform.store.engine.connect() as connection:  # type: ignore[attr-defined]
            return connection.execute(statement).all()

    def _database(self) -> None:
        if self.place.url.startswith("sqlite"):
            answer = self._rows(sa.text("PRAGMA integrity_check"))[0][0]
            if answer != "ok":
                self._say("the database is damaged", answer)

    def _acknowledged(self, ids: set[str]) -> None:
        for id in set(self.place.acknowledged("s")) - ids:
            self._say("an acknowledged start is lost", id)
        counts = Counter(self.place.acknowledged("t"))
        entries = self._completions()
        rows = {row.id: row for row in self._rows(sa.select(user_tasks))}
        for id, count in counts.items():
            row = rows.get(id)
            if count > 1:
                self._say("a completion was acknowledged twice", id)
            if row is None or row.state != TaskState.COMPLETED:
                self._say("an acknowledged completion is lost", (id, row and row.state))
            elif entries[row.instance_id, row.activity] != 1:
                self._say("an acknowledged completion is not once in the journal", (id, entries[row.instance_id, row.activity]))

    def _completed_once(self) -> None:
        entries = self._completions()
        done = {(row.instance_id, row.activity) for row in self._rows(sa.select(user_tasks)) if row.state == TaskState.COMPLETED}
        for key, count in entries.items():
            if count > 1:
                self._say("a task was completed twice", key)
        for key in done ^ set(entries):
            self._say("journal and tasks disagree about what was completed", key)

    def _completions(self) -> Counter[tuple[str, str]]:
        commands = [
            (id, entry.command()) for id, entries in self.entries.items() for entry in entries if entry.kind == "complete-task"
        ]
        return Counter((id, command.activity) for id, command in commands if isinstance(command, CompleteTask))

    def _instance(self, id: str) -> None:
        if broken := first_break(self.entries[id]):
            self._say("a journal has a gap or a broken chain", (id, broken))
            return
        checked = replay.verify(self.platform, PLATFORM, id)
        if checked.broken_at or checked.diverges_at:
            self._say("a replay does not give what is stored", (id, checked))
            return
        self._rows_of(id)

    def _rows_of(self, id: str) -> None:
        """Tasks, waits and jobs must be exactly what the fold of the journal still waits for."""
        with self.platform.store.read() as uow:
            instance = uow.instance(id)
            state = self.platform.engine.fresh(uow.definition(instance.definition_id))
            armed = {wait.key for wait in uow.waits(id)}
        opened: dict[str, str] = {}
        for entry in self.entries[id]:
            step = self.platform.engine.apply(state, entry.command(), entry.at)
            state = step.state
            for gone in step.closed:
                opened = {key: activity for key, activity in opened.items() if activity != gone}
            for key in step.disarmed:
                opened.pop(f"wait {key}", None)
            opened |= {f"task {task.activity}": task.activity for task in step.opened}
            opened |= {f"wait {wait.key}": wait.activity for wait in step.armed}
            opened |= {f"job {job.activity}": job.activity for job in step.requested}
        if instance.state is not InstanceState.ACTIVE:
            opened = {}
        stored = {f"wait {key}" for key in armed} | self._open(id)
        if stored != set(opened):
            self._say("rows are not what the journal gives", (id, sorted(stored ^ set(opened)), instance.state))
        if instance.state is InstanceState.ACTIVE and not stored:
            self._say("an active instance waits for nothing", id)

    def _open(self, id: str) -> set[str]:
        tasks = sa.select(user_tasks.c.activity).where(user_tasks.c.instance_id == id, user_tasks.c.state == TaskState.OPEN)
        owed = sa.select(jobs.c.activity).where(jobs.c.instance_id == id, jobs.c.activity.is_not(None), jobs.c.state.in_(
            [JobState.WAITING, JobState.RUNNING, JobState.DEAD]))  # fmt: skip
        return {f"task {row.activity}" for row in self._rows(tasks)} | {f"job {row.activity}" for row in self._rows(owed)}

    def _rest(self) -> None:
        """Nothing may be overdue after everything had its time."""
        for piece in due.pieces(self.platform):
            self._say("something due is never done", piece)
        now: datetime = self.platform.clock.now()
        overdue = sa.select(waits.c.instance_id, waits.c.key).where(waits.c.due_at < now)
        for row in self._rows(overdue):
            self._say("a timer is overdue", tuple(row))
