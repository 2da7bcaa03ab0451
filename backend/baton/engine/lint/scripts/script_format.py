"""Every script runs as Python, whatever the model calls its language."""

from collections.abc import Iterator

from baton.domain.problems import WARNING
from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule

PYTHON = ("", "python", "python3", "text/python", "text/x-python", "application/x-python")


@rule("script-format", "The {name} says its script is {format}, but it runs as Python; set the format to python.", WARNING)
def script_format(model: Model) -> Iterator[Hit]:
    for node in model.of("scriptTask"):
        written = node.get("scriptFormat", "")
        if written.strip().lower() not in PYTHON:
            yield hit(node, format=written)
