"""A public process is only the outside of a process: it cannot run."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule


@rule("public-process", "The {name} is public and executable at once; make it private or not executable.")
def public_process(model: Model) -> Iterator[Hit]:
    for process in model.processes:
        if process.get("processType") == "Public" and process.get("isExecutable") == "true":
            yield hit(process)
