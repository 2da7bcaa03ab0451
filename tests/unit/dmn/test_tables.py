"""Hit policies, several decisions, types, defaults, versions and refusals."""

import time

import pytest

from baton.domain.ports.decisions import DecisionError
from baton.domain.problems import warnings
from unit.dmn.tables import NOW, compiled, decision, evaluate, file, literal, refusal, table

THREE = [(("> 1",), ("10",)), (("> 2",), ("20",)), (("> 3",), ("20",))]
VALUES = '<output id="o" name="out"><outputValues><text>20, 10</text></outputValues></output>'


def run(attributes, x, rules=THREE, outputs=VALUES):
    return evaluate(file(decision(table(rules, outputs=outputs, attributes=attributes))), {"x": x})


@pytest.mark.parametrize(
    ("attributes", "value", "rules"),
    [
        ('hitPolicy="FIRST"', 10, (1,)),
        ('hitPolicy="F"', 10, (1,)),
        ('hitPolicy="PRIORITY"', 20, (2,)),
        ('hitPolicy="RULE ORDER"', [10, 20, 20], (1, 2, 3)),
        ('hitPolicy="OUTPUT ORDER"', [20, 20, 10], (2, 3, 1)),
        ('hitPolicy="COLLECT"', [10, 20, 20], (1, 2, 3)),
        ('hitPolicy="COLLECT" aggregation="SUM"', 50, (1, 2, 3)),
        ('hitPolicy="COLLECT" aggregation="MIN"', 10, (1, 2, 3)),
        ('hitPolicy="COLLECT" aggregation="MAX"', 20, (1, 2, 3)),
        ('hitPolicy="COLLECT" aggregation="COUNT"', 3, (1, 2, 3)),
    ],
)
def test_a_hit_policy_decides_among_three_matching_rules(attributes, value, rules):
    result = run(attributes, 5)
    assert result.value == {"out": value}
    assert result.rules == rules
    assert result.inputs == {"x": 5}


@pytest.mark.parametrize("attributes", ["", 'hitPolicy="UNIQUE"'])
def test_unique_with_two_matching_rules_is_an_error(attributes):
    assert run(attributes, 2).value == {"out": 10}
    with pytest.raises(DecisionError, match="rules 1, 2, 3 match"):
        run(attributes, 5)


def test_any_needs_equal_outputs():
    same = [(("> 1",), ("10",)), (("> 2",), ("10.0",)), (("> 3",), ("20",))]
    assert run('hitPolicy="ANY"', 3, same).value == {"out": 10}
    with pytest.raises(DecisionError, match="rules 1 and 3"):
        run('hitPolicy="ANY"', 5, same)


@pytest.mark.parametrize("attributes", ["", 'hitPolicy="FIRST"', 'hitPolicy="COLLECT" aggregation="SUM"'])
def test_without_a_match_there_is_no_value(attributes):
    result = run(attributes, 0)
    assert result.value is None
    assert result.rules == ()


def test_collecting_nothing_gives_an_empty_list():
    assert run('hitPolicy="COLLECT"', 0).value == {"out": []}
    assert run('hitPolicy="COLLECT" aggregation="COUNT"', 0).value == {"out": 0}


def test_a_default_output_stands_in_when_nothing_matches():
    output = '<output id="o" name="out"><defaultOutputEntry><text>"none"</text></defaultOutputEntry></output>'
    assert run("", 0, outputs=output).value == {"out": "none"}
    assert run('hitPolicy="COLLECT"', 0, outputs=output).value == {"out": ["none"]}


def test_several_outputs_become_several_variables():
    rules = [(("> 1",), ("10", '"a"')), (("> 2",), ("20", '"b"'))]
    outputs = '<output id="o1" name="n"/><output id="o2" name="s"/>'
    assert run('hitPolicy="FIRST"', 5, rules, outputs).value == {"n": 10, "s": "a"}
    assert run('hitPolicy="COLLECT"', 5, rules, outputs).value == [{"n": 10, "s": "a"}, {"n": 20, "s": "b"}]


def test_an_output_without_a_name_takes_the_name_of_its_decision():
    assert run('hitPolicy="FIRST"', 5, outputs='<output id="o"/>').value == {"Dec": 10}


def test_a_decision_uses_the_decisions_it_requires():
    content = file(
        decision(table([(('"high"',), ('"manual"',)), (("-",), ('"auto"',))], (("Risk Level", ""),), attributes='hitPolicy="FIRST"'),
                 "route", "Route", ("risk",)),
        decision(table([((">= base limit",), ('"high"',)), (("< base limit",), ('"low"',))], (("amount", "number"),)),
                 "risk", "Risk Level", ("limit",)),
        decision(literal("100 * 2"), "limit", "base limit"),
    )  # fmt: skip
    assert evaluate(content, {"amount": 300}, "route").value == {"out": "manual"}
    assert evaluate(content, {"amount": 10}, "route").value == {"out": "auto"}
    assert evaluate(content, {}, "limit").value == {"base limit": 200}


@pytest.mark.parametrize(
    "namespace",
    ["http://www.omg.org/spec/DMN/20151101/dmn.xsd", "http://www.omg.org/spec/DMN/20180521/MODEL/"]
    + [f"https://www.omg.org/spec/DMN/{version}/MODEL/" for version in ("20191111", "20211108", "20230324")],
)
def test_every_version_of_dmn_is_read(namespace):
    content = file(decision(table(THREE, attributes='hitPolicy="FIRST"')), namespace=namespace)
    assert evaluate(content, {"x": 5}).value == {"out": 10}


def test_descriptions_and_annotations_are_passed_over():
    logic = table(THREE, attributes='hitPolicy="FIRST"').replace(
        '<rule id="r0">', '<annotation name="n"/><rule id="r0"><description>why</description>'
    )
    logic = logic.replace("</rule>", "<annotationEntry><text>note</text></annotationEntry></rule>")
    assert evaluate(file(decision(logic)), {"x": 5}).value == {"out": 10}


def test_a_value_outside_the_allowed_input_values_is_said():
    logic = table([(("-",), ("1",))]).replace("</input>", '<inputValues><text>"a","b"</text></inputValues></input>')
    assert evaluate(file(decision(logic)), {"x": "a"}).value == {"out": 1}
    with pytest.raises(DecisionError, match="allowed values"):
        evaluate(file(decision(logic)), {"x": "c"})


def test_types_of_the_file_are_followed():
    before = (
        '<itemDefinition name="tLevel"><typeRef>string</typeRef><allowedValues><text>"gold","silver"</text></allowedValues></itemDefinition>'
        '<itemDefinition name="tMany" isCollection="true"><typeRef>number</typeRef></itemDefinition>'
    )
    content = file(decision(table([(("-", "-"), ("1",))], (("level", "tLevel"), ("many", "tMany")))), before=before)
    assert evaluate(content, {"level": "gold", "many": [1, 2]}).value == {"out": 1}
    with pytest.raises(DecisionError, match="allowed values"):
        evaluate(content, {"level": "iron", "many": []})
    with pytest.raises(DecisionError, match="number"):
        evaluate(content, {"level": "gold", "many": ["x"]})


def test_a_missing_variable_is_named():
    with pytest.raises(DecisionError, match="'x'"):
        evaluate(file(decision(table(THREE))), {})


def test_an_output_of_another_type_is_a_warning():
    _, problems = compiled(file(decision(table(THREE, outputs='<output id="o" name="out" typeRef="boolean"/>'))))
    assert [problem.rule for problem in warnings(problems)] == ["dmn-type"] * 3


INVOCATION = "<invocation id='i'><literalExpression><text>f</text></literalExpression></invocation>"
KNOWLEDGE = '<knowledgeRequirement id="k"><requiredKnowledge href="#b"/></knowledgeRequirement>'
REFUSED = [
    (file(decision(table(THREE, attributes='hitPolicy="BOGUS"'))), "dmn-hit-policy", "t"),
    (file(decision(table(THREE, attributes='hitPolicy="UNIQUE" aggregation="SUM"'))), "dmn-aggregation", "t"),
    (file(decision(table(THREE, attributes='hitPolicy="PRIORITY"'))), "dmn-output-values", "o"),
    (file(decision(table([(("1", "2"), ("3",))]))), "dmn-rule-shape", "r0"),
    (file(decision(table(THREE, inputs=(("", ""),)))), "dmn-input-empty", "in0"),
    (file(decision(table(THREE, outputs=""))), "dmn-no-output", "t"),
    (file(decision("<relation/>")), "dmn-not-supported", "dec"),
    (file(decision("<context/>")), "dmn-not-supported", "dec"),
    (file(decision(INVOCATION)), "dmn-not-supported", "dec"),
    (file(decision(KNOWLEDGE + literal("1"))), "dmn-not-supported", "dec"),
    (file(decision("")), "dmn-decision-without-logic", "dec"),
    (file(decision(literal("1"), requires=("gone",))), "dmn-requirement", "dec"),
    (file(decision(literal("1"), requires=("dec",))), "dmn-requirement", "dec"),
    (file(decision(literal("1")), decision(literal("2"))), "dmn-duplicate-id", "dec"),
    (file(decision(literal("1"), requires=("x",)).replace("#x", "other#x")), "dmn-not-supported", "dec"),
    (file('<import id="im" namespace="x"/>', decision(literal("1"))), "dmn-not-supported", "im"),
    (file(), "dmn-no-decision", "d"),
    (file(decision(literal("1").replace('id="le"', 'id="le" expressionLanguage="juel"'))), "dmn-language", "le"),
    (file(decision(literal("open('x')"))), "dmn-expression", "dec"),
    (b"<definitions/>", "dmn-not-dmn", None),
    (b"no xml", None, None),
    (b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>', None, None),
]  # fmt: skip


@pytest.mark.parametrize(("content", "rule", "element_id"), REFUSED)
def test_what_is_not_evaluated_is_refused_when_compiled(content, rule, element_id):
    problem = refusal(content)
    assert rule is None or (problem.rule, problem.element_id) == (rule, element_id)
    assert problem.file == "test.dmn"


def test_every_wrong_cell_is_reported_at_once():
    _, problems = compiled(file(decision(table([(("foo(",), ("bar(",)), (("]",), ("1",))]))))
    assert [problem.element_id for problem in problems] == ["inputEntry0", "inputEntry0", "outputEntry0"]


def test_a_cell_cannot_reach_out():
    for text in ("__import__('os').system('id')", "open('/etc/passwd')", "().__class__"):
        assert refusal(file(decision(table([(("-",), (text,))])))).rule == "dmn-expression"


@pytest.mark.parametrize(
    "cells",
    [
        lambda i: (str(i), '"a"'),
        lambda i: (f"[{i}..{i + 1})", "-"),
        lambda i: (f">= {i}", f'"k{i}"'),
        lambda i: (f"? >= {i} and ? < {i + 1}", "-"),
        lambda i: (f"{i} <= ? < {i + 1}", "-"),
        lambda i: (f"? between {i} and {i}.5", "-"),
        lambda i: (f"? in [{i}..{i + 1})", "-"),
    ],
)
def test_a_table_with_500_rules_is_quick(cells):
    rules = [(cells(index), (str(index),)) for index in range(500)]
    decisions, _ = compiled(file(decision(table(rules, (("x", "number"), ("y", "string")), attributes='hitPolicy="FIRST"'))))
    variables = {"x": 499, "y": "k499" if "k" in cells(1)[1] else "a"}
    best = 1.0
    for _ in range(20):
        begin = time.process_time()
        result = decisions["dec"].evaluate(variables, NOW)
        best = min(best, time.process_time() - begin)
    assert result.value == {"out": 499}
    assert best < 0.0003


@pytest.mark.parametrize(
    ("cell", "inside", "outside"),
    [
        ("? >= 1 and ? < 2", (1, 1.5), (0, 2, 3)),
        ("? > 1 and ? > 2 and ? <= 3", (2.5, 3), (1, 2, 4)),
        ("5 > ?", (4, -1), (5, 6)),
        ("? = 4", (4, 4.0), (3, 5)),
        ("1 <= ? <= 2", (1, 2), (0, 3)),
        ("1 < ? and ? != 3", (2, 4), (1, 3)),
        ("? > 2 and ? < 1", (), (0, 1, 1.5, 2, 3)),
        ("? < 1 or ? > 2", (0, 3), (1, 2)),
    ],
)
def test_a_condition_about_the_input_matches_the_numbers_it_says(cell, inside, outside):
    content = file(decision(table([((cell,), ("1",))])))
    assert [x for x in (*inside, *outside) if evaluate(content, {"x": x}).value] == list(inside)
