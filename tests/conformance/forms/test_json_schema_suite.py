"""The official test suite of JSON Schema: what a form may say means here what it means everywhere, and the rest is refused at deployment."""

import json
import os
from pathlib import Path

import pytest

from baton.domain.forms import Form
from baton.domain.problems import errors
from baton.forms.catalog import FormCatalog
from baton.forms.findings.values import problems_of
from baton.forms.schema.compiled import Compiled

ROOT = Path(__file__).parents[3]
FOLDER = os.environ.get("BATON_CONFORMANCE_DIR")
SUITE = Path(FOLDER, "forms", "json-schema-test-suite", "tests") if FOLDER else None
DRAFTS = {"draft2020-12": "https://json-schema.org/draft/2020-12/schema", "draft7": "http://json-schema.org/draft-07/schema#"}
# Beyond what every validator must do, these are done as well.
OPTIONAL = (
    "bignum", "non-bmp-regex", "format/date", "format/date-time", "format/duration", "format/ipv4", "format/ipv6", "format/json-pointer",
    "format/uri", "format/uuid",
)  # fmt: skip
# Whoever writes a format means it.
FORMATS_ARE_CHECKED = "string is only an annotation by default"
# Of ours, and only ever stricter: a form's silence about a field is a no, and NUL cannot be kept.
OUR_RULES = {"form.unknown", "form.characters"}
# What deployment refuses: other dialects, references that lead out or by way of an "$id", "$dynamicRef".
MAY_BE_REFUSED = {"form.reference", "form.dialect"}

pytestmark = pytest.mark.skipif(not FOLDER, reason="BATON_CONFORMANCE_DIR is not set")


def files():
    for draft in DRAFTS if SUITE else ():
        yield from ((draft, path) for path in sorted((SUITE / draft).glob("*.json")))
        yield from ((draft, path) for name in OPTIONAL if (path := SUITE / draft / "optional" / f"{name}.json").is_file())


@pytest.fixture(scope="module")
def catalog():
    return FormCatalog(ROOT / "forms" / "widgets")


@pytest.mark.parametrize(("draft", "path"), list(files()), ids=lambda one: getattr(one, "stem", one))
def test_a_schema_means_here_what_it_means_everywhere(catalog, draft, path):
    wrong = []
    for group in json.loads(path.read_text("utf-8")):
        told = group["schema"] if isinstance(group["schema"], dict) else {"allOf": [group["schema"]]}
        schema = {"$schema": DRAFTS[draft], **told}
        if refused := errors(catalog.check("x.form.json", json.dumps({"schema": schema}).encode())):
            assert {problem.rule for problem in refused} <= MAY_BE_REFUSED, (group["description"], refused)
            continue
        compiled = Compiled(Form("x", schema))
        wrong += [f"{group['description']}: {test['description']}" for test in group["tests"] if not agrees(compiled, test)]
    assert [one for one in wrong if FORMATS_ARE_CHECKED not in one] == []


def agrees(compiled, test):
    problems = problems_of(compiled, test["data"], ())
    if test["valid"]:
        return compiled.validator.is_valid(test["data"]) and not [one for one in problems if one.rule not in OUR_RULES]
    return not compiled.validator.is_valid(test["data"]) and bool(problems)


def test_nearly_the_whole_suite_runs(catalog):
    ran, all_tests = 0, 0
    for draft, path in files():
        for group in json.loads(path.read_text("utf-8")):
            schema = group["schema"] if isinstance(group["schema"], dict) else {"allOf": [group["schema"]]}
            content = json.dumps({"schema": {"$schema": DRAFTS[draft], **schema}}).encode()
            all_tests += len(group["tests"])
            ran += 0 if errors(catalog.check("x.form.json", content)) else len(group["tests"])
    assert ran > 2_000
    assert ran / all_tests > 0.93
