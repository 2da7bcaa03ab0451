"""Keeps the states of the instances that were used last, so that their next step needs no snapshot."""

import threading
from collections import OrderedDict
from typing import Any

DEFAULT_SIZE = 1000


class InstanceCache:
    """Least recently used goes first. ``take`` hands a state out for good: a step that fails must not leave a half-changed
    state behind, so only what was committed is put back."""

    def __init__(self, size: int = DEFAULT_SIZE) -> None:
        self._size = size
        self._states: OrderedDict[str, tuple[int, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, instance_id: str) -> tuple[int, Any] | None:
        """The seq and state of an instance, which the cache forgets."""
        with self._lock:
            return self._states.pop(instance_id, None)

    def put(self, instance_id: str, seq: int, state: Any) -> None:
        """Remember the state after journal entry ``seq``, unless a newer one is known."""
        with self._lock:
            known = self._states.pop(instance_id, None)
            self._states[instance_id] = known if known is not None and known[0] > seq else (seq, state)
            while len(self._states) > self._size:
                self._states.popitem(last=False)

    def drop(self, instance_id: str) -> None:
        """Forget an instance."""
        with self._lock:
            self._states.pop(instance_id, None)
