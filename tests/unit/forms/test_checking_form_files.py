"""Deployment finds everything that would go wrong with a form file, and never fails over it."""

import json
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from baton.domain.errors import NotFound
from baton.domain.problems import WARNING, errors

FORMS = Path(__file__).parents[3] / "forms"


def check(catalog, document, name="x.form.json"):
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    return catalog.check(name, content)


def schema(**properties):
    return {"schema": {"type": "object", "properties": properties}}


def chain(links, width):
    """Definitions of which each asks for the next one ``width`` times."""
    defs = {f"d{n}": {"allOf": [{"$ref": f"#/$defs/d{n + 1}"}] * width} for n in range(links)}
    return {"schema": {"$ref": "#/$defs/d0", "$defs": {**defs, f"d{links}": {"type": "string"}}}}


def wide(links, width):
    defs = {f"d{n}": {"properties": {f"p{m}": {"$ref": f"#/$defs/d{n + 1}"} for m in range(width)}} for n in range(links)}
    return {
        "schema": {
            "type": "object",
            "properties": {"a": {"$ref": "#/$defs/d0"}},
            "$defs": {**defs, f"d{links}": {"type": "string"}},
        }
    }


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        (b"{", "form.json"),
        (b"[]", "form.json"),
        (b"\xff\xfe", "form.json"),
        (b'{"schema": {}, "schema": {}}', "form.json"),
        (b'{"schema": {"minimum": NaN}}', "form.json"),
        (b'{"schema": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "form.json"),
        (b'{"schema": ' + b'{"not":' * 100 + b"{}" + b"}" * 100 + b"}", "form.too-deep"),
        (b" " * 300_000, "form.too-large"),
        ({}, "form.json"),
        ({"schema": []}, "form.json"),
        ({"schema": {}, "ui": []}, "form.json"),
        ({"schema": {}, "uiSchema": {}}, "form.unknown-key"),
        (schema(a={"type": "strin"}), "form.schema"),
        (schema(a={"type": "string", "pattern": "(?=a)b", "maxLength": 3}), "form.pattern"),
        (schema(a={"type": "string", "pattern": r"(a)\1", "maxLength": 3}), "form.pattern"),
        (schema(a={"patternProperties": {"(?!x)": {}}}), "form.pattern"),
        (schema(a={"$ref": "#/$defs/none"}), "form.reference"),
        (schema(a={"$ref": "https://example.org/x.json"}), "form.reference"),
        (schema(a={"$ref": "file:///etc/passwd"}), "form.reference"),
        (schema(a={"$dynamicRef": "#x"}), "form.reference"),
        ({"schema": {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"anyOf": [{"$ref": "#/$defs/a"}]}}}}, "form.circle"),
        (chain(30, 4), "form.too-large"),
        (wide(9, 10), "form.too-large"),
        (wide(12, 1), "form.too-deep"),
        (schema(**{f"p{n}": {"type": "string"} for n in range(2_001)}), "form.too-large"),
    ],
)  # fmt: skip
def test_a_bad_form_is_refused_at_once_with_its_reason(catalog, document, rule):
    before = time.process_time()
    problems = errors(check(catalog, document))
    assert rule in {problem.rule for problem in problems}
    assert {problem.file for problem in problems} == {"x.form.json"}
    assert time.process_time() - before < 30


def test_a_field_may_hold_fields_of_its_own_kind(catalog):
    node = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}},
    }
    document = {"schema": {"type": "object", "properties": {"tree": {"$ref": "#/$defs/node"}}, "$defs": {"node": node}}}
    assert check(catalog, document) == ()
    form = catalog.load({"x.form.json": json.dumps(document).encode()}, "x.form.json")
    values = {"tree": {"name": "a", "children": [{"name": "b", "children": []}]}}
    assert catalog.validate(form, values) == ()
    assert 'value="b"' in catalog.render(form, values)


def test_a_widget_of_another_product_is_a_warning(catalog):
    document = schema(a={"type": "string"}) | {"ui": {"a": {"ui:widget": "hologram"}}}
    (problem,) = check(catalog, document)
    assert (problem.rule, problem.level) == ("form.widget", WARNING)


def test_a_pattern_without_a_length_is_a_warning(catalog):
    (problem,) = check(catalog, schema(a={"type": "string", "pattern": "^(a+)+$"}))
    assert (problem.rule, problem.level, problem.field) == ("form.pattern-length", WARNING, "schema/properties/a")


def test_a_property_may_be_called_like_a_keyword(catalog):
    names = ("items", "enum", "if", "pattern", "$ref", "properties", "dependencies", "required")
    document = schema(**{name: {"type": "string"} for name in names})
    assert check(catalog, document) == ()
    form = catalog.load({"x.form.json": json.dumps(document).encode()}, "x.form.json")
    assert catalog.validate(form, dict.fromkeys(names, "x")) == ()


def test_a_pair_of_schema_and_ui_schema_is_one_form(catalog):
    files = {
        "ask-schema.json": b'{"type": "object", "properties": {"a": {"type": "string"}}}',
        "ask-uischema.json": b'{"a": {"ui:widget": "textarea"}}',
    }
    assert [check(catalog, content, name) for name, content in files.items()] == [(), ()]
    form = catalog.load(files, "ask-schema.json")
    assert "<textarea" in catalog.render(form, {})


def test_options_may_come_from_a_variable(catalog):
    document = schema(who={"type": "string", "anyOf": ["options_from_task_data_var:people"]})
    assert check(catalog, document) == ()
    form = catalog.load({"x.form.json": json.dumps(document).encode()}, "x.form.json")
    bound = catalog.bind(form, {"people": [{"value": "ann", "label": "Ann Lee"}]})
    assert '<option value="ann">Ann Lee</option>' in catalog.render(bound, {})
    assert [problem.rule for problem in catalog.validate(bound, {"who": "bob"})] == ["form.enum"]
    assert '<input class="form-control" type="text"' in catalog.render(form, {})


def test_a_form_that_is_not_there_is_not_found(catalog):
    for name in ("none.form.json", "../library/comment.form.json", ""):
        with pytest.raises(NotFound):
            catalog.load({}, name)


@pytest.mark.parametrize("path", sorted(FORMS.glob("library/*.form.json")), ids=lambda path: path.name)
def test_a_shared_form_is_good_and_found_by_name(catalog, path):
    assert catalog.check(path.name, path.read_bytes()) == ()
    assert catalog.render(catalog.load({}, path.name), {})


def test_the_published_schema_of_form_files_accepts_ours_and_refuses_others():
    validator = Draft202012Validator(json.loads((FORMS / "schema" / "form.schema.json").read_text("utf-8")))
    for path in FORMS.glob("*/**/*.form.json"):
        assert list(validator.iter_errors(json.loads(path.read_text("utf-8")))) == [], path
    assert not validator.is_valid({"schema": {}, "uiSchema": {}})
