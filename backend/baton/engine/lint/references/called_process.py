"""A call activity calls a process that is deployed together with it."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule


@rule("called-process", "The {name} calls {what}; add the file with that process, or correct the name.")
def called_process(model: Model) -> Iterator[Hit]:
    for node in model.of("callActivity"):
        called = node.get("calledElement", "").rpartition(":")[2]
        runs = model.around.processes.get(called)
        if not called:
            yield hit(node, what="no process at all")
        elif called in model.by_id and runs is None:
            yield hit(node, what=f"“{called}”, which is not a process (global tasks are not supported)")
        elif not runs:
            what = "cannot be executed" if runs is False else "is not among the files"
            yield hit(node, what=f"the process “{called}”, which {what}")
