"""Small DMN files for tests."""

from datetime import UTC, datetime
from xml.sax.saxutils import escape

from baton.domain.problems import errors
from baton.engine.dmn.decisions import DmnDecisions
from baton.sandbox.sandbox import HybridSandbox

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DMN_13 = "https://www.omg.org/spec/DMN/20191111/MODEL/"
SANDBOX = HybridSandbox()


def texts(tag, values):
    return "".join(f'<{tag} id="{tag}{i}"><text>{escape(value)}</text></{tag}>' for i, value in enumerate(values))


def table(rules, inputs=(("x", ""),), outputs='<output id="o" name="out"/>', attributes='hitPolicy="UNIQUE"'):
    columns = "".join(
        f'<input id="in{i}"><inputExpression id="ie{i}" {f"typeRef={kind!r}" if kind else ""}>'
        f"<text>{escape(text)}</text></inputExpression></input>"
        for i, (text, kind) in enumerate(inputs)
    )
    rows = "".join(
        f'<rule id="r{i}">{texts("inputEntry", cells)}{texts("outputEntry", values)}</rule>'
        for i, (cells, values) in enumerate(rules)
    )
    return f'<decisionTable id="t" {attributes}>{columns}{outputs}{rows}</decisionTable>'


def decision(logic, key="dec", name="Dec", requires=()):
    needs = "".join(f'<informationRequirement><requiredDecision href="#{need}"/></informationRequirement>' for need in requires)
    return f'<decision id="{key}" name="{name}">{needs}{logic}</decision>'


def literal(text):
    return f'<literalExpression id="le"><text>{escape(text)}</text></literalExpression>'


def file(*decisions, namespace=DMN_13, before="", attributes=""):
    body = before + "".join(decisions)
    return f'<definitions xmlns="{namespace}" id="d" name="D" namespace="x" {attributes}>{body}</definitions>'.encode()


def compiled(content):
    return DmnDecisions(SANDBOX).compile(content, "test.dmn")


def evaluate(content, variables, key="dec"):
    decisions, problems = compiled(content)
    assert not errors(problems), problems
    return decisions[key].evaluate(variables, NOW)


def value_of(text, variables=None):
    """What one expression, as a decision of its own, evaluates to."""
    return evaluate(file(decision(literal(text))), variables or {}).value["Dec"]


def refusal(content):
    decisions, problems = compiled(content)
    assert errors(problems), decisions
    return errors(problems)[0]


def cell_matches(cell, value, kind=""):
    """Whether one input cell matches a value."""
    content = file(decision(table([((cell,), ('"hit"',))], inputs=(("x", kind),))))
    return evaluate(content, {"x": value}).value == {"out": "hit"}
