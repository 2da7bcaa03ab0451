"""What every sandbox must do, whichever it is."""

import json
import os
import subprocess
import sys
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from baton.domain.ports.sandbox import SandboxError
from baton.sandbox.sandbox import HybridSandbox

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
BACKEND = Path(__file__).parents[2] / "backend"


@pytest.fixture(scope="module", params=[HybridSandbox], ids=lambda kind: kind.__name__)
def sandbox(request):
    box = request.param()
    yield box
    box.close()


VALUES = [
    ("1 + 2 * 3", 7),
    ("order['lines'][0]['price'] * 2", 3.0),
    ("order.lines[0].price", 1.5),
    ("sum(line.price * line.qty for line in order.lines)", 7.5),
    ("[line.qty for line in order.lines if line.qty > 2]", [3]),
    ("{line.qty: line.price for line in order.lines}", {1: 1.5, 3: 2.0}),
    ("'gold' if amount > 100 else 'silver'", "gold"),
    ("not approved and amount >= 150", True),
    ("100 < amount <= 150", True),
    ("name.upper().startswith('AN')", True),
    ("f'{amount:,.2f} EUR for {name}'", "150.00 EUR for Anna"),
    ("'{:.1f}/{who}'.format(amount, who=name)", "150.0/Anna"),
    ("round(2.5) + round(2.675, 2)", 5.68),
    ("max(line.price for line in order.lines)", 2.0),
    ("sorted({'b', 'a', 'c'}, reverse=True)", ["c", "b", "a"]),
    ("list({'b', 'a', 'c'})", ["a", "b", "c"]),
    ("now() + timedelta(hours=1)", NOW + timedelta(hours=1)),
    ("today()", date(2026, 3, 1)),
    ("date.today() - date(2026, 2, 1)", timedelta(days=28)),
    ("datetime.fromisoformat('2026-03-01T00:00:00').weekday()", 6),
    ("datetime.datetime.now().hour", 12),
    ("str(Decimal('0.1') + Decimal('0.2'))", "0.3"),
    ("isinstance(order, dict) and isinstance(name, (str, list))", True),
    ("missing is None", True),
    ("'a' in ['a', 'b'] and 'lines' in order", True),
    ("[pair for pair in zip([1, 2], ['x', 'y'])][1][1]", "y"),
    ("name[::-1]", "annA"),
    ("dict(a=1)['a']", 1),
    ("any(line.qty == 3 for line in order.lines) and all([])", True),
]


def variables():
    lines = [{"price": 1.5, "qty": 1}, {"price": 2.0, "qty": 3}]
    return {"order": {"lines": lines}, "amount": 150, "approved": False, "name": "Anna", "missing": None}


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_an_expression_has_this_value(sandbox, text, expected):
    assert sandbox.check_expression(text) is None
    assert sandbox.evaluate(text, variables(), NOW) == expected


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "empty"),
        ("1 +", "line 1"),
        ("lambda x: x", "comprehension"),
        ("foo(1)", "there is no function 'foo'"),
        ("a.__class__", "__class__"),
        ("open('x')", "there are: "),
        ("name.encode()", "may not be called"),
    ],
)
def test_a_refused_expression_says_where_and_what_instead(sandbox, text, part):
    assert part in sandbox.check_expression(text)
    with pytest.raises(SandboxError):
        sandbox.evaluate(text, variables(), NOW)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("nobody", "no variable 'nobody'"),
        ("order['nothing']", "no key 'nothing'"),
        ("order.nothing", "no key 'nothing'"),
        ("1 / 0", "ZeroDivisionError"),
        ("name + 1", "TypeError"),
        ("missing.upper()", "None has no method"),
        ("len(order.lines[7])", "IndexError"),
    ],
)
def test_a_failing_expression_says_what_is_missing(sandbox, text, part):
    with pytest.raises(SandboxError, match=part):
        sandbox.evaluate(text, variables(), NOW)


SCRIPTS = [
    ("total = amount * 2", {"total": 300}),
    ("order['lines'].append({'qty': 1})\ncount = len(order['lines'])", {"count": 3}),
    ("del amount", {"amount": None}),
    ("del order['lines'][0]\nleft = len(order['lines'])", {"left": 1}),
    ("x = round(2.5)\ny = round(2.675, 2)", {"x": 3, "y": 2.68}),
    ("a = now()\nb = today()\nc = timedelta(minutes=2)", {"a": "2026-03-01T12:30:00+00:00", "b": "2026-03-01", "c": "PT120S"}),
    ("d = Decimal('1.10') + Decimal('2.20')", {"d": 3.3}),
    ("t = (1, 2)\ns = {'b', 'a'}\nk = {1: 'x'}", {"t": [1, 2], "s": ["a", "b"], "k": {"1": "x"}}),
    ("def twice(n):\n    return n * 2\nz = twice(4)", {"z": 8, "twice": None}),
    ("import json\nz = json.loads('[1]')", {"z": [1], "json": None}),
    ("_hidden = 1\nz = _hidden + 1", {"z": 2, "_hidden": None}),
    ("for line in order['lines']:\n    line['sum'] = line['qty'] * line['price']\nz = order['lines'][1]['sum']", {"z": 6.0}),
    ("if amount > 100:\n    level = 'high'\nelse:\n    level = 'low'", {"level": "high"}),
    ("amount += 1", {"amount": 151}),
    ("pass", {"amount": 150}),
    ("copy = order\ncopy['new'] = 1\nz = order['new']", {"z": 1}),
]


@pytest.mark.parametrize(("text", "expected"), SCRIPTS)
def test_a_script_leaves_these_variables(sandbox, text, expected):
    given = variables()
    assert sandbox.check_script(text) is None
    outcome = sandbox.execute(text, given, NOW, 1)
    assert {name: outcome.get(name) for name in expected} == expected
    assert all(outcome[name] is not None or name == "missing" for name in outcome)
    assert given == variables()
    json.dumps(outcome, allow_nan=False)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("x = 1\ny = x /", "line 2"),
        ("def f():\n    yield 1", "line 2: a script cannot use yield"),
        ("del order.lines", "removes variables and items only"),
    ],
)
def test_a_refused_script_names_the_line(sandbox, text, part):
    assert part in sandbox.check_script(text)
    with pytest.raises(SandboxError, match=part):
        sandbox.execute(text, variables(), NOW, 1)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("x = 1\ny = 1 / 0", "line 2: ZeroDivisionError"),
        ("raise ValueError('too late')", "too late"),
        ("\n\nx = nobody", "nobody"),
        ("x = float('nan')", "stored"),
        ("class A:\n    pass\nx = A()", "cannot be stored"),
        ("x = b'1'", "cannot be stored"),
        ("x = 'a' * 2000000", "at most 1000000"),
        ("x = {(1, 2): 3}", "must be text"),
    ],
)
def test_a_failing_script_says_why(sandbox, text, part):
    assert sandbox.check_script(text) is None
    with pytest.raises(SandboxError, match=part):
        sandbox.execute(text, variables(), NOW, 1)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a + b.c", {"a", "b"}),
        ("[x for x in xs if x > low]", {"xs", "low"}),
        ("now() - date.today() and isinstance(a, str)", {"a"}),
        ("x = a + 1\ny = x", {"a"}),
        ("x += 1", {"x"}),
        ("d['k'] = v", {"d", "v"}),
        ("if a:\n    x = 1\ny = x", {"a", "x"}),
        ("if a:\n    x = 1\nelse:\n    x = 2\ny = x", {"a"}),
        ("def f(a):\n    return a + b\nz = f(1)", {"b"}),
        ("import json\nz = json.dumps(q)", {"q"}),
        ("this does not parse", set()),
    ],
)
def test_the_names_a_text_reads(sandbox, text, names):
    assert sandbox.reads(text) == names


def test_the_same_arguments_give_the_same_result(sandbox):
    text = "import random\nx = random.random()\ny = now()"
    first = sandbox.execute(text, {}, NOW, 7)
    assert first == sandbox.execute(text, {}, NOW, 7)
    assert first["x"] != sandbox.execute(text, {}, NOW, 8)["x"]
    assert first["y"] != sandbox.execute(text, {}, NOW + timedelta(days=1), 7)["y"]


def test_another_process_computes_the_same():
    code = (
        "import json; from datetime import datetime, UTC; from baton.sandbox.sandbox import HybridSandbox\n"
        "box, now = HybridSandbox(), datetime(2026, 3, 1, tzinfo=UTC)\n"
        "names = {'names': ['b', 'a', 'd', 'c', 'aa']}\n"
        "print(json.dumps([box.evaluate('str(set(names)) + str(list(set(names)))', names, now),"
        " box.execute('import random\\nx = set(names)\\ny = random.random()', names, now, 3)], sort_keys=True)); box.close()"
    )
    answers = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONPATH": str(BACKEND), "PYTHONHASHSEED": seed}
        answers.add(subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True).stdout)
    assert len(answers) == 1
    assert b"aa" in answers.pop()


def test_threads_do_not_share_budgets_or_variables(sandbox):
    wrong = []

    def work(number):
        for _ in range(20):
            if sandbox.evaluate("sum(n for x in range(1000))", {"n": number}, NOW) != 1000 * number:
                wrong.append(number)
        if sandbox.execute("m = n + 1", {"n": number}, NOW, 1)["m"] != number + 1:
            wrong.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
