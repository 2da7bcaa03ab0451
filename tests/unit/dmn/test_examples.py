"""An example for each rule, the answer cell by cell, and decisions as they are written."""

from datetime import UTC, datetime

from baton.domain.ports.decisions import Asked
from baton.engine.dmn.decisions import DmnDecisions
from unit.dmn.tables import NOW, SANDBOX, compiled, decision, file, literal, table

LOOKS = (("amount", "number"), ("kind", "string"), ("vip", "boolean"))
RULES = [
    (("< 100", "-", "-"), ('"clerk"',)),
    (("[100..500)", '"new","old"', "false"), ('"lead"',)),
    (("[100..500)", 'not("new","old")', "-"), ('"board"',)),
    ((">= 500", "-", "true"), ('"board"',)),
]


def read(content):
    return {text.id: text for text in DmnDecisions(SANDBOX).read(content, "test.dmn")}


def one(*arguments, **options):
    decisions, problems = compiled(file(decision(table(*arguments, **options))))
    assert problems == ()
    return decisions["dec"]


def test_every_example_is_answered_by_its_rule_alone():
    for policy in ("UNIQUE", "FIRST"):
        asked = one(RULES, LOOKS, attributes=f'hitPolicy="{policy}"')
        examples = asked.examples()
        assert [asked.evaluate(example, NOW).rules for example in examples] == [(1,), (2,), (3,), (4,)]


def test_days_and_hidden_rules():
    rules = [(('date("2026-01-01")',), ("1",)), (('> date("2026-01-01")',), ("2",)), (("-",), ("3",)), (("-",), ("4",))]
    examples = one(rules, (("day", "date"),), attributes='hitPolicy="FIRST"').examples()
    assert examples[:2] == ({"day": "2026-01-01"}, {"day": "2026-01-02"})
    assert examples[3] is None


def test_the_answer_tells_which_cells_match():
    trace = one(RULES, LOOKS).trace(Asked({"amount": 100, "kind": "other", "vip": True}, NOW))
    assert trace.rules == (3,)
    assert trace.cells == ((False, True, True), (True, False, False), (True, True, True), (False, True, True))
    assert trace.error == ""


def test_an_input_of_the_wrong_kind_is_said_and_the_other_cells_are_still_told():
    trace = one(RULES, LOOKS).trace(Asked({"amount": "many", "kind": "new", "vip": True}, NOW))
    assert "number" in trace.error
    assert trace.cells[1] == (None, True, False)


def test_inputs_that_are_known_are_not_evaluated_again():
    asked = one([(("< 5",), ('"few"',)), ((">= 5",), ('"many"',))], (("order.lines * 2", "number"),))
    assert asked.trace(Asked({}, NOW, {"order.lines * 2": 4})).value == {"out": "few"}


def test_a_known_answer_of_a_required_decision_takes_its_place():
    content = file(
        decision(
            table([(('"a"',), ("1",)), (("-",), ("2",))], (("risk", ""),), attributes='hitPolicy="FIRST"'), requires=("risk",)
        ),
        decision(literal("amount > 5"), key="risk", name="risk"),
    )
    asked = compiled(content)[0]["dec"]
    assert asked.trace(Asked({}, NOW, {"risk": "a"})).rules == (1,)
    assert read(content)["dec"].asks[0].text == "amount"


def test_what_a_decision_says_is_more_than_its_layout():
    plain = read(file(decision(table(RULES, LOOKS))))["dec"]
    spaced = read(file(decision(table(RULES, LOOKS).replace("<rule", "\n  <rule"), name="Dec")))["dec"]
    other = read(file(decision(table(RULES[:3], LOOKS))))["dec"]
    assert plain.digest == spaced.digest != other.digest
    assert plain.inputs[1].values == ("new", "old")


def test_what_is_not_evaluated_here_is_still_told():
    found = read(file(decision("<context/>"), decision(literal("a + 1"), key="sum", name="Sum")))
    assert "boxed context" in found["dec"].refused
    assert found["sum"].expression == "a + 1"
    assert [column.text for column in found["sum"].asks] == ["a"]
    assert DmnDecisions(SANDBOX).read(b"<definitions/>", "x.dmn") == ()
    assert DmnDecisions(SANDBOX).read(b"no", "x.dmn") == ()


def test_now_is_the_moment_that_was_given():
    rules = [(("-",), ("now()",))]
    asked = one(rules, (("x", ""),))
    at = datetime(2020, 5, 17, tzinfo=UTC)
    assert asked.trace(Asked({"x": 1}, at)).value["out"].startswith("2020-05-17")
