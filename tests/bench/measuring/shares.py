"""Where the processor time of a user step goes: parts of the platform are wrapped with a stop-watch while it runs."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from time import process_time
from typing import Any

from baton.engine.spiff import SpiffEngine
from baton.forms.catalog import FormCatalog
from baton.storage.prepared import Question
from baton.storage.transaction import Transaction
from baton.usecases import advance, tasks
from baton.usecases.platform import Platform

PARTS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("engine", SpiffEngine, ("apply", "task_variables")),
    ("snapshot", SpiffEngine, ("dump",)),
    ("journal entry and hash", advance, ("write",)),
    ("form", FormCatalog, ("load", "bind", "initial", "accept", "validate")),
    ("SQL statements", Transaction, ("_run", "_add", "_row", "_rows")),
    ("SQL statements", Question, ("rows",)),
    ("begin", Transaction, ("__enter__",)),
    ("commit and close", Transaction, ("commit", "__exit__")),
)


class Watch:
    """Time by part; what a part spends inside of another belongs to the inner one alone."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.on = False
        self._inner: list[float] = []

    def around(self, part: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """``call``, timed."""

        @wraps(call)
        def timed(*args: Any, **kwargs: Any) -> Any:
            if not self.on:
                return call(*args, **kwargs)
            self._inner.append(0.0)
            begun = process_time()
            try:
                return call(*args, **kwargs)
            finally:
                whole = process_time() - begun
                self.spent[part] = self.spent.get(part, 0.0) + whole - self._inner.pop()
                if self._inner:
                    self._inner[-1] += whole

        return timed


def of(platform: Platform, run: Callable[[], Any]) -> dict[str, float]:
    """The share of each part in the completions that ``run`` makes; what no part claims is the rest."""
    watch = Watch()
    with ExitStack() as stack:
        for part, owner, names in PARTS:
            for name in names:
                stack.enter_context(_replaced(owner, name, watch.around(part, getattr(owner, name))))
        stack.enter_context(_replaced(tasks, "complete", _switched(watch, tasks.complete)))
        run()
    whole = sum(watch.spent.values())
    return {part: spent / whole for part, spent in sorted(watch.spent.items(), key=lambda item: -item[1])}


def _switched(watch: Watch, complete: Callable[..., Any]) -> Callable[..., Any]:
    timed = watch.around("the rest: rules, objects, answers", complete)

    @wraps(complete)
    def switched(*args: Any, **kwargs: Any) -> Any:
        watch.on = True
        try:
            return timed(*args, **kwargs)
        finally:
            watch.on = False

    return switched


@contextmanager
def _replaced(owner: Any, name: str, value: Any) -> Iterator[None]:
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)
