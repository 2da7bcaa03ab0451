"""Runs one script in a worker: variables in, variables out, failures as messages with the line of the script."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from baton.domain.ports.sandbox import SandboxError
from baton.sandbox.scripts import prelude
from baton.sandbox.scripts.source import Source
from baton.sandbox.scripts.workers import Run, ScriptFailed, ScriptWorkers
from baton.sandbox.values import own_copy

MAX_OUTPUT = 1_000_000
CHECKED = "baton-checked"
NOT_SUPPORTED = "The monty syntax parser does not yet support"


def syntax_problem(source: Source, workers: ScriptWorkers, now: datetime) -> str | None:
    """Why the worker cannot read the script, without running any of it."""
    try:
        workers.run(Run(f"raise ValueError({CHECKED!r})\n{source.text}", {}, now, 0))
    except ScriptFailed as problem:
        return None if CHECKED in str(problem) else _message(problem, 1, source)
    return None


def run(source: Source, variables: Mapping[str, Any], now: datetime, seed: int, workers: ScriptWorkers) -> dict[str, Any]:
    """All variables after the script."""
    given = {name: own_copy(variables[name]) for name in sorted(source.loads | source.stores) if name in variables}
    changed = sorted(
        name for name in source.stores | {name for name, value in given.items() if isinstance(value, (dict, list))}
        if not name.startswith("_")
    )  # fmt: skip
    before = prelude.BEFORE + (prelude.DELETED if "__baton_gone" in source.text else "") + _provided(source, variables)
    before += "".join(f"{name} = __baton_in[{name!r}]\n" for name in given)
    code = before + source.text + prelude.collecting(changed)
    try:
        answer = workers.run(Run(code, {"__baton_in": given}, now, seed, prelude.CONVERTING))
    except ScriptFailed as problem:
        raise SandboxError(_message(problem, before.count("\n"), source)) from None
    return _merged(variables, changed, answer)


def _provided(source: Source, variables: Mapping[str, Any]) -> str:
    wanted = [name for name in sorted(source.loads) if name not in variables]
    text = "".join(prelude.NAMES.get(name, "") for name in wanted)
    if "datetime" in wanted:
        text += prelude.DATETIME_MODULE if source.datetime_is_module else prelude.DATETIME_CLASS
    return text


def _merged(variables: Mapping[str, Any], changed: list[str], answer: Any) -> dict[str, Any]:
    if not isinstance(answer, str):
        raise SandboxError("The script changed a function it needs to hand back its variables.")
    if len(answer) > MAX_OUTPUT:
        raise SandboxError(f"The script's variables take {len(answer)} characters; at most {MAX_OUTPUT} are allowed.")
    try:
        outcome = json.loads(answer)
    except (ValueError, RecursionError):
        raise SandboxError("The script's variables are not readable or nested too deeply.") from None
    if not isinstance(outcome, dict):
        raise SandboxError("The script changed a function it needs to hand back its variables.")
    kept = {name: value for name, value in variables.items() if name not in changed or name in outcome}
    return {**kept, **{name: outcome[name] for name in changed if name in outcome}}


def _message(problem: ScriptFailed, offset: int, source: Source) -> str:
    text = str(problem)[:500].replace(f"NotImplementedError: {NOT_SUPPORTED}", "a script cannot use")
    if text.startswith("TimeoutError: feed time limit"):
        return "The script ran longer than 1 s."
    if text.startswith("MemoryError"):
        text = "the script needs more than 64 MB"
    last_line = source.text.count("\n") + 1
    lines = [line - offset for line in problem.lines if 0 < line - offset <= last_line]
    return f"line {lines[-1]}: {text}" if lines else f"The script's variables cannot be stored: {text}" if problem.lines else text
