"""A small memory of what was read lately and never changes."""

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Recent(Generic[Thing]):
    """The most recently used things by id; safe to share between threads."""

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self._things: OrderedDict[str, Thing] = OrderedDict()
        self._lock = Lock()

    def get(self, id: str) -> Thing | None:
        with self._lock:
            thing = self._things.get(id)
            if thing is not None:
                self._things.move_to_end(id)
            return thing

    def put(self, id: str, thing: Thing) -> None:
        with self._lock:
            self._things[id] = thing
            self._things.move_to_end(id)
            while len(self._things) > self._most:
                self._things.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._things.clear()
