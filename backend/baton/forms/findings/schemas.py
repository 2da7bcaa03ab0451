"""Everything wrong with one schema: the words of JSON Schema first, then what Baton does not take."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft7Validator, Draft202012Validator

from baton.domain.problems import ERROR, WARNING, Problem
from baton.forms.findings.weight import DEEPEST_FIELD, MOST_BRANCHES, MOST_FIELDS, Weight
from baton.forms.rules.patterns import PatternRefused, compiled
from baton.forms.rules.validators import Draft7, dialect
from baton.forms.schema.compiled import UNRESOLVABLE, registry_of
from baton.forms.schema.normalise import normalise
from baton.forms.schema.walk import Step, everywhere

_REFUSED = ("$dynamicRef", "$recursiveRef")
_MOST_WORDS = 20
_KNOWN_DIALECT = re.compile(r"json-schema\.org/draft(/2020-12|-07)/|^(?!https?:).*(2020-12|draft-07)")


def problems_in_schema(schema: Mapping[str, Any], file: str) -> Iterator[Problem]:
    """Each stage relies on the one before, so the first that finds errors is the last."""
    prepared = schema if dialect(schema) is Draft7 else normalise(schema)
    yield from _dialect(schema, file)
    for stage in (_words, _parts, _references, _weight):
        found = list(stage(prepared, file))
        yield from found
        if any(problem.level != WARNING for problem in found):
            return


def place(step: Step) -> str:
    return "/".join(("schema", *map(str, step)))


def _dialect(schema: Mapping[str, Any], file: str) -> Iterator[Problem]:
    """Other dialects give the same words another meaning."""
    named = schema.get("$schema", "2020-12")
    if isinstance(named, str) and not _KNOWN_DIALECT.search(named):
        message = f"“$schema” names “{named[:80]}”; forms are JSON Schema 2020-12, or draft 7."
        yield Problem("form.dialect", message, file=file, field="schema", level=WARNING if "json-schema.org" in named else ERROR)


def _words(schema: Mapping[str, Any], file: str) -> Iterator[Problem]:
    plain = Draft7Validator if dialect(schema) is Draft7 else Draft202012Validator
    errors = plain(plain.META_SCHEMA).iter_errors(schema)
    for error, _ in zip(errors, range(_MOST_WORDS), strict=False):
        where = place(tuple(error.absolute_path))
        yield Problem("form.schema", f"At {where}: {error.message[:200]}", file=file, field=where)


def _parts(schema: Mapping[str, Any], file: str) -> Iterator[Problem]:
    for step, part in everywhere(schema):
        where = place(step)
        for word in _REFUSED:
            if word in part:
                yield Problem("form.reference", f"At {where}: “{word}” is not supported; use “$ref”.", file=file, field=where)
        for pattern in (*_pattern(part), *part.get("patternProperties", {})):
            yield from _pattern_problems(pattern, where, file)
        if "pattern" in part and not {"maxLength", "enum", "const"} & part.keys():
            message = f"At {where}: give a “maxLength” along with the pattern, so that nobody sends a novel."
            yield Problem("form.pattern-length", message, file=file, field=where, level=WARNING)


def _pattern(part: Mapping[str, Any]) -> list[str]:
    default = part.get("default") if part.get("format") == "regex" else None
    return [text for text in (part.get("pattern"), default) if isinstance(text, str)]


def _pattern_problems(pattern: str, where: str, file: str) -> Iterator[Problem]:
    try:
        compiled(pattern)
    except PatternRefused as error:
        message = f"At {where}: the pattern “{pattern[:80]}” is not supported ({error}). Look-around and back references are not."
        yield Problem("form.pattern", message, file=file, field=where)


def _references(schema: Mapping[str, Any], file: str) -> Iterator[Problem]:
    resolver = registry_of(schema).resolver("")
    for step, part in everywhere(schema):
        reference = part.get("$ref")
        if not isinstance(reference, str):
            continue
        try:
            resolver.lookup(reference)
        except UNRESOLVABLE:
            reason = "leads nowhere" if reference.startswith("#") else "leads out of the form; nothing is fetched"
            message = f"At {place(step)}: the reference “{reference[:80]}” {reason}."
            yield Problem("form.reference", message, file=file, field=place(step))


def _weight(schema: Mapping[str, Any], file: str) -> Iterator[Problem]:
    resolver = registry_of(schema).resolver("")
    references = {part["$ref"] for _, part in everywhere(schema) if isinstance(part.get("$ref"), str)}
    weight = Weight({reference: resolver.lookup(reference).contents for reference in references})
    if any(weight.circle(part) for _, part in everywhere(schema)):
        yield Problem("form.circle", "A reference leads back to itself without a field in between.", file=file, field="schema")
        return
    if max(weight.branches(part) for _, part in everywhere(schema)) > MOST_BRANCHES:
        message = f"More than {MOST_BRANCHES:,} alternatives would be tried on one value."
        yield Problem("form.too-large", message, file=file, field="schema")
    if weight.fields(schema) > MOST_FIELDS:
        yield Problem("form.too-large", f"A form may have {MOST_FIELDS:,} fields at most.", file=file, field="schema")
    if weight.depth(schema) > DEEPEST_FIELD:
        message = f"Fields may be nested {DEEPEST_FIELD} levels deep at most."
        yield Problem("form.too-deep", message, file=file, field="schema")
