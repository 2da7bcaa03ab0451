"""A join that can be left waiting for a token that another choice never sends."""

from collections.abc import Iterator

from baton.domain.problems import WARNING
from baton.engine.lint.gateways.parallel_after_exclusive import parallel_after_exclusive
from baton.engine.lint.gateways.parallel_loop_head import parallel_loop_head
from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.lint.tokens.exploring import explored

SENTENCE = "The {name} can wait for ever, because a choice before it leaves one of its flows without a token; {way}."
SIMPLER = (parallel_after_exclusive, parallel_loop_head)
WAY = "join the choice with an exclusive gateway first"


@rule("deadlock", SENTENCE, WARNING)
def deadlock(model: Model) -> Iterator[Hit]:
    stuck = explored(model).stuck
    told = {found.element for one in SIMPLER for found in one.find(model)} if stuck else set()
    for node in stuck:
        if node not in told:
            yield hit(node, way=WAY)
