"""The sockets for testing models: playing stories in memory, and putting mistakes into models that stories should notice."""

from collections.abc import Mapping
from typing import Any, Protocol

from baton.domain.scenarios import AskedForm, Bounds, Cast, Content, ModelParts, Mutant, Standing


class Scenarios(Protocol):
    """Reads, writes and plays scenarios. Everything happens in memory, on a clock of the story's own; nothing leaves it."""

    def read(self, file: str, content: bytes) -> dict[str, Any]:
        """A scenario file as plain JSON values. Raises ``InvalidInput`` that says what is wrong with it."""

    def write(self, story: Content) -> bytes:
        """The story as the text of a scenario file. Raises ``InvalidInput``."""

    def play(self, cast: Cast, story: Content, bounds: Bounds) -> Standing:
        """Play the story as far as it goes. Raises ``InvalidInput`` when the model cannot run or the story cannot be read."""

    def form(self, cast: Cast, story: Content, asked: tuple[str, str]) -> AskedForm:
        """The form of (activity, person) after the story; of the start that the story names where the activity is empty.
        Raises ``InvalidInput`` or ``NotFound``."""


class Mutations(Protocol):
    """Knows the parts of a model and the mistakes that people make in them."""

    def parts(self, files: Mapping[str, bytes]) -> ModelParts:
        """What stories can pass of the models among the files."""

    def mutants(self, files: Mapping[str, bytes]) -> tuple[Mutant, ...]:
        """Every mistake that this knows to make in the files, one each; in the same order for the same files."""
