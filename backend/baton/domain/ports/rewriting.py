"""The socket for changes to models that are made from elsewhere: every byte that is not meant stays as it is."""

from collections.abc import Mapping
from typing import Protocol


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
