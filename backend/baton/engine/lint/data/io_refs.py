"""A set of inputs or outputs names only what its own specification declares."""

from collections.abc import Iterator

from lxml import etree

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN, children, text_of

SIDES = (("dataInput", "inputSet", "Input"), ("dataOutput", "outputSet", "Output"))


@rule("io-refs", "The {name} names “{ref}”, which its {kind}s do not declare; declare it or remove the reference.")
def io_refs(model: Model) -> Iterator[Hit]:
    for box in model.root.iter(f"{{{BPMN}}}ioSpecification"):
        for kind, group, word in SIDES:
            declared = {element.get("id", "") for element in children(box, kind)}
            for refs in children(box, group):
                yield from (hit(box, ref=ref, kind=kind) for ref in _strangers(refs, kind, word, declared))


def _strangers(refs: etree._Element, kind: str, word: str, declared: set[str]) -> Iterator[str]:
    named = [text_of(ref) for ref in children(refs, f"{kind}Refs")]
    yield from (ref for ref in named if ref not in declared)
    for extra in (f"optional{word}Refs", f"whileExecuting{word}Refs"):
        yield from (text_of(ref) for ref in children(refs, extra) if text_of(ref) not in named)
