"""How commands print problems."""

from collections.abc import Iterable

from baton.domain.problems import Problem, errors


def problem_line(problem: Problem) -> str:
    """One problem in one line: level, place, what, and its rule."""
    place = ":".join(part for part in (problem.file, problem.element_id, problem.field) if part)
    return f"{problem.level:7} {place or '-'}  {problem.message} [{problem.rule}]"


def print_problems(problems: Iterable[Problem]) -> int:
    """Print all; returns how many are errors."""
    found = list(problems)
    for problem in found:
        print(problem_line(problem))
    return len(errors(found))
