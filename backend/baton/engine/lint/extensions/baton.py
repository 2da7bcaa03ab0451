"""What a model says in Baton's own words has to be in the schema of those words."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import etree

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BATON

SCHEMA = Path(__file__).parents[2] / "baton-bpmn-1.xsd"


@rule("baton-extension", "A Baton setting of the {name} is wrong: {why} Correct it.")
def baton(model: Model) -> Iterator[Hit]:
    judge = _schema()
    for box in model.of("extensionElements"):
        for element in box.iterchildren(f"{{{BATON}}}*"):
            owner = box.getparent()
            if owner is not None and not judge.validate(etree.ElementTree(element)):
                yield hit(owner, why=judge.error_log[0].message.replace(f"{{{BATON}}}", ""))


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(file=str(SCHEMA))
