"""A new name of a variable is carried through models by reading them: whole names only, every other byte stays."""

import pytest

from baton.domain.errors import NotFound
from baton.domain.ports.sandbox import SandboxError
from baton.engine.outline import form_of
from baton.engine.rewriting.rewriter import Rewriter
from baton.engine.rewriting.variables import feel
from baton.engine.xml import BPMN, parse_bpmn
from baton.sandbox.renaming import renamed
from baton.sandbox.sandbox import HybridSandbox

MODEL = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- amount stays here -->
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"
    xmlns:baton="urn:baton:bpmn:1" id="d" targetNamespace="urn:test">
  <process id="order" name="amount of orders" isExecutable="true">
    <extensionElements><baton:process businessKey="str(amount)"/></extensionElements>
    <startEvent id="start"/>
    <userTask   id="check"
        name="Check amount"><extensionElements>
      <spiffworkflow:instructionsForEndUser>The amount is {{ amount }}, not {{ amounts }}.</spiffworkflow:instructionsForEndUser>
      <baton:task title="'amount ' + str(amount)" dueDate="P1D"/><baton:outcome value="ok" label="Fine" requires="note, amount"/>
    </extensionElements></userTask>
    <scriptTask id="sum"><script><![CDATA[
      total = amount * 2  # amount
      row = {"amount": amount, 'x': [amount for amount in [1]]}
    ]]></script></scriptTask>
    <userTask id="plain" name="Plain"/>
    <endEvent id="end"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="check"><conditionExpression>amount &lt; 5 and order.amount &gt; 1</conditionExpression></sequenceFlow>
  </process>
</definitions>
"""
DECISION = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="x" name="amount" namespace="urn:x"><decision id="level" name="Level">
<decisionTable id="t"><input id="i" label="amount"><inputExpression id="e" typeRef="number"><text>amount</text></inputExpression></input>
<output id="o" name="level" typeRef="string"/><rule id="r"><inputEntry id="c"><text>&gt; amount</text></inputEntry><outputEntry id="q"><text>"amount"</text></outputEntry></rule>
</decisionTable></decision></definitions>"""


@pytest.fixture(scope="module")
def rewriter():
    sandbox = HybridSandbox()
    yield Rewriter(sandbox)
    sandbox.close()


class TestDesignersText:
    @pytest.mark.parametrize(
        ("text", "after"),
        [
            ("amount > 5", "net > 5"),
            ("  amount\n+ 1" if False else "(amount\n + amount)", "(net\n + net)"),
            ("amounts + amount.amount + x['amount']", "amounts + net.amount + x['amount']"),
            ("'amount' + f(amount=amount)", "'amount' + f(amount=net)"),
            ("[amount for amount in lines]", "[amount for amount in lines]"),
            ("[one for one in lines if amount]", "[one for one in lines if net]"),
            ("'ä' + amount", "'ä' + net"),
            ("amount = 1\nif amount:\n    amount += 2", "net = 1\nif net:\n    net += 2"),
            ("    a = amount\n    b = a", "    a = net\n    b = a"),
            ("def f(amount):\n    return amount\nx = f(amount)", "def f(amount):\n    return amount\nx = f(net)"),
            ("f'{amount} amount'", "f'{net} amount'"),
        ],
    )
    def test_only_the_variable_itself_is_replaced(self, text, after):
        assert renamed(text, "amount", "net") == after

    @pytest.mark.parametrize(
        "text", ["amount +", "net = amount", "def f():\n    global amount\n    amount = 1", "def amount():\n    pass"]
    )
    def test_what_cannot_be_changed_safely_is_refused(self, text):
        with pytest.raises(SandboxError):
            renamed(text, "amount", "net")

    @pytest.mark.parametrize(
        ("text", "after"),
        [
            ("amount", "net"), ("> amount", "> net"), ('"amount"', '"amount"'), ("x.amount + amount.y", "x.amount + net.y"),
            ("[1..amount]", "[1..net]"), ("{amount: amount}", "{amount: net}"), ("-", "-"), ("amounts", "amounts"),
        ],
    )  # fmt: skip
    def test_feel_is_read_as_feel(self, text, after):
        assert feel(text, "amount", "net") == after

    def test_a_loop_in_feel_may_keep_the_name(self):
        with pytest.raises(ValueError, match="loop"):
            feel("for amount in lines return amount", "amount", "net")


class TestWholeModels:
    def test_every_place_changes_and_nothing_else(self, rewriter):
        done = rewriter.rename_variable({"m.bpmn": MODEL, "d.dmn": DECISION}, "amount", "net")
        expected = (
            MODEL.replace(b"str(amount)", b"str(net)").replace(b"{{ amount }}", b"{{ net }}").replace(b"note, amount", b"note, net")
            .replace(b"total = amount * 2", b"total = net * 2").replace(b'{"amount": amount,', b'{"amount": net,')
            .replace(b"amount &lt; 5", b"net &lt; 5")
        )  # fmt: skip
        assert done.files["m.bpmn"] == expected
        assert done.files["d.dmn"] == DECISION.replace(b"<text>amount", b"<text>net").replace(b"&gt; amount", b"&gt; net")
        assert len(done.mentions) == 8
        assert all(mention.after for mention in done.mentions)

    def test_what_must_be_changed_by_hand_is_named(self, rewriter):
        broken = MODEL.replace(b"total = amount * 2", b"net = amount * 2")
        done = rewriter.rename_variable({"m.bpmn": broken}, "amount", "net")
        left = [mention for mention in done.mentions if mention.after is None]
        assert [(one.element_id, "already" in one.reason) for one in left] == [("sum", True)]
        assert b"net = amount * 2" in done.files["m.bpmn"]

    def test_a_name_nobody_speaks_of_changes_nothing(self, rewriter):
        assert rewriter.rename_variable({"m.bpmn": MODEL, "x.bpmn": b"<broken"}, "nothing", "net").files == {}


class TestLinkingForms:
    @pytest.mark.parametrize("element", ["start", "check", "plain"])
    def test_a_task_shows_the_form_and_the_rest_stays_byte_for_byte(self, rewriter, element):
        changed = rewriter.link_form({"m.bpmn": MODEL}, element, "a & b.form.json")["m.bpmn"]
        node = next(one for one in parse_bpmn(changed, "m").iter(f"{{{BPMN}}}*") if one.get("id") == element)
        assert form_of(node) == "a & b.form.json"
        inserted = len(changed) - len(MODEL)
        start = next(index for index in range(len(MODEL)) if MODEL[index] != changed[index])
        assert changed.endswith(MODEL[start + 40 :])
        assert 0 < inserted < 300
        assert rewriter.link_form({"m.bpmn": changed}, element, "c.form.json")["m.bpmn"] == changed.replace(
            b"a &amp; b.form", b"c.form"
        )

    def test_an_element_that_is_not_there_is_said(self, rewriter):
        with pytest.raises(NotFound):
            rewriter.link_form({"m.bpmn": MODEL, "x.bpmn": b"no"}, "gone", "a.form.json")

    def test_a_form_that_is_renamed_is_followed(self, rewriter):
        linked = rewriter.link_form({"m.bpmn": MODEL}, "plain", "a.form.json")
        assert b'value="b.form.json"' in rewriter.rename_form(linked, "a.form.json", "b.form.json")["m.bpmn"]
        assert rewriter.users_of(linked, "a.form.json") == (("m.bpmn", "plain", "Plain"),)

    def test_what_an_approval_is_about_keeps_its_paths(self, rewriter):
        about = MODEL.replace(b'dueDate="P1D"/>', b'dueDate="P1D" materialFields="amount.net, note, order.amount"/>')
        changed = rewriter.rename_variable({"m.bpmn": about}, "amount", "total").files["m.bpmn"]
        assert b'materialFields="total.net, note, order.amount"' in changed
