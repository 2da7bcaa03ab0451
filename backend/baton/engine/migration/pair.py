"""Two versions side by side: which specification of the new one stands where one of the old one stood."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import CallActivity

from baton.domain.definitions import ProcessDefinition
from baton.engine.migration.ahead import SPLIT, Ahead, Marking, look
from baton.engine.migration.shapes import Shape, shapes
from baton.engine.model.compile import Model
from baton.engine.model.extensions import Place

MOST_LOOKED = 1_000
_ENDINGS = (SPLIT, " [child]", ":split")


@dataclass(frozen=True)
class Version:
    """A definition and its compiled model."""

    definition: ProcessDefinition
    model: Model
    looked: dict[tuple[str, Marking], Ahead] = field(default_factory=dict)

    def ahead(self, spec: Any, marking: Marking) -> Ahead:
        """What tokens can meet in a scope, looked for once: most instances of a process stand where others do."""
        place = (spec.name, marking)
        found = self.looked.get(place)
        if found is None:
            if len(self.looked) >= MOST_LOOKED:
                self.looked.clear()
            found = self.looked[place] = look(spec, marking)
        return found

    @cached_property
    def shapes(self) -> dict[Place, Shape]:
        """What the files say of each element."""
        return shapes(self.definition.files)


class Versions:
    """The versions that were compared last, so that thousands of instances are compared with files that are read once."""

    def __init__(self, most: int = 32) -> None:
        self._most = most
        self._known: OrderedDict[tuple[str, str], Version] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, definition: ProcessDefinition, model: Model) -> Version:
        """The version that a definition and its compiled model are."""
        with self._lock:
            name = (definition.digest, definition.key)
            version = self._known.pop(name, None)
            if version is None or version.definition.id != definition.id:
                version = Version(definition, model)
            self._known[name] = version
            while len(self._known) > self._most:
                self._known.popitem(last=False)
            return version


@dataclass(frozen=True)
class Pair:
    """The version that an instance leaves, the one it goes to, and the elements that were said to take others' places."""

    old: Version
    new: Version
    mapping: Mapping[str, str]

    def name(self, name: str) -> str:
        """The name in the new version of what is called ``name`` in the old one."""
        base, ending = _apart(name)
        return self.mapping.get(base, base) + ending

    def spec_of(self, scope_spec: Any, name: str) -> Any:
        """The specification that takes the place of ``name`` in a scope of the new version, or None."""
        return scope_spec.task_specs.get(self.name(name))

    def inner(self, old_spec: Any, new_spec: Any) -> Any:
        """The content of a sub-process or call in the new version, or None when it calls something else."""
        if isinstance(old_spec, CallActivity) and old_spec.spec != new_spec.spec:
            return None
        return self.new.model.scopes.get(new_spec.spec)

    def same_event(self, old: Place, new: Place) -> bool:
        """Whether both wait for the same in the same way."""
        before, after = self.old.shapes.get(old), self.new.shapes.get(new)
        return before is not None and after is not None and before.event == after.event

    def same(self, place: Place) -> bool:
        """Whether the element in this place is the same in both versions."""
        before, after = self.old.shapes.get(place), self.new.shapes.get(place)
        return (before is None and after is None) or (before is not None and after is not None and before.whole == after.whole)


def _apart(name: str) -> tuple[str, str]:
    """A name as the id of its element and what SpiffWorkflow or we put behind it."""
    for ending in _ENDINGS:
        if name.endswith(ending):
            return name.removesuffix(ending), ending
    return name, ""
