"""Checks of a model before it is deployed; a rule is one file in a folder below, found by itself."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

from baton.domain.problems import Problem
from baton.engine.lint.model import Model
from baton.engine.lint.rule import Rule


def lint(model: Model) -> Iterator[Problem]:
    """Everything that any rule finds in one file."""
    for rule in rules():
        yield from rule.problems(model)


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by id."""
    found: dict[str, Rule] = {}
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        for item in vars(importlib.import_module(module.name)).values():
            if isinstance(item, Rule):
                found[item.id] = item
    return tuple(found[key] for key in sorted(found))
