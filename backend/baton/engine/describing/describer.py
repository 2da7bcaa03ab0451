"""Satisfies the ``Describing`` port."""

from collections.abc import Iterator, Mapping

from baton.domain.documentation import ProcessDescription
from baton.domain.ports.sandbox import Sandbox
from baton.engine.describing.steps import described
from baton.engine.lint.model import Model, Surroundings
from baton.engine.outline import outline
from baton.engine.picture.draw import picture
from baton.engine.xml import BadXml, parse_bpmn


class ModelDescriber:
    """Reads with the same eyes as the check of deployments."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def describe(self, files: Mapping[str, bytes]) -> tuple[ProcessDescription, ...]:
        return tuple(found for name in sorted(files) for found in self._described(name, files[name]))

    def picture(self, content: bytes, file: str) -> bytes | None:
        try:
            return picture(content, file)
        except BadXml:
            return None

    def _described(self, name: str, content: bytes) -> Iterator[ProcessDescription]:
        try:
            root = parse_bpmn(content, name)
        except BadXml:
            return
        model = Model(root, name, Surroundings(self._sandbox))
        yield from (described(found, model) for found in outline(root, name))
