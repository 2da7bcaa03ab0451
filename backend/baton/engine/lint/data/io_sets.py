"""Alternative sets of inputs or outputs are not supported."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN, children


@rule("io-sets", "The {name} declares several {kind}s, which is not supported; keep one.")
def io_sets(model: Model) -> Iterator[Hit]:
    for box in model.root.iter(f"{{{BPMN}}}ioSpecification"):
        for kind in ("inputSet", "outputSet"):
            if sum(1 for _ in children(box, kind)) > 1:
                yield hit(box, kind=kind)
