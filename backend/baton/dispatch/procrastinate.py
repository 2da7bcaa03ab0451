"""Does due work through Procrastinate: any number of workers on any number of machines, on PostgreSQL.

The due table stays the truth; Procrastinate carries ids from whoever notices that a piece is due to a worker that is free.
Everything in its queue may be lost: what is due is looked up again every second.
"""

import asyncio
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import procrastinate
import psycopg
import structlog
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Status

from baton.dispatch.work import Penalties, Work
from baton.domain.due import Piece

log = structlog.get_logger()
QUEUE = "baton"
LOOK, DO, REAP = "baton.look", "baton.do", "baton.reap"
FIRST = 10  # priority: looking goes before doing
AT_ONCE = 100  # pieces of each kind handed over in one look
HORIZON = 1.2  # seconds a look stays for what comes due before the next look begins
OVERDUE_SLEEP = 0.25
LOOKERS = 2
LOCK = 7_203_815_001  # of the advisory lock around creating the queue's tables
SHORTEST_BREATH = 0.02
PATIENCE = 30


class ProcrastinateDispatcher:
    """Wakes workers from a serving process: a thread of its own tells them to look, so that no act waits for it or fails."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        self._woken.set()
        if self._thread is None:
            with self._lock:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._loop, name="baton-wake", daemon=True)
                    self._thread.start()

    def stop(self) -> None:
        """Tell nobody any more."""
        self._stopping.set()
        self._woken.set()
        if self._thread:
            self._thread.join(PATIENCE)

    def _loop(self) -> None:
        while not self._stopping.is_set():
            try:
                _prepare(self._url)
                with _sender(self._url).open() as sender:
                    self._tell(sender)
            except Exception:
                log.exception("dispatch.wake-failed")  # workers look by themselves every second
                self._stopping.wait(1)

    def _tell(self, sender: procrastinate.App) -> None:
        while self._woken.wait() and not self._stopping.is_set():
            self._woken.clear()
            with suppress(AlreadyEnqueued):
                sender.configure_task(LOOK, queue=QUEUE, queueing_lock="wake", priority=FIRST).defer(timestamp=0)
            self._stopping.wait(SHORTEST_BREATH)


class ProcrastinateWorker:
    """One worker process: looks each second, does what it is handed."""

    def __init__(self, url: str, work: Work) -> None:
        self._url = url
        self._work = work
        self._penalties = Penalties(work.now)
        self._stopping = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._working: asyncio.Task[None] | None = None
        self._sender = _sender(url)  # what defers is another App than what works: the worker's own speaks asyncio only
        self._app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=_conninfo(url)))
        look = self._app.task(name=LOOK, queue=QUEUE, queueing_lock="look", priority=FIRST)(self._look)
        reap = self._app.task(name=REAP, queue=QUEUE, queueing_lock="reap", priority=FIRST)(self._reap)
        self._app.periodic(cron="* * * * * *")(look)  # six fields: every second
        self._app.periodic(cron="* * * * *")(reap)
        self._app.task(name=DO, queue=QUEUE)(self._do)

    def run(self, concurrency: int) -> int:
        """Work until told to stop (SIGTERM, SIGINT, ``stop``): 0. When the database is lost: 1, to be started again."""
        _prepare(self._url)
        with self._sender.open():
            return asyncio.run(self._serve(concurrency))

    def stop(self) -> None:
        """Take no more work, finish what runs. May be called from any thread."""
        self._stopping.set()
        if self._loop:
            with suppress(RuntimeError):  # it has stopped already
                self._loop.call_soon_threadsafe(self._ask_to_stop)

    async def _serve(self, concurrency: int) -> int:
        self._loop = asyncio.get_running_loop()
        self._loop.set_default_executor(ThreadPoolExecutor(concurrency + LOOKERS, thread_name_prefix="baton-work"))
        with suppress(ValueError, RuntimeError):  # only the main thread may hear signals
            for number in (signal.SIGTERM, signal.SIGINT):
                self._loop.add_signal_handler(number, self.stop)
        async with self._app.open_async():
            self._working = asyncio.create_task(
                self._app.run_worker_async(
                    queues=[QUEUE], concurrency=concurrency + LOOKERS, delete_jobs="always", install_signal_handlers=False,
                    shutdown_graceful_timeout=PATIENCE,
                )
            )  # fmt: skip
            if self._stopping.is_set():
                self._ask_to_stop()
            with suppress(asyncio.CancelledError):
                await self._working
        return 0 if self._stopping.is_set() else 1

    def _ask_to_stop(self) -> None:
        if self._working:
            self._working.cancel()  # Procrastinate takes this as: finish what runs, then leave

    def _look(self, timestamp: int) -> None:
        """Hand over what is due. The look of each second stays for what comes due before the next one begins."""
        until = time.monotonic() + (HORIZON if timestamp else 0)
        self._hand_over()
        while (pause := self._pause()) is not None and time.monotonic() + pause < until:
            if self._stopping.wait(pause):
                return
            self._hand_over()

    def _pause(self) -> float | None:
        ahead = self._work.seconds_ahead()
        return ahead if ahead is None else max(ahead, OVERDUE_SLEEP if ahead <= 0 else 0)

    def _hand_over(self) -> None:
        due = [piece for piece in self._work.pieces(AT_ONCE) if not self._penalties.resting(piece)]
        if not due:
            return
        queued = {job.queueing_lock for job in self._sender.job_manager.list_jobs(queue=QUEUE, task=DO, status="todo")}
        for piece in due:
            name = f"{piece.kind}:{piece.id}:{piece.element_id}"
            if name not in queued:
                with suppress(AlreadyEnqueued):
                    self._sender.configure_task(DO, queue=QUEUE, queueing_lock=name).defer(
                        kind=piece.kind, id=piece.id, element_id=piece.element_id
                    )

    def _do(self, kind: str, id: str, element_id: str) -> None:
        piece = Piece(kind, id, element_id)
        if not self._penalties.resting(piece):
            self._penalties.attempt(self._work, piece)

    async def _reap(self, timestamp: int) -> None:
        """Throw away what dead workers left behind; the due table has it still, with an attempt counted."""
        for job in await self._app.job_manager.get_stalled_jobs(queue=QUEUE):
            await self._app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)


def _prepare(url: str) -> None:
    """Create Procrastinate's tables unless they are there; workers that start together wait for each other."""
    with psycopg.connect(_conninfo(url)) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        found = connection.execute("SELECT to_regclass('procrastinate_jobs')").fetchone()
        if found and found[0] is None:
            connection.execute(procrastinate.App(connector=procrastinate.SyncPsycopgConnector()).schema_manager.get_schema())


def _sender(url: str) -> procrastinate.App:
    connector = procrastinate.SyncPsycopgConnector(conninfo=_conninfo(url), min_size=1, max_size=LOOKERS)
    return procrastinate.App(connector=connector)


def _conninfo(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://", 1)
