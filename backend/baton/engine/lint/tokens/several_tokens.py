"""Parallel paths that meet without a join: everything behind runs once for each of them."""

from collections.abc import Iterator

from baton.domain.problems import WARNING
from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.lint.tokens.exploring import explored
from baton.engine.xml import local

SENTENCE = "Parallel paths meet at the {name} without being joined, so that what follows runs several times; join them first."


@rule("several-tokens", SENTENCE, WARNING)
def several_tokens(model: Model) -> Iterator[Hit]:
    for node in explored(model).crowded:
        if local(node) != "endEvent":
            yield hit(node)
