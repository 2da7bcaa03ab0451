"""A deployment is checked as a whole: every problem of every file at once, and never an exception."""

import time
from collections.abc import Mapping

import pytest

from baton.domain.definitions import ProcessOutline
from baton.domain.engine import CheckReport
from baton.domain.problems import Problem, errors
from baton.engine.check import CompileTrial, check
from unit.lint.build import ParsingSandbox, chain, process
from unit.lint.cases import CASES, FORM, GOOD

DMN = b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>'


class Price:
    """A decision with nothing to say about it."""

    def findings(self) -> tuple[Problem, ...]:
        return ()


class OneDecision:
    """Finds the decision ``price`` in every DMN file."""

    def compile(self, content: bytes, file: str) -> tuple[dict, tuple[Problem, ...]]:
        return {"price": Price()}, () if content == DMN else (Problem("dmn-broken", "Broken.", file),)


def bad_form(name: str, content: bytes, files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    return () if content == b"{}" else (Problem("form-broken", "Broken.", name),)


def checked(files: Mapping[str, bytes], trial: CompileTrial | None = None) -> CheckReport:
    return check(files, ParsingSandbox(), OneDecision(), bad_form, trial)


def test_all_problems_of_all_files_come_at_once() -> None:
    report = checked(
        {"a.bpmn": chain('<complexGateway id="t"/>'), "b.bpmn": b"<x>", "c.form.json": b"!", "d.dmn": b"<!DOCTYPE x><x/>"}
    )
    assert {(problem.file, problem.rule) for problem in errors(report.problems)} == {
        ("a.bpmn", "unsupported-element"),
        ("b.bpmn", "xml-broken"),
        ("c.form.json", "form-broken"),
        ("d.dmn", "dmn-broken"),
    }


def test_a_bare_schema_that_a_task_names_is_checked_as_a_form() -> None:
    report = checked({"a.bpmn": chain(FORM.format("ask-schema.json")), "ask-schema.json": b"!", "other.json": b"!"})
    assert [(problem.file, problem.rule) for problem in errors(report.problems)] == [("ask-schema.json", "form-broken")]


def test_a_process_may_call_what_another_file_holds() -> None:
    caller = chain('<callActivity id="t" calledElement="q"/>')
    called = GOOD.replace(b'id="p"', b'id="q"')
    rule = "<businessRuleTask id='t'><extensionElements><spiff:calledDecisionId>price</spiff:calledDecisionId>"
    decider = chain(f"{rule}</extensionElements></businessRuleTask>").replace(b'id="p"', b'id="r"')
    report = checked({"caller.bpmn": caller, "called.bpmn": called, "decider.bpmn": decider, "price.dmn": DMN})
    assert errors(report.problems) == ()
    assert [outline.key for outline in report.processes] == ["q", "p", "r"]


def test_one_process_in_two_files_is_refused() -> None:
    report = checked({"a.bpmn": GOOD, "b.bpmn": GOOD})
    assert [problem.rule for problem in errors(report.problems)] == ["duplicate-process"]


def test_a_model_that_nobody_can_run_is_refused() -> None:
    report = checked({"a.bpmn": process('<startEvent id="s"/>', attributes='isExecutable="false"')})
    assert [problem.rule for problem in errors(report.problems)] == ["not-executable"]


def test_what_the_engine_says_at_the_trial_becomes_a_problem() -> None:
    def refuse(files: Mapping[str, bytes], outline: ProcessOutline) -> tuple[Problem, ...]:
        raise ValueError(f"no idea what {outline.key} means")

    (problem,) = checked({"a.bpmn": GOOD}, refuse).problems
    assert (problem.rule, problem.file) == ("engine-refuses", "a.bpmn")
    assert "no idea what p means" in problem.message


def test_the_engine_is_not_tried_with_what_is_known_to_be_wrong() -> None:
    def explode(files: Mapping[str, bytes], outline: ProcessOutline) -> tuple[Problem, ...]:
        pytest.fail("the trial must not run")

    checked({"a.bpmn": chain('<complexGateway id="t"/>')}, explode)


def test_no_bad_model_makes_the_check_raise() -> None:
    for bad, good in CASES.values():
        for content in (bad, good, bad[: len(bad) // 2], bad.replace(b' id="t"', b""), bad.replace(b'Ref="', b'Ref="x:')):
            checked({"a.bpmn": content})


def test_a_model_of_two_hundred_elements_is_checked_quickly() -> None:
    elements, connections, before = '<startEvent id="s"/><endEvent id="e"/>', "", "s"
    for number in range(50):
        elements += (
            f'<exclusiveGateway id="g{number}" default="g{number}_b{number}"/><task id="a{number}"/><task id="b{number}"/>'
        )
        elements += f'<exclusiveGateway id="j{number}"/>'
        connections += f"{before}>g{number}; g{number}>a{number} if x > {number}; g{number}>b{number}; a{number}>j{number};"
        connections += f"b{number}>j{number};"
        before = f"j{number}"
    files = {"big.bpmn": process(elements, connections + f"{before}>e")}
    checked(files)
    spent = min(_seconds(files) for _ in range(3))
    assert spent < 0.5


@pytest.mark.parametrize("kind", ["parallelGateway", "userTask"])
def test_a_monstrous_model_does_not_keep_the_server_busy(kind: str) -> None:
    """As many elements as a file may have; whatever a rule does must not grow with their square."""
    many = 3000
    elements = "".join(f'<{kind} id="n{number}"/>' for number in range(many))
    connections = "".join(f"n{number}>n{number + 1}; n{number}>n{number + 1};" for number in range(many - 1))
    files = {"huge.bpmn": process(f'<startEvent id="s"/><endEvent id="e"/>{elements}', connections)}
    began = time.process_time()
    checked(files)
    assert time.process_time() - began < 5


def _seconds(files: Mapping[str, bytes]) -> float:
    began = time.process_time()
    assert checked(files).problems == ()
    return time.process_time() - began
