"""Tables with gaps and overlaps are found, each with an example; complete tables are left alone."""

from time import process_time

from unit.dmn.tables import compiled, decision, file, table

CREDIT = [
    (("<= 90", "<= 30", "<= 1"), ('"release"',)),
    (("(90..110]", "<= 30", "<= 1"), ('"review"',)),
    (("(110..150]", "<= 30", "<= 1"), ('"hold"',)),
    (("> 150", "<= 30", "<= 1"), ('"hold"',)),
    (("-", "(30..60]", "<= 2"), ('"hold"',)),
    (("-", "> 60", "-"), ('"prepay"',)),
    (("-", "<= 60", ">= 3"), ('"prepay"',)),
]
LOOKS = (("share", "number"), ("overdue", "number"), ("level", "number"))


def found(rules, inputs, attributes='hitPolicy="UNIQUE"'):
    decisions, problems = compiled(file(decision(table(rules, inputs, attributes=attributes))))
    assert problems == ()
    return [problem for one in decisions.values() for problem in one.findings()]


def test_the_credit_check_has_exactly_one_gap():
    (gap,) = found([(cells, outputs) for cells, outputs in CREDIT], LOOKS)
    assert (gap.rule, gap.level) == ("dmn-gap", "warning")
    assert "level = 2" in gap.message
    overdue = float(gap.message.partition("overdue = ")[2].partition(",")[0])
    assert overdue <= 30


def test_the_credit_check_is_complete_when_its_gap_is_closed():
    assert found([*CREDIT, (("-", "<= 30", "(1..3)"), ('"review"',))], LOOKS) == []


def test_two_rules_of_unique_that_match_the_same_are_refused_with_an_example():
    (overlap,) = found([(("<= 10",), ("1",)), ((">= 10",), ("2",))], (("amount", "number"),))
    assert (overlap.rule, overlap.level) == ("dmn-overlap", "error")
    assert "rules 1 and 2" in overlap.message
    assert "amount = 10" in overlap.message


def test_the_same_overlap_is_right_where_the_first_rule_wins():
    assert found([(("<= 10",), ("1",)), ((">= 10",), ("2",))], (("amount", "number"),), 'hitPolicy="FIRST"') == []


def test_a_hole_between_two_ranges_is_found():
    (gap,) = found([(("? < 10",), ("1",)), (("? > 10",), ("2",))], (("amount", "number"),))
    assert "amount = 10" in gap.message


def test_truth_values_have_two_sides():
    (gap,) = found(
        [(("true", "-"), ("1",)), (("false", '"a"'), ("2",)), (("false", '"c"'), ("2",))], (("ok", "boolean"), ("kind", "string"))
    )[:1] or (None,)
    assert gap is None
    (gap,) = found([(("true",), ("1",))], (("ok", "boolean"),))
    assert "ok = false" in gap.message


def test_a_text_nobody_named_matters_only_where_the_table_speaks_of_others():
    kinds = (("kind", "string"),)
    assert found([(('"a"',), ("1",)), (('"b"',), ("2",))], kinds) == []
    assert found([(('"a"',), ("1",)), (('not("a")',), ("2",))], kinds) == []
    (gap,) = found([(('"a"',), ("1",)), (('not("a", "b")',), ("2",)), (('"c"',), ("3",))], kinds, 'hitPolicy="FIRST"') or (None,)
    assert gap is None


def test_collecting_may_find_nothing_or_several():
    assert found([(("<= 10",), ("1",)), (("[5..8]",), ("2",))], (("amount", "number"),), 'hitPolicy="COLLECT"') == []


def test_columns_that_look_at_one_variable_are_not_judged():
    assert found([(("<= 10", "> 20"), ("1",))], (("amount", "number"), ("amount * 2", "number"))) == []


def test_a_column_that_cannot_be_asked_only_counts_where_it_does_not_matter():
    inputs = (("day", "date"), ("amount", "number"))
    (gap,) = found([(('date("2026-01-01")', "<= 10"), ("1",)), (("-", "(10..20]"), ("2",))], inputs)
    assert "amount = 21" in gap.message


def test_a_large_table_is_judged_quickly():
    rules = [((f"[{i}..{i + 1})", f"{i % 7}"), (str(i),)) for i in range(500)]
    begin = process_time()
    found(rules, (("x", "number"), ("y", "number")))
    assert process_time() - begin < 20


def test_rules_of_any_may_overlap_as_long_as_they_say_the_same():
    amount, any_ = (("amount", "number"),), 'hitPolicy="ANY"'
    assert found([(("<= 10",), ("1",)), ((">= 10",), ("1",))], amount, any_) == []
    (clash,) = found([(("<= 10",), ("1",)), (("> 10",), ("1",)), ((">= 10",), ("2",))], amount, any_)[:1]
    assert (clash.rule, clash.table.rules) == ("dmn-overlap", (1, 3))
    assert "answer differently to amount = 10" in clash.message
