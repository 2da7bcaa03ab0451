"""Short scripts of other languages: assignments whose values read the same in ours; anything longer is refused."""

import re

from baton.domain.problems import ERROR
from baton.engine.dialects.languages import bare_juel, juel
from baton.engine.dialects.mapping import Unmapped
from baton.engine.dialects.reading import Unclear
from baton.engine.dialects.rewriting import for_script

PYTHON = ("", "python", "python3", "text/python", "text/x-python", "application/x-python", "jython")
SET = re.compile(r"""(?:execution|task)\.setVariable\(\s*["'](\w+)["']\s*,(.*)\)""", re.DOTALL)
ASSIGNED = re.compile(r"(?:(?:var|let|const|def|int|String|boolean)\s+)?([^\W\d]\w*)\s*=(?!=)(.*)", re.DOTALL)
COMMENT = re.compile(r"\A\s*(?://.*|/\*.*\*/|)\s*\Z")


def inline_script(language: str, text: str, result: str | None = None) -> str:
    """The script in our language; ``result`` is the variable that its last value goes to. Raises ``Unmapped``."""
    if language.strip().lower() in PYTHON:
        return text
    statements = [line for line in re.split(r"[;\n]", text) if not COMMENT.match(line)]
    lines = []
    for place, statement in enumerate(statements, 1):
        try:
            lines.append(_line(statement.strip(), result if place == len(statements) else None))
        except Unclear as unclear:
            why = f"its {language} cannot be read, because in “{statement.strip()[:60]}” {unclear}"
            raise Unmapped(f"{why}; write it in Python", ERROR) from None
    return "\n".join(lines)


def set_variable(text: str) -> str | None:
    """``${execution.setVariable("x", 1)}`` as an assignment; None when it is something else."""
    found = SET.fullmatch(re.sub(r"\A[$#]\{\s*|\s*\}\Z", "", text.strip()))
    if found is None:
        return None
    try:
        return f"{found.group(1)} = {_value(found.group(2))}"
    except Unclear:
        return None


def _line(statement: str, result: str | None) -> str:
    if found := SET.fullmatch(statement) or ASSIGNED.fullmatch(statement):
        return f"{found.group(1)} = {_value(found.group(2))}"
    if result is None:
        raise Unclear("nothing is assigned")
    return f"{result} = {_value(statement)}"


def _value(text: str) -> str:
    found = juel(text)
    return for_script(bare_juel(text) if found is None else found)
