"""The socket for forms: one validator and one renderer for pages, API and scenarios alike."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from baton.domain.forms import Form, Submission
from baton.domain.problems import Problem


class Forms(Protocol):
    """Reads, checks, renders, decodes and validates forms."""

    def check(self, name: str, content: bytes) -> tuple[Problem, ...]:
        """Everything wrong with a form file, for deployment. Never raises for bad content."""

    def load(self, files: Mapping[str, bytes], name: str) -> Form:
        """The form ``name`` of a deployment (``x.form.json``, or a pair of schema and ui schema). Raises ``NotFound``."""

    def bind(self, form: Form, variables: Mapping[str, Any]) -> Form:
        """The form with choices that come from variables (``options_from_task_data_var:name``) filled in."""

    def initial(self, form: Form, variables: Mapping[str, Any]) -> dict[str, Any]:
        """Values the page starts with: the variables that the schema names, else the schema's defaults."""

    def decode(self, form: Form, posted: Mapping[str, list[str]], initial: Mapping[str, Any]) -> Submission:
        """A posted page as values. Hidden and read-only values come from ``initial``, never from the client."""

    def validate(self, form: Form, values: Mapping[str, Any], required: Iterable[str] = ()) -> tuple[Problem, ...]:
        """Everything wrong with ``values``, each with its field; ``required`` names fields that an outcome demands as well.
        Fields that the schema does not know are problems."""

    def accept(self, form: Form, values: Mapping[str, Any], initial: Mapping[str, Any]) -> dict[str, Any]:
        """``values`` with read-only and hidden fields put back to ``initial`` (for API callers)."""

    def render(self, form: Form, values: Mapping[str, Any], problems: Iterable[Problem] = (), *, read_only: bool = False) -> str:
        """The fields as safe HTML (no ``<form>`` element, no buttons), with each problem beside its field."""
