"""Data stores live outside the process; the engine reads and writes none."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN


@rule("data-store", "The {name} is a data store, which is not supported; read and write it with a service task.")
def store(model: Model) -> Iterator[Hit]:
    for element in model.root.iter(f"{{{BPMN}}}dataStore"):
        yield hit(element)
