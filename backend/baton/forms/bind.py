"""Forms whose options come from variables of the process instance (SpiffArena's ``options_from_task_data_var``)."""

from collections.abc import Mapping
from typing import Any

from baton.domain.forms import Form
from baton.forms.schema.normalise import MAY_BE_VARIABLE, options_variable


def bound(form: Form, variables: Mapping[str, Any]) -> Form:
    """``form`` with the options that ``variables`` hold; a field whose variable is missing takes free text."""
    return Form(form.name, _filled(form.schema, variables), form.ui)


def _filled(part: Any, variables: Mapping[str, Any]) -> Any:
    if isinstance(part, list):
        return [_filled(item, variables) for item in part]
    if not isinstance(part, Mapping):
        return part
    named = {word: options_variable(part.get(word)) for word in MAY_BE_VARIABLE}
    plain = {word: _filled(value, variables) for word, value in part.items() if not named.get(word)}
    taken = {word: _options(variables.get(name), word) for word, name in named.items() if name}
    return plain | {word: options for word, options in taken.items() if options}


def _options(given: Any, word: str) -> list[Any]:
    if not isinstance(given, list):
        return []
    pairs = [_pair(option) for option in given]
    return [value for value, _ in pairs] if word == "enum" else [{"const": value, "title": title} for value, title in pairs]


def _pair(option: Any) -> tuple[Any, str]:
    if isinstance(option, Mapping):
        value = option.get("value", option.get("const"))
        return value, str(option.get("label", option.get("title", value)))
    return option, str(option)
