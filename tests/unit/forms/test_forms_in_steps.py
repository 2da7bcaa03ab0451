"""A form in steps: forwards only where nothing is wrong, backwards always, and nothing is lost on the way."""

import re

import pytest

from baton.domain.forms import Spot
from baton.domain.working.submissions import Seen
from fakes.posted_page import posted_page

FIELDS = {
    "name": {"type": "string", "title": "Name", "minLength": 2}, "urgent": {"type": "boolean", "title": "Urgent"},
    "lines": {"type": "array", "title": "Lines", "items": {"type": "object", "properties": {"text": {"type": "string"}}}},
    "amount": {"type": "number", "title": "Amount"}, "note": {"type": "string", "title": "Note"},
}  # fmt: skip
STEPS = [
    {"title": "Who", "fields": ["name", "urgent"]},
    {"title": "What", "fields": ["lines"]},
    {"title": "How much", "fields": ["amount"]},
]
UI = {"ui:steps": STEPS, "ui:review": True}


@pytest.fixture
def claim(form):
    return form(FIELDS, UI, required=["name", "amount"])


def press(catalog, form, page, button, **typed):
    """What comes of pressing a button: the submission, and the next page."""
    done = catalog.decode(form, posted_page(page, press=button, **typed), {})
    return done, catalog.render(form, done.values, done.problems, spot=done.spot)


def open_step(page):
    (number,) = re.findall(r'name="~step" value="(\d+)"', page)
    (current,) = re.findall(r'<li aria-current="step"><button[^>]*>(\d+)\.', page)
    shown = re.findall(r'<section class="form-step fields field-wide"( hidden)?', page)
    assert [hidden == "" for hidden in shown].index(True) == int(number) == int(current) - 1
    assert shown.count("") == 1
    return int(number)


def test_somebody_goes_through_all_steps_and_back(catalog, claim):
    page = catalog.render(claim, {})
    assert open_step(page) == 0
    done, page = press(catalog, claim, page, "step:1", name="Ada")
    assert (done.problems, open_step(page)) == ((), 1)
    done, page = press(catalog, claim, page, "add:lines")
    assert open_step(page) == 1
    done, page = press(catalog, claim, page, "step:2", **{"lines.0.text": "paper"})
    done, page = press(catalog, claim, page, "step:3", amount="12.5")
    assert open_step(page) == 3
    assert "<dt>Name</dt><dd>Ada</dd>" in page
    assert "<dt>Lines · Row 1 · text</dt><dd>paper</dd>" in page
    assert "data-steps-left" not in page
    done, page = press(catalog, claim, page, "step:0")
    assert open_step(page) == 0
    values = {"name": "Ada", "urgent": False, "lines": [{"text": "paper"}], "amount": 12.5}
    sent = catalog.decode(claim, posted_page(page), {})
    assert (sent.values, sent.operation) == (values, "")
    assert catalog.validate(claim, sent.values) == ()


def test_nobody_goes_on_over_a_mistake_and_what_was_typed_stays(catalog, claim):
    done, page = press(catalog, claim, catalog.render(claim, {}), "step:1", name="A")
    assert [one.field for one in done.problems] == ["name"]
    assert open_step(page) == 0
    assert 'value="A"' in page
    assert "at least 2 characters" in page
    assert "to be corrected" in page
    done, _ = press(catalog, claim, page, "step:3", name="Ada")
    assert (done.spot.step, [one.field for one in done.problems]) == (2, ["amount"])


def test_mistakes_do_not_keep_anybody_from_going_back(catalog, claim):
    page = catalog.render(claim, {"name": "Ada"}, spot=Spot(2))
    done, page = press(catalog, claim, page, "step:0", amount="many")
    assert (done.problems, open_step(page)) == ((), 0)
    assert 'value="many"' in page


def test_a_form_that_is_sent_opens_where_something_is_wrong(catalog, claim):
    problems = catalog.validate(claim, {"name": "Ada", "amount": "many"})
    assert open_step(catalog.render(claim, {"name": "Ada", "amount": "many"}, problems, spot=Spot(3))) == 2
    assert open_step(catalog.render(claim, {"name": "Ada"}, spot=Spot(1))) == 1


def test_fields_of_no_step_stand_on_the_last_and_a_step_without_any_is_left_out(catalog, form):
    yes = {
        "if": {"properties": {"urgent": {"const": True}}, "required": ["urgent"]},
        "then": {"properties": {"why": {"title": "Why"}}},
    }
    steps = [
        {"title": "One", "fields": ["urgent"]},
        {"title": "Reasons", "fields": ["why"]},
        {"title": "Last", "fields": ["name"]},
    ]
    wizard = form(FIELDS, {"ui:steps": steps}, **yes)
    assert "Reasons" not in catalog.render(wizard, {})
    asked = catalog.render(wizard, {"urgent": True})
    assert "2. Reasons" in asked
    assert asked.index("Last</h2>") < asked.index('name="f.note"')


@pytest.mark.parametrize("operation", ["step:99", "step:-1", "step:x", "step:", "step:٣", "step"])
def test_a_step_that_is_not_there_changes_nothing(catalog, claim, operation):
    posted = posted_page(catalog.render(claim, {"name": "Ada", "amount": 1})) | {"~op": [operation]}
    done = catalog.decode(claim, posted, {})
    assert done.values["name"] == "Ada"
    assert open_step(catalog.render(claim, done.values, done.problems, spot=done.spot)) <= 3


@pytest.mark.parametrize("told", [7, [], [{}], ["x", "y"], [{"title": "A", "fields": 7}, {"fields": ["none"]}], {"a": 1}])
def test_steps_that_make_no_sense_show_the_form_as_one_page(catalog, form, told):
    page = catalog.render(form(FIELDS, {"ui:steps": told}), {})
    assert "~step" not in page
    assert 'name="f.note"' in page


def test_a_page_to_read_has_no_steps(catalog, claim):
    assert "~step" not in catalog.render(claim, {"name": "Ada"}, read_only=True)


def test_steps_speak_german(catalog, claim):
    page = catalog.render(claim, {}, seen=Seen("de", "Europe/Berlin", "de"))
    assert "Weiter: What" in page
    assert "Angaben prüfen" in page


def test_categories_of_json_forms_are_steps(catalog, form):
    def category(label, *names):
        return {
            "type": "Category",
            "label": label,
            "elements": [{"type": "Control", "scope": f"#/properties/{name}"} for name in names],
        }

    wizard = form(FIELDS, {"type": "Categorization", "elements": [category("Who", "name"), category("What", "lines", "amount")]})
    page = catalog.render(wizard, {})
    assert open_step(page) == 0
    assert "2. What" in page
