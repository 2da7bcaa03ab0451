"""Text from values: f-strings, ``str`` and ``format``, without attribute access and without giant widths."""

import re
from datetime import date, time
from decimal import Decimal
from string import Formatter
from typing import Any

from baton.domain.ports.sandbox import SandboxError
from baton.sandbox.budget import Frame
from baton.sandbox.values import ordered

WIDE = re.compile(r"\d{4,}")
PADDED_DIRECTIVE = re.compile(r"%[-_0^#]*\d")


def text_of(frame: Frame, value: Any) -> str:
    """``str(value)``, the same in every process."""
    frame.weigh(value)
    if isinstance(value, (set, frozenset)):
        return "{" + ", ".join(repr(item) for item in ordered(value)) + "}" if value else "set()"
    return str(value)


def formatted(frame: Frame, value: Any, spec: str) -> str:
    """``format(value, spec)`` with a width below 1000."""
    if not spec:
        return text_of(frame, value)
    if WIDE.search(spec):
        raise SandboxError("A format width must be below 1000.")
    if isinstance(value, (date, time)):
        return date_text(value, spec)
    if isinstance(value, (str, int, float, Decimal)):
        frame.weigh(value)
        return format(value, spec)
    raise SandboxError(f"A {type(value).__name__} takes no format {spec!r}.")


def date_text(value: Any, pattern: str) -> str:
    """``strftime``; padded directives are refused because the C library makes texts of any length of them."""
    if len(pattern) > 100 or PADDED_DIRECTIVE.search(pattern):
        raise SandboxError("A date format has at most 100 characters and no numbers after %.")
    return str(value.strftime(pattern))


def format_text(frame: Frame, template: str, *values: Any, **named: Any) -> str:
    """``template.format(...)`` with plain fields only: ``{}``, ``{0}``, ``{name:,.2f}``."""
    parts, position = [], 0
    for literal, field, spec, conversion in Formatter().parse(template):
        parts.append(literal)
        if field is None:
            continue
        if conversion or "{" in (spec or "") or not re.fullmatch(r"[A-Za-z0-9]\w*|", field):
            raise SandboxError(f"The field {{{field}}} is not allowed; use {{}}, {{0}} or {{name}} with a format after ':'.")
        if field == "":
            field, position = str(position), position + 1
        parts.append(formatted(frame, values[int(field)] if field.isdigit() else named[field], spec or ""))
    frame.sized(sum(len(part) for part in parts))
    return "".join(parts)
