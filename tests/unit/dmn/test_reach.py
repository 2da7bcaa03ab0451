"""Rules that are never reached: what is claimed is true, by trying every input there is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from unit.dmn.tables import NOW, compiled, decision, file, table

FIRST = 'hitPolicy="FIRST"'
LOOKS = (("amount", "number"), ("kind", "string"))


def built(rules, inputs=LOOKS, attributes=FIRST):
    decisions, problems = compiled(file(decision(table(rules, inputs, attributes=attributes))))
    assert not [problem for problem in problems if problem.level == "error"]
    return decisions["dec"]


def unreached(rules, inputs=LOOKS, attributes=FIRST):
    found = [problem for problem in built(rules, inputs, attributes).findings() if problem.rule == "dmn-unreachable"]
    return {problem.table.rules[0]: problem for problem in found}


def test_a_rule_behind_one_that_takes_everything_of_it_is_named_with_that_one():
    found = unreached([(("< 10", "-"), ("1",)), (("< 5", '"a"'), ("2",)), (("-", "-"), ("3",))])
    assert set(found) == {2}
    assert "rule 1 matched before" in found[2].message


def test_two_rules_together_can_hide_a_third():
    found = unreached([(("< 10", "-"), ("1",)), ((">= 10", "-"), ("2",)), (("[5..15]", "-"), ("3",))])
    assert set(found) == {3}
    assert "the rules 1, 2 matched before" in found[3].message


def test_the_last_rule_for_everything_else_is_reached_by_what_nobody_named():
    assert not unreached([(("-", '"a"'), ("1",)), (("-", '"b"'), ("2",)), (("-", "-"), ("3",))])
    assert not unreached([(("< 10", "-"), ("1",)), ((">= 10", "-"), ("2",)), (("-", "-"), ("3",))])


def test_a_cell_that_fits_no_value_is_named_with_its_column():
    found = unreached([(("[10..5]", "-"), ("1",)), (("-", "-"), ("2",))], attributes='hitPolicy="COLLECT"')
    assert set(found) == {1}
    assert found[1].table.column == 1


def test_nothing_is_said_of_what_cannot_be_tried():
    inputs = (("day", "date"), ("amount", "number"))
    day = 'date("2026-01-01")'
    assert set(unreached([((day, "< 5"), ("1",)), ((day, "< 3"), ("2",))], inputs)) == {2}
    assert not unreached([((f"<= {day}", "< 5"), ("1",)), ((day, "< 3"), ("2",))], inputs)


CELLS = (
    st.sampled_from(["-", "< 3", "<= 3", "> 3", ">= 3", "3", "[1..4]", "(1..4)", "1,2", "[5..2]", "not(3)"]),
    st.sampled_from(["-", '"a"', '"b"', '"a","b"', 'not("a")']),
)
GRID = [(amount, kind) for amount in (None, -1, 0, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 9) for kind in (None, "a", "b", "zzz")]


@settings(max_examples=150, deadline=None)
@given(rules=st.lists(st.tuples(*CELLS), min_size=1, max_size=6), policy=st.sampled_from(["FIRST", "COLLECT", "ANY"]))
def test_no_claim_is_wrong_on_any_input(rules, policy):
    rows = [(cells, (str(number),)) for number, cells in enumerate(rules)]
    claimed = set(unreached(rows, attributes=f'hitPolicy="{policy}"'))
    asked = built(rows, attributes='hitPolicy="COLLECT"')
    hits = [asked.evaluate({"amount": amount, "kind": kind}, NOW).rules for amount, kind in GRID]
    reached = {found[0] for found in hits if found} if policy == "FIRST" else {rule for found in hits for rule in found}
    assert not claimed & reached


@settings(max_examples=100, deadline=None)
@given(rules=st.lists(st.tuples(*(cells.filter(lambda cell: "not" not in cell) for cells in CELLS)), min_size=1, max_size=6))
def test_where_every_cell_can_be_listed_nothing_hidden_is_missed(rules):
    rows = [(cells, (str(number),)) for number, cells in enumerate(rules)]
    asked = built(rows)
    reached = {rule for amount, kind in GRID for rule in asked.evaluate({"amount": amount, "kind": kind}, NOW).rules}
    assert set(unreached(rows)) == set(range(1, len(rows) + 1)) - reached
