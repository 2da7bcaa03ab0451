"""The socket for changes to models that are made from elsewhere: every byte that is not meant stays as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Mention:
    """One place that speaks of a variable: ``where`` in words, ``before`` and ``after`` as text. ``after`` is None where it
    cannot be changed by itself, with ``reason``."""

    file: str
    where: str
    before: str
    after: str | None
    element_id: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class Carried:
    """Files in which a variable has another name, and every place that was changed or would have to be."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()


class Rewriting(Protocol):
    """Changes files of a draft; the answer holds only those that differ."""

    def link_form(self, files: Mapping[str, bytes], element: str, form: str) -> dict[str, bytes]:
        """The diagram in which the user task or start event shows this form. Raises ``NotFound``."""

    def rename_form(self, files: Mapping[str, bytes], old: str, new: str) -> dict[str, bytes]:
        """The diagrams in which every element that shows form ``old`` shows ``new``."""

    def task_name(self, files: Mapping[str, bytes], element: str) -> str:
        """What the element is called. Raises ``NotFound``."""

    def form_of(self, files: Mapping[str, bytes], element: str) -> str:
        """The form that the element shows; empty where it shows none. Raises ``NotFound``."""

    def users_of(self, files: Mapping[str, bytes], form: str) -> tuple[tuple[str, str, str], ...]:
        """Every element that shows the form: file, id, name."""

    def rename_variable(self, files: Mapping[str, bytes], old: str, new: str) -> Carried:
        """Every expression, script, template and decision of the models with the variable under its new name. Only whole names
        are replaced, found by reading the text as what it is; the same letters inside of quotes stay."""
