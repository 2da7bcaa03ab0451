"""The expression languages of other engines: JUEL with its ``${...}`` places, and FEEL behind its ``=``."""

import json
import re

from baton.engine.dialects.reading import COMPARISONS, Reader, Unclear, Words
from baton.engine.timing import is_literal

PLACE = re.compile(r"[$#]\{([^{}]*)\}")
LATER = re.compile(r"(?:dateTime|now)\(\)\.plus(Years|Months|Weeks|Days|Hours|Minutes)\((\d+)\)(?:\.toDate\(\))?")
UNITS = {"Years": "P{}Y", "Months": "P{}M", "Weeks": "P{}W", "Days": "P{}D", "Hours": "PT{}H", "Minutes": "PT{}M"}
FROM_NOW = re.compile(r"""=?\s*now\(\)\s*\+\s*duration\(\s*["'](P[^"']+)["']\s*\)\s*""")
SPACED = re.compile(r"\b(upper|lower|starts|ends|list|string) (case|with|contains|length)(?=\()")


def _own(name: str) -> str:
    """The variable whose name stands in quotes."""
    if not re.fullmatch(r"""(["'])[^\W\d]\w*\1""", name):
        raise Unclear("the variable's name is calculated")
    return name[1:-1]


SAME = {name: (lambda owner: owner) for name in ("value", "stringValue", "numberValue", "boolValue", "elements")}
JUEL = Words(
    either=frozenset(("||", "or")),
    both=frozenset(("&&", "and")),
    negations=frozenset(("!", "not", "empty")),
    comparisons={
        **COMPARISONS, "===": "==", "!==": "!=", "eq": "==", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">=",
    },
    constants={"true": "True", "false": "False", "null": "None", "undefined": "None"},
    functions={"S": lambda value: value, "JSON": lambda value: value},
    methods={
        **SAME,
        "getVariable": lambda owner, name: _own(name),
        "prop": lambda owner, name: f"{owner}[{name}]",
        "contains": lambda owner, value: f"{value} in {owner}",
        "includes": lambda owner, value: f"{value} in {owner}",
        "equals": lambda owner, value: f"{owner} == {value}",
        "isEmpty": lambda owner: f"len({owner}) == 0",
        "size": lambda owner: f"len({owner})",
        "length": lambda owner: f"len({owner})",
        "toString": lambda owner: f"str({owner})",
        "toUpperCase": lambda owner: f"{owner}.upper()",
        "toLowerCase": lambda owner: f"{owner}.lower()",
        "trim": lambda owner: f"{owner}.strip()",
        "startsWith": lambda owner, value: f"{owner}.startswith({value})",
    },
    products={"*": "*", "/": "/", "%": "%", "div": "/", "mod": "%"},
)  # fmt: skip
FEEL = Words(
    either=frozenset(("or",)),
    both=frozenset(("and",)),
    negations=frozenset(),
    comparisons={**{key: ours for key, ours in COMPARISONS.items() if key != "=="}, "=": "=="},
    constants={"true": "True", "false": "False", "null": "None"},
    functions={
        "not": lambda value: f"not ({value})",
        "string": lambda value: f"str({value})",
        "count": lambda value: f"len({value})",
        "string_length": lambda value: f"len({value})",
        "sum": lambda value: f"sum({value})",
        "min": lambda *values: f"min({', '.join(values)})",
        "max": lambda *values: f"max({', '.join(values)})",
        "abs": lambda value: f"abs({value})",
        "upper_case": lambda value: f"{value}.upper()",
        "lower_case": lambda value: f"{value}.lower()",
        "contains": lambda text, part: f"{part} in {text}",
        "list_contains": lambda items, item: f"{item} in {items}",
        "starts_with": lambda text, part: f"{text}.startswith({part})",
        "ends_with": lambda text, part: f"{text}.endswith({part})",
        "append": lambda items, item: f"{items} + [{item}]",
        "duration": lambda text: text,
        "date": lambda text: text,
        "date_and_time": lambda text: text,
    },
    methods={},
    products={"*": "*", "/": "/", "**": "**"},
)


def juel(text: str) -> str | None:
    """The text of ``${...}`` places in our language; None when there is no such place. Raises ``Unclear``."""
    places = list(PLACE.finditer(text.strip()))
    if not places:
        return None
    if len(places) == 1 and places[0].group() == text.strip():
        if later := LATER.fullmatch(places[0].group(1).strip()):
            return UNITS[later.group(1)].format(later.group(2))
        return bare_juel(places[0].group(1))
    parts, at, text = [], 0, text.strip()
    for place in places:
        if text[at : place.start()]:
            parts.append(json.dumps(text[at : place.start()], ensure_ascii=False))
        parts.append(f"str({bare_juel(place.group(1))})")
        at = place.end()
    return " + ".join([*parts, *([json.dumps(text[at:], ensure_ascii=False)] if text[at:] else [])])


def bare_juel(text: str) -> str:
    """An expression of JUEL, JavaScript or Groovy without its brackets. Raises ``Unclear``."""
    return Reader(text, JUEL).whole()


def feel(text: str) -> str | None:
    """The text behind ``=`` in our language; None when it does not begin with one. Raises ``Unclear``."""
    if not text.strip().startswith("="):
        return None
    if later := FROM_NOW.fullmatch(text.strip()):
        return later.group(1)
    expression = SPACED.sub(r"\1_\2", text.strip()[1:].replace("date and time(", "date_and_time("))
    if re.search(r"\w\s*\[", expression):
        raise Unclear("FEEL counts from one and filters in [ ]")
    return Reader(expression, FEEL).whole()


def quoted(text: str) -> str:
    """A plain text as an expression; numbers and truth values stand for themselves."""
    plain = text.strip()
    if plain in ("true", "false"):
        return plain.capitalize()
    return plain if re.fullmatch(r"-?\d+(?:\.\d+)?", plain) else json.dumps(plain, ensure_ascii=False)


def as_list(text: str) -> str:
    """Names separated by commas, as our own words take them; names with other signs (``john.doe``) only as a list of texts."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    if all(re.fullmatch(r"[\w@+-][\w@+ -]*", name) for name in names):
        return ",".join(names)
    return json.dumps(names, ensure_ascii=False)


def is_plain_time(text: str) -> bool:
    """Whether the text is a date or duration that needs no language."""
    return is_literal(text)
