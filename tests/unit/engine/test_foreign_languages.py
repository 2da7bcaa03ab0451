"""Expressions of other engines, written in ours: the same meaning, or a refusal that names what stands in the way."""

import random
import re
from pathlib import Path

import pytest
from lxml import etree

from baton.engine.dialects.languages import feel, juel
from baton.engine.dialects.reading import Unclear
from baton.engine.dialects.scripts import inline_script, set_variable
from baton.engine.dialects.translation import translate
from baton.sandbox.sandbox import HybridSandbox
from conformance.definitions import T0

MODELS = sorted((Path(__file__).parents[2] / "conformance" / "dialects").glob("*.bpmn"))
SANDBOX = HybridSandbox()


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("${approved}", "approved"),
        ("#{a == 'x' && !b}", "a == 'x' and not b"),
        ("${!a == b}", "(not a) == b"),
        ("${!(a || b)}", "not (a or b)"),
        ("${amount gt 100 or empty name}", "amount > 100 or not name"),
        ("${a ne null and b eq 1}", "a is not None and b == 1"),
        ("${execution.getVariable('x') >= 3}", "x >= 3"),
        ("${order.total * (1 + rate) - 5 div 2}", "order.total * (1 + rate) - 5 / 2"),
        ("${a - (b - c)}", "a - (b - c)"),
        ("${vip ? 'gold' : 'none'}", "'gold' if vip else 'none'"),
        ("${items.contains('x')}", "('x' in items)"),
        ("${json.prop('a').value()}", "json['a']"),
        ("Order ${no} of ${who.name}!", '"Order " + str(no) + " of " + str(who.name) + "!"'),
        ("${dateTime().plusWeeks(1).toDate()}", "P1W"),
        ("plain text", None),
    ],
)
def test_places_of_juel_are_written_in_our_language(text: str, ours: str | None) -> None:
    assert juel(text) == ours


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("= a > 5", "a > 5"),
        ('= a = "x" and b != 1', 'a == "x" and b != 1'),
        ("= not(a) or b", "(not (a)) or b"),
        ("=if a > 1 then 2 else 3", "2 if a > 1 else 3"),
        ('=upper case(x) = "A"', 'x.upper() == "A"'),
        ("=count(lines) > 2", "len(lines) > 2"),
        ("=a.b + 2 ** 3", "a.b + 2 ** 3"),
        ('=now() + duration("P7D")', "P7D"),
        ("no expression", None),
    ],
)
def test_feel_behind_its_equals_sign_is_written_in_our_language(text: str, ours: str | None) -> None:
    assert feel(text) == ours


@pytest.mark.parametrize(
    ("read", "text", "why"),
    [
        (juel, "${bean.method(x)}", "method() has no counterpart"),
        (juel, "${a &}", "not understood"),
        (juel, "${execution.getVariable(name)}", "calculated"),
        (juel, "${a b}", "not understood"),
        (juel, "${}", "not expected"),
        (feel, "=lines[1]", "counts from one"),
        (feel, "=for x in y return x", "not understood"),
        (feel, "=matches(a, b)", "matches() has no counterpart"),
        (juel, "${" + "(" * 500 + "}", "nested too deeply"),
        (juel, "${" + "!" * 500 + "a}", "nested too deeply"),
        (juel, "${" + "a+" * 5000 + "a}", "too long"),
    ],
)
def test_what_cannot_be_read_says_why(read, text: str, why: str) -> None:
    with pytest.raises(Unclear, match=re.escape(why)):
        read(text)


@pytest.mark.parametrize(
    "text", ["${a > 1 && (b == 'x' || !c)}", "${a * 2 - -3 >= 4 ? b : 'y'}", "${empty list || list.size() > 2}"]
)
def test_what_is_read_has_a_value(text: str) -> None:
    found = juel(text)
    assert found is not None
    values = {"a": 5, "b": "x", "c": False, "list": [1, 2, 3]}
    assert SANDBOX.evaluate(found, values, T0) in (True, "x")


def test_statements_that_assign_become_lines() -> None:
    script = '// sums up\nvar a = 1;\nexecution.setVariable("b", a + 1)\n'
    assert inline_script("javascript", script) == "a = 1\nb = a + 1"
    assert inline_script("groovy", "a * 2", "c") == "c = a * 2"
    assert set_variable("${task.setVariable('d', true)}") == "d = True"
    assert set_variable("${mailer.send(task)}") is None


NASTY = [
    "",
    " ",
    "${",
    "}",
    "${}",
    "=",
    "=(",
    "${a.b.c(}",
    "\u2028",
    "a,b,,${c}",
    "0" * 5000,
    "${'" + "x" * 200 + "'}",
    "=" * 40,
    "<&>",
    "None",
    "1..2",
]


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_nothing_that_stands_in_a_model_stops_the_translation(path: Path) -> None:
    draw = random.Random(path.name)
    root = etree.fromstring(path.read_bytes())
    for _ in range(40):
        changed = etree.fromstring(etree.tostring(root))
        node = draw.choice([one for one in changed.iter() if isinstance(one.tag, str)])
        if node.attrib and draw.random() < 0.7:
            node.set(draw.choice(list(node.attrib)), draw.choice(NASTY))
        else:
            node.text = draw.choice(NASTY)
        files = {path.name: etree.tostring(changed)}
        once, problems = translate(files, SANDBOX)
        assert translate(once, SANDBOX)[0] == once
        assert all(problem.message.endswith(".") for problem in problems)
