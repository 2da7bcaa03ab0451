"""What a lint rule is: an id, a sentence with its way out, a level, and a search through a model."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from baton.domain.problems import ERROR, Problem
from baton.engine.lint.model import Model


@dataclass(frozen=True)
class Hit:
    """One element that breaks a rule, and words for the places of the rule's sentence."""

    element: etree._Element
    words: dict[str, object] = field(default_factory=dict)


def hit(element: etree._Element, **words: object) -> Hit:
    """A hit with the words that the sentence needs besides ``{name}``."""
    return Hit(element, words)


Find = Callable[[Model], Iterable[Hit]]


@dataclass(frozen=True)
class Rule:
    """``sentence`` says what is wrong and how to go on; ``{name}`` stands for the element as people know it."""

    id: str
    sentence: str
    level: str
    find: Find

    def problems(self, model: Model) -> Iterator[Problem]:
        """Everything in the model that breaks the rule."""
        for found in self.find(model):
            message = self.sentence.format(name=model.label(found.element), **found.words)
            yield Problem(self.id, message, model.file, model.place(found.element), level=self.level)


def rule(id: str, sentence: str, level: str = ERROR) -> Callable[[Find], Rule]:
    """Turn a search function into a rule."""

    def declare(find: Find) -> Rule:
        return Rule(id, sentence, level, find)

    return declare
