"""Everything wrong with submitted values: the schema's own verdict, fields nobody asked for, and what an outcome requires."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jsonschema import ValidationError
from jsonschema.exceptions import best_match

from baton.domain.problems import Problem
from baton.forms.findings.limits import too_big
from baton.forms.findings.messages import Sentences
from baton.forms.findings.periods import backwards
from baton.forms.pages.fields import heading
from baton.forms.rules.validators import extra_keys
from baton.forms.schema.children import allows_entries, properties, visit
from baton.forms.schema.compiled import MISSING, Compiled
from baton.forms.schema.paths import ROOT, join, parent
from baton.forms.schema.shape import GROUP, Shape, shape_of
from baton.forms.speaking.wording import Wording

_ENGLISH = Wording()
_MOST_PROBLEMS = 200
_DEEPEST_CAUSE = 20
_ALTERNATIVES = ("oneOf", "anyOf")
_CAUSED = (*_ALTERNATIVES, "if", "allOf", "dependentSchemas")


def problems_of(
    compiled: Compiled, values: Mapping[str, Any], required: Iterable[str], wording: Wording = _ENGLISH
) -> tuple[Problem, ...]:
    """Each problem once, in the order in which it was found."""
    refused = too_big(values, wording)
    if refused is not None:
        return (refused,)
    finder = _Finder(compiled, values, wording)
    found: dict[tuple[str | None, str], Problem] = {}
    for problem in finder.all(required):
        found.setdefault((problem.field, problem.message), problem)
        if len(found) == _MOST_PROBLEMS:
            break
    return tuple(found.values())


class _Finder:
    def __init__(self, compiled: Compiled, values: Mapping[str, Any], wording: Wording) -> None:
        self._compiled = compiled
        self._wording = wording
        self._sentences = Sentences(wording)
        self._values = values
        self._places = {shape.node.path: (shape, value) for shape, value in visit(compiled, values)}

    def all(self, required: Iterable[str]) -> Iterator[Problem]:
        for error in self._compiled.validator.iter_errors(self._values):
            yield from self._told(error)
        for shape, value in self._places.values():
            yield from self._unknown(shape, value)
            if wrong := backwards(self._compiled, shape, value, self._wording):
                yield wrong
        for path in required:
            if self._is_empty(path):
                yield self._missing(path)

    def _told(self, error: ValidationError, depth: int = 0) -> Iterator[Problem]:
        """The problems of one finding; of alternatives only those of the one that was meant."""
        path = ROOT
        for key in error.absolute_path:
            path = join(path, key)
        if error.validator in ("required", "dependentRequired", "dependencies") and isinstance(error.instance, Mapping):
            yield from self._absent(path, error)
        elif error.validator == "additionalProperties":
            yield from (self._not_asked(join(path, key)) for key in extra_keys(_mapping(error.schema), _mapping(error.instance)))
        elif error.validator in _ALTERNATIVES and self._offers(path):
            yield Problem(
                "form.enum", self._own_words(path, "enum") or self._sentences.not_on_offer(self._title(path)), field=path
            )
        elif error.validator in _CAUSED and error.context and depth < _DEEPEST_CAUSE:
            for cause in self._causes(path, error):
                yield from self._told(cause, depth + 1)
        else:
            own = self._own_words(path, str(error.validator))
            yield Problem(f"form.{error.validator}", own or self._sentences.sentence(self._title(path), error), field=path)

    def _offers(self, path: str) -> bool:
        shape, _ = self._places.get(path, (None, None))
        return bool(shape and shape.choices)

    def _causes(self, path: str, error: ValidationError) -> list[ValidationError]:
        if error.validator not in _ALTERNATIVES:
            return list(error.context or ())
        shape, _ = self._places.get(path, (None, None))
        meant = shape.variant.index if shape and shape.variant else None
        own = [cause for cause in error.context or () if cause.schema_path and cause.schema_path[0] == meant]
        best = best_match(error.context or ())
        return own or ([best] if best is not None else [])

    def _absent(self, path: str, error: ValidationError) -> Iterator[Problem]:
        wanted, given = error.validator_value, _mapping(error.instance)
        if isinstance(wanted, Mapping):
            wanted = [name for key, names in wanted.items() if key in given and isinstance(names, list) for name in names]
        for name in wanted if isinstance(wanted, list) else ():
            if name not in given:
                yield self._missing(join(path, name))

    def _missing(self, path: str) -> Problem:
        return Problem(
            "form.required", self._own_words(path, "required") or self._sentences.required(self._title(path)), field=path
        )

    def _unknown(self, shape: Shape, value: Any) -> Iterator[Problem]:
        """The schema's silence about a field is a no: only what a form asks for may come in."""
        if shape.kind != GROUP or not isinstance(value, Mapping) or allows_entries(shape):
            return
        known = set(shape.schema.get("properties", {}))
        for option in shape.variant.options if shape.variant else ():
            if self._compiled.holds(option, value):
                known |= set(self._compiled.effective(option, value).get("properties", {}))
        yield from (self._not_asked(join(shape.node.path, key)) for key in value if key not in known)

    def _not_asked(self, path: str) -> Problem:
        return Problem("form.unknown", self._sentences.unknown(parent(path)[1]), field=path)

    def _is_empty(self, path: str) -> bool:
        _, value = self._places.get(path, (None, MISSING))
        return value is MISSING or value is None or value in ("", [], {})

    def _title(self, path: str) -> str:
        """What the page calls the place, also when there is no value yet."""
        shape = self._shape(path)
        return (heading(shape, self._wording) if shape else "") or parent(path)[1] or self._wording.say("The form")

    def _own_words(self, path: str, rule: str) -> str:
        """The sentence that the ui schema has for a broken rule of this place (``messages``)."""
        shape = self._shape(path)
        told = shape.option("messages") if shape else None
        return str(told.get(rule) or "") if isinstance(told, Mapping) else ""

    def _shape(self, path: str) -> Shape | None:
        shape, _ = self._places.get(path, (None, None))
        above, key = parent(path)
        if shape is None and path and above in self._places:
            around, value = self._places[above]
            below = dict(properties(around, value)).get(key) if around.kind == GROUP else None
            shape = shape_of(self._compiled, below, MISSING) if below else None
        return shape


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
