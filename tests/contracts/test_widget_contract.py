"""Every widget folder keeps the same promises, and a new one needs nothing but its folder."""

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from baton.domain.problems import Problem
from baton.forms.catalog import FormCatalog
from fakes.posted_page import posted_page

WIDGETS = Path(__file__).parents[2] / "forms" / "widgets"
FOLDERS = sorted(path.parent for path in WIDGETS.glob("*/widget.toml"))
# These show a value and ask for nothing.
SILENT = {"fixed", "info"}


class Page(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, *names):
        return [attrs for tag, attrs in self.tags if tag in names]

    @property
    def ids(self):
        return [attrs["id"] for _, attrs in self.tags if "id" in attrs]


@pytest.fixture(scope="module")
def catalog():
    return FormCatalog(WIDGETS)


def example(catalog, folder):
    content = (folder / "example.form.json").read_bytes()
    form = catalog.load({"x.form.json": content}, "x.form.json")
    return form, catalog.initial(form, {}), content


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
class TestEveryWidget:
    def test_its_example_is_a_good_form_that_uses_it(self, catalog, folder):
        form, values, content = example(catalog, folder)
        assert catalog.check("example.form.json", content) == ()
        assert catalog.validate(form, values) == ()
        assert values["answer"] not in (None, "", [])

    def test_its_value_comes_back_as_it_was_shown(self, catalog, folder):
        form, values, _ = example(catalog, folder)
        assert catalog.decode(form, posted_page(catalog.render(form, values)), values).values == values

    def test_every_control_has_a_label_and_ids_are_unique(self, catalog, folder):
        form, values, _ = example(catalog, folder)
        page = Page(catalog.render(form, values))
        assert len(page.ids) == len(set(page.ids))
        labels = {attrs.get("for") for attrs in page.all("label")}
        controls = [one for one in page.all("input", "select", "textarea") if one.get("type") != "hidden" and "id" in one]
        assert all(control["id"] in labels for control in controls)
        assert folder.name in SILENT or page.all("input", "select", "textarea")

    def test_a_problem_stands_beside_its_field(self, catalog, folder):
        form, values, _ = example(catalog, folder)
        html = catalog.render(form, values, [Problem("form.test", "This <b>is</b> wrong.", field="answer")])
        assert "This &lt;b&gt;is&lt;/b&gt; wrong." in html
        page = Page(html)
        assert "field-answer-error" in page.ids
        pointed = [word for _, attrs in page.tags for word in (attrs.get("aria-describedby") or "").split()]
        assert set(pointed) <= set(page.ids)
        assert folder.name in SILENT or "field-answer-error" in pointed

    def test_designers_and_users_text_is_never_markup(self, catalog, folder):
        _, values, content = example(catalog, folder)
        evil = '"><script>alert(1)</script>{{ 7*7 }}'
        document = json.loads(content)
        document["schema"]["properties"]["answer"] |= {"title": evil, "description": evil}
        document["ui"].setdefault("answer", {}).update({"ui:help": evil, "ui:placeholder": evil})
        hostile = catalog.load({"x.form.json": json.dumps(document).encode()}, "x.form.json")
        shown = evil if isinstance(values["answer"], str) else values["answer"]
        html = catalog.render(hostile, {"answer": shown})
        assert "<script" not in html
        assert "{{ 7*7 }}" in html

    def test_it_needs_no_inline_style_script_or_handler(self, catalog, folder):
        form, values, _ = example(catalog, folder)
        assert not re.search(r"<(script|style)|\sstyle=|\son\w+=|javascript:", catalog.render(form, values))

    def test_a_read_only_page_lets_nobody_type(self, catalog, folder):
        form, values, _ = example(catalog, folder)
        page = Page(catalog.render(form, values, read_only=True))
        open_controls = [
            one for one in page.all("input", "select", "textarea")
            if one.get("type") != "hidden" and not {"readonly", "disabled"} & one.keys()
        ]  # fmt: skip
        assert open_controls == []
        assert page.all("button") == []


def test_a_new_widget_is_one_folder_and_nothing_else(tmp_path):
    shutil.copytree(WIDGETS, tmp_path / "widgets")
    folder = tmp_path / "widgets" / "stars"
    shutil.copytree(WIDGETS / "number", folder)
    told = (
        (folder / "widget.toml")
        .read_text()
        .replace('default_for = ["number"]', "")
        .replace('title = "Number"', 'title = "Rating"')
    )
    (folder / "widget.toml").write_text(re.sub("aliases = .*", "", told))
    (folder / "widget.html").write_text((folder / "widget.html").read_text().replace("form-control", "form-control stars"))
    catalog = FormCatalog(tmp_path / "widgets")
    content = json.dumps(
        {"schema": {"type": "object", "properties": {"stars": {"type": "integer"}}}, "ui": {"stars": {"ui:widget": "stars"}}}
    ).encode()
    assert catalog.check("x.form.json", content) == ()
    form = catalog.load({"x.form.json": content}, "x.form.json")
    page = catalog.render(form, {"stars": 4})
    assert 'class="form-control stars' in page
    assert catalog.decode(form, posted_page(page), {}).values == {"stars": 4}
