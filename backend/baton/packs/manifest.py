"""Reading ``pack.toml``."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from baton.domain.packs import Manifest
from baton.domain.problems import Problem

FILE = "pack.toml"
KNOWN = {"id", "version", "title", "summary", "roles", "people"}


def read(files: Mapping[str, bytes]) -> tuple[Manifest | None, tuple[Problem, ...]]:
    """The manifest of a pack, or every problem with it."""
    if FILE not in files:
        return None, (_problem("manifest.missing", "The pack has no pack.toml. Add one with id, version and title."),)
    try:
        content = tomllib.loads(files[FILE].decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, (_problem("manifest.unreadable", f"pack.toml cannot be read: {error}."),)
    problems = tuple(_problems(content))
    return (None, problems) if problems else (_manifest(content), ())


def _manifest(content: Mapping[str, Any]) -> Manifest:
    people = {name: tuple(groups) for name, groups in content.get("people", {}).items()}
    return Manifest(
        content["id"], content["version"], content["title"], content.get("summary", ""), content.get("roles", {}), people
    )


def _problems(content: Mapping[str, Any]) -> list[Problem]:
    found = [_problem("manifest.unknown-key", f"pack.toml has an unknown key “{key}”; known are {', '.join(sorted(KNOWN))}.")
             for key in content if key not in KNOWN]  # fmt: skip
    for key, pattern, example in (("id", r"[a-z][a-z0-9-]{1,63}", "order-to-cash"), ("version", r"\d+\.\d+(\.\d+)?", "1.0")):
        if not isinstance(content.get(key), str) or not re.fullmatch(pattern, content[key]):
            found.append(_problem(f"manifest.{key}", f"pack.toml needs a {key} such as “{example}”."))
    if not isinstance(content.get("title"), str) or not content["title"].strip():
        found.append(_problem("manifest.title", "pack.toml needs a title."))
    for table in ("roles", "people"):
        if not isinstance(content.get(table, {}), dict):
            found.append(_problem(f"manifest.{table}", f"“{table}” in pack.toml must be a table."))
    return found


def _problem(rule: str, message: str) -> Problem:
    return Problem(rule, message, file=FILE)
