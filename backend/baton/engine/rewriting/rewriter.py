"""Changes to models from elsewhere, behind the domain's socket."""

from collections.abc import Mapping

from baton.domain.ports.forms import Carried
from baton.domain.ports.sandbox import Sandbox
from baton.engine.rewriting import forms
from baton.engine.rewriting.variables import rename


class Rewriter:
    """Implements ``baton.domain.ports.forms.Rewriting``; holds nothing, so all threads may share it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def link_form(self, files: Mapping[str, bytes], element: str, form: str) -> dict[str, bytes]:
        """The diagram in which the element shows this form. Raises ``NotFound``."""
        return forms.link(files, element, form)

    def rename_form(self, files: Mapping[str, bytes], old: str, new: str) -> dict[str, bytes]:
        """The diagrams in which every element that shows form ``old`` shows ``new``."""
        return forms.rename(files, old, new)

    def task_name(self, files: Mapping[str, bytes], element: str) -> str:
        """What the element is called. Raises ``NotFound``."""
        return forms.name_of(files, element)

    def form_of(self, files: Mapping[str, bytes], element: str) -> str:
        """The form that the element shows, if any. Raises ``NotFound``."""
        return forms.form_of_element(files, element)

    def users_of(self, files: Mapping[str, bytes], form: str) -> tuple[tuple[str, str, str], ...]:
        """Every element that shows the form: file, id, name."""
        return tuple((name, one.get("id", ""), one.get("name") or one.get("id", "")) for name, one in forms.shown_in(files, form))

    def rename_variable(self, files: Mapping[str, bytes], old: str, new: str) -> Carried:
        """The files with the variable under its new name."""
        return rename(files, old, new, self._sandbox)
