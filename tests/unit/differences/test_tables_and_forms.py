"""The changes of decisions and forms: cells, rules and fields."""

import json

from baton.domain.changes import ChangeKind
from baton.engine.differences.comparison import ModelComparison
from baton.forms.differences import compare_forms

COMPARING = ModelComparison(compare_forms)
TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="t">
  <decision id="discount" name="Discount"><decisionTable id="t" hitPolicy="FIRST">
    <input id="i1" label="Amount"><inputExpression id="ie"><text>amount</text></inputExpression></input><output id="o1" name="rate"/>
    <rule id="r1"><inputEntry id="a"><text>&gt; 100</text></inputEntry><outputEntry id="b"><text>5</text></outputEntry></rule>
    <rule id="r2"><inputEntry id="c"><text>-</text></inputEntry><outputEntry id="e"><text>0</text></outputEntry></rule>
  </decisionTable></decision></definitions>"""
NEW_RULE = '<rule id="r3"><inputEntry id="f"><text>1</text></inputEntry><outputEntry id="g"><text>2</text></outputEntry></rule>'


def tables(after: str, before: str = TABLE):
    return COMPARING.compare("a.dmn", before.encode(), after.encode())


def test_a_cell_is_told_by_its_rule_and_column_and_marked() -> None:
    found = tables(TABLE.replace("&gt; 100", "&gt; 200"))
    assert found.changes[0].details == ("Rule 1, Amount: “> 100” became “> 200”.",)
    (table,) = found.tables
    assert [row.kind for row in table.rows] == [ChangeKind.CHANGED, None]
    assert [cell.changed for cell in table.rows[0].cells] == [True, False]
    assert table.inputs == 1


def test_rules_come_go_and_change_their_order() -> None:
    more = TABLE.replace('<rule id="r2">', f'{NEW_RULE}<rule id="r2">')
    assert tables(more).changes[0].details == ("Rule 2 was added.",)
    gone = tables(TABLE, before=more)
    assert gone.changes[0].details == ("Rule 2 was taken away.",)
    assert [row.kind for row in gone.tables[0].rows] == [None, ChangeKind.REMOVED, None]
    first, rest = TABLE.split('<rule id="r1">')
    one, two = rest.split('<rule id="r2">')
    second, end = two.split("</rule>", 1)
    swapped = f'{first}<rule id="r2">{second}</rule><rule id="r1">{one}{end}'
    assert tables(swapped).changes[0].details == ("The order of the rules changed.",)


def test_columns_hit_policy_and_whole_decisions_are_told() -> None:
    assert tables(TABLE.replace('label="Amount"', 'label="Sum"')).changes[0].details == ("Column: “Amount” became “Sum”.",)
    assert tables(TABLE.replace("FIRST", "UNIQUE")).changes[0].details == ("Hit policy: “FIRST” became “UNIQUE”.",)
    more = TABLE.replace(
        "</definitions>",
        '<decision id="x" name="Next"><literalExpression id="l"><text>1</text></literalExpression></decision></definitions>',
    )
    assert (tables(more).changes[0].kind, tables(more).changes[0].subject) == (ChangeKind.ADDED, "Decision “Next”")
    assert tables(more.replace("<text>1</text>", "<text>2</text>"), before=more).changes[0].details == (
        "Expression: “1” became “2”.",
    )
    assert tables(TABLE).changes == ()


FORM = {
    "schema": {"type": "object", "title": "Order", "required": ["item"], "properties": {
        "item": {"type": "string", "title": "Item"}, "amount": {"type": "number", "title": "Amount", "minimum": 1},
        "lines": {"type": "array", "title": "Lines", "items": {"type": "object", "properties": {"sku": {"type": "string"}}}}}},
    "ui": {"amount": {"ui:widget": "money"}},
}  # fmt: skip


def form(change, before=FORM):
    after = json.loads(json.dumps(before))
    change(after)
    return COMPARING.compare("a.form.json", json.dumps(before).encode(), json.dumps(after).encode()).changes


def test_fields_are_told_by_their_labels() -> None:
    (found,) = form(lambda after: after["schema"]["properties"]["amount"].update(title="Sum", minimum=5))
    assert (found.subject, found.details) == (
        "Field “Sum” (amount)",
        ("Label: “Amount” became “Sum”.", "At least: “1” became “5”."),
    )
    (found,) = form(lambda after: after["schema"].update(required=["amount"], title="Order"))[:1]
    assert found.details == ("It is not required any more.",)
    (found,) = form(lambda after: after["ui"]["amount"].update({"ui:widget": "number"}))
    assert found.details == ("Widget: “money” became “number”.",)


def test_fields_of_lines_are_told_too_and_gone_ones() -> None:
    (found,) = form(
        lambda after: after["schema"]["properties"]["lines"]["items"]["properties"].update(
            qty={"type": "integer", "title": "Pieces"}
        )
    )
    assert (found.kind, found.subject) == (ChangeKind.ADDED, "Field “Pieces” (lines, line: qty)")
    (found,) = form(lambda after: after["schema"]["properties"].pop("amount") and after["ui"].clear())
    assert (found.kind, found.subject) == (ChangeKind.REMOVED, "Field “Amount” (amount)")


def test_another_order_is_told_and_another_layout_of_the_file_is_not() -> None:
    def turn(after):
        after["schema"]["properties"] = dict(reversed(after["schema"]["properties"].items()))

    (found,) = form(turn)
    assert found.subject == "The order of the fields"
    assert COMPARING.compare("a.form.json", json.dumps(FORM).encode(), json.dumps(FORM, indent=4).encode()).changes == ()


def test_a_form_that_is_no_form_is_compared_value_by_value() -> None:
    found = COMPARING.compare("a.form.json", b'{"a": [1, {"b": 2}]}', b'{"a": [1, {"b": 3}], "c": true}').changes
    assert [(one.kind, one.subject) for one in found] == [(ChangeKind.CHANGED, "a · 2 · b"), (ChangeKind.ADDED, "c")]
    assert COMPARING.compare("a.form.json", b"{", b"{}").changes[0].subject == "The whole file"
