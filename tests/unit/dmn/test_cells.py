"""What stands in a cell means the same as in any DMN editor, and Python-style cells keep working."""

from datetime import date

import pytest

from baton.domain.ports.decisions import DecisionError
from unit.dmn.tables import cell_matches, decision, file, refusal, table, value_of

MATCHING = [
    ("-", 5, True),
    ("", None, True),
    ("5", 5, True),
    ("5", 5.0, True),
    ("5", 6, False),
    ("1,2,3", 2, True),
    ("1,2,3", 4, False),
    ("not(3)", 4, True),
    ("not(3)", 3, False),
    ("not(3, 4)", 4, False),
    ("not(< 3)", 4, True),
    ("[1..5]", 1, True),
    ("[1..5]", 5, True),
    ("(1..5]", 1, False),
    ("[1..5)", 5, False),
    ("]1..5[", 1, False),
    ("]1..5[", 3, True),
    ("[-5..-1]", -3, True),
    ("[0.1..0.2]", 0.15, True),
    ("[1..3], [7..9]", 8, True),
    ("[1..3], [7..9]", 5, False),
    ("< 3, > 10", 11, True),
    (">= 3", 3, True),
    ("< 3", None, False),
    ("= 3", 3, True),
    ("!= 3", 4, True),
    ("null", None, True),
    ("null", 0, False),
    ("null, 5", 5, True),
    ("true", True, True),
    ("false", False, True),
    ("true", False, False),
    ('"gold"', "gold", True),
    ('"gold","silver"', "silver", True),
    ('not("gold","silver")', "silver", False),
    ('"say \\"hi\\""', 'say "hi"', True),
    ('"a,b"', "a,b", True),
    ('"a,b"', "a", False),
    ("? > 2 and ? < 6", 5, True),
    ("? > 2 and ? < 6", 6, False),
    ('contains(?, "ol")', "gold", True),
    ('starts with(?, "x")', "gold", False),
    ('? in ("gold", "silver")', "gold", True),
    ("? in [1..3]", 2, True),
    ("2 < ? < 6", 5, True),
    ("2 < ? < 6", 6, False),
    ("== 5", 5, True),
    ("?.startswith('go')", "gold", True),
    ("len(?) > 3", "gold", True),
    ("in [1, 2]", 2, True),
    ("'gold'", "gold", True),
    ("5 * 2", 10, True),
    ("-(2 + 3)", -5, True),
]


@pytest.mark.parametrize(("cell", "value", "expected"), MATCHING)
def test_a_cell_matches_or_not(cell, value, expected):
    assert cell_matches(cell, value) is expected


DATES = [
    ('date("2026-03-01")', "2026-03-01", True),
    ('< date("2026-03-01")', "2026-02-28", True),
    ('[date("2026-01-01")..date("2026-12-31")]', "2027-01-01", False),
    ('>= @"2026-01-01"', date(2026, 1, 1), True),
    ('date("2026-03-01") - duration("P1D")', "2026-02-28", True),
    ('date("2026-01-31") + duration("P1M")', "2026-02-28", True),
]


@pytest.mark.parametrize(("cell", "value", "expected"), DATES)
@pytest.mark.parametrize("kind", ["date", ""])
def test_dates_are_compared_as_dates(cell, value, expected, kind):
    assert cell_matches(cell, value, kind) is expected


def test_moments_times_and_durations_are_compared():
    assert cell_matches('> date and time("2026-03-01T10:00:00")', "2026-03-01T11:00:00", "dateTime")
    assert cell_matches('<= time("18:00:00")', "17:59:00", "time")
    assert cell_matches('> duration("PT2H")', "P1D", "dayTimeDuration")
    assert not cell_matches('> duration("P1Y")', "P11M", "yearMonthDuration")


@pytest.mark.parametrize(
    ("cell", "value", "kind"),
    [
        ("< 3", "2", ""),
        ("5", "5", "number"),
        ('"a"', 1, ""),
        ("5", True, ""),
        ("true", 1, ""),
        ("< limit", 1, ""),
        ("[1..2]", "1", ""),
    ],
)
def test_a_value_that_does_not_fit_is_said_and_never_just_no_match(cell, value, kind):
    with pytest.raises(DecisionError):
        cell_matches(cell, value, kind)


@pytest.mark.parametrize(
    "cell",
    [
        *("x[1] > 2", "some y in x satisfies y > 1", "every y in x satisfies y > 1", "for y in x return y", "lambda: 1"),
        *("foo(?)", "[1..", "not(", '"open', "a b c", '[1.."a"]', 'date("tomorrow")', "__import__('os')", "?.__class__"),
        "? instance of number",
        'date("0001-01-01") - duration("P9Y")',
    ],
)  # fmt: skip
def test_a_cell_that_is_not_evaluated_is_refused_by_name(cell):
    problem = refusal(file(decision(table([((cell,), ('"hit"',))]))))
    assert problem.rule == "dmn-expression"
    assert problem.element_id == "inputEntry0"
    assert problem.file == "test.dmn"


EXPRESSIONS = [
    ("1 + 2 * 3", 7),
    ("0.1 + 0.2", 0.3),
    ("10 / 4", 2.5),
    ("2 ** 3 - 1", 7),
    ('"a" + "b"', "ab"),
    ('if x > 3 then "big" else "small"', "big"),
    ("x between 1 and 5", True),
    ("x > 3 and x < 10 or false", True),
    ("not(x > 3)", False),
    ("null", None),
    ("x + null", None),
    ("sum([1, 2, 3]) + count([1, 2])", 8),
    ("min(3, 1, 2)", 1),
    ("max([3, 1])", 3),
    ("mean([1, 2])", 1.5),
    ("floor(2.7) + ceiling(2.1) + abs(-1)", 6),
    ("round half up(2.5, 0)", 3),
    ("decimal(2.5, 0)", 2),
    ('upper case("ab") + lower case("AB")', "ABab"),
    ('string length("abc")', 3),
    ('substring("abcdef", 3, 2)', "cd"),
    ("string(1.50)", "1.5"),
    ("order.amount * 2", 40),
    ('date("2026-02-28") + duration("P1D")', "2026-03-01"),
    ('date("2026-03-01") - date("2026-02-27")', "PT172800S"),
    ('duration("P1Y2M")', "P1Y2M"),
    ("today()", "2026-03-01"),
    ('-duration("P1M")', "-P1M"),
    ('date("2026-03-01") + -duration("P1D")', "2026-02-28"),
    ("[1, 2, x]", [1, 2, 5]),
    ("{a: 1, b: x}", {"a": 1, "b": 5}),
    ("len(name) + 1", 5),
    ("name.upper() if x == 5 else 'no'", "ANNA"),
    ("round(2.675, 2)", 2.68),
    ('order["amount"]', 20),
]


@pytest.mark.parametrize(("text", "expected"), EXPRESSIONS)
def test_an_expression_has_this_value(text, expected):
    assert value_of(text, {"x": 5, "order": {"amount": 20}, "name": "Anna"}) == expected


@pytest.mark.parametrize(
    "text",
    [
        "nobody",
        "order.nothing",
        "1 / 0",
        '"a" + 1',
        "if x then 1 else 2",
        '"a" < 1',
        "9 ** 9999",
        "-name",
        '"n" in name',
    ],
)
def test_an_expression_without_a_value_says_why(text):
    with pytest.raises(DecisionError, match="Decision 'Dec'"):
        value_of(text, {"x": 5, "order": {"amount": 20}, "name": "Anna"})
