"""Every lint rule finds what it is for, says how to go on, and leaves correct models alone."""

import pytest

from baton.domain.problems import errors
from baton.engine.lint import rules
from unit.lint.build import chain, found
from unit.lint.cases import CASES as PLAIN
from unit.lint.deep_cases import CASES as DEEP

CASES = PLAIN | DEEP
FILES = {
    "known.form.json": b'{"schema": {"properties": {"comment": {}}}}',
    "office.calendar.toml": b'[hours]\nmonday = ["09:00-17:00"]',
}


def test_every_rule_has_a_bad_and_a_good_model() -> None:
    assert {rule.id for rule in rules()} == set(CASES)


@pytest.mark.parametrize("rule", CASES)
def test_a_model_that_breaks_the_rule_is_found(rule: str) -> None:
    assert rule in {problem.rule for problem in found(CASES[rule][0], FILES)}


@pytest.mark.parametrize("rule", CASES)
def test_a_correct_model_passes_without_an_error(rule: str) -> None:
    problems = found(CASES[rule][1], FILES)
    assert [problem for problem in problems if problem.rule == rule] == []
    assert errors(problems) == ()


@pytest.mark.parametrize("rule", CASES)
def test_a_finding_names_its_file_and_is_a_whole_sentence(rule: str) -> None:
    for problem in found(CASES[rule][0], FILES):
        assert problem.file == "model.bpmn"
        assert problem.message.endswith(".")
        assert "{name}" not in problem.message


@pytest.mark.parametrize("key", ["assignee", "candidateGroups", "candidateUsers", "fallbackGroups", "fallbackUsers"])
def test_a_task_that_names_anybody_is_not_assigned_to_nobody(key: str) -> None:
    model = chain(f'<userTask id="t"><extensionElements><baton:task {key}="clerks"/></extensionElements></userTask>')
    assert "nobody" not in {problem.rule for problem in found(model, FILES)}
