"""The socket for reading models instead of running them: what they say in words, and their drawing as a picture."""

from collections.abc import Mapping
from typing import Protocol

from baton.domain.documentation import ProcessDescription


class Describing(Protocol):
    """Reads what designers wrote; never raises for bad files, leaves them out."""

    def describe(self, files: Mapping[str, bytes]) -> tuple[ProcessDescription, ...]:
        """Every executable process, with its steps in the order in which the process comes to them."""

    def picture(self, content: bytes, file: str) -> bytes | None:
        """The drawing of a BPMN file as SVG, or None when it holds none or cannot be read."""
