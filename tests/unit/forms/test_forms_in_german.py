"""Everything a form says exists in German, and numbers and times follow the person."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from baton.domain.working.submissions import Seen
from fakes.posted_page import posted_page

ROOT = Path(__file__).parents[3]
ROOM = ROOT / "backend" / "baton" / "forms"
GERMAN = Seen("de", "Europe/Berlin", "de")
TEXTS = tomllib.loads((ROOM / "speaking" / "texts" / "de.toml").read_text("utf-8"))["texts"]
SENTENCE = re.compile(r"\{title\}|\.$")
IN_TEMPLATES = re.compile(r"""\.say\(\s*(?:"([^"]+)"|'([^']+)')""")


def sentences():
    """What is said: the first argument of every ``say``, and the sentences in the tables of the findings."""
    for path in ROOM.rglob("*.py"):
        if "building" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "say" and node.args:
                yield from (
                    part.value
                    for part in ast.walk(node.args[0])
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                )
    for name in ("_BY_TEMPLATE", "_TYPES", "_FORMATS"):
        yield from vars(__import__("baton.forms.findings.messages", fromlist=[name]))[name].values()
    for path in (ROOT / "forms" / "widgets").rglob("*.html"):
        yield from (first or second for first, second in IN_TEMPLATES.findall(path.read_text("utf-8")))


@pytest.mark.parametrize("text", sorted(set(sentences())))
def test_a_sentence_is_translated_with_all_its_places(text):
    assert text in TEXTS
    assert set(re.findall(r"\{\w+\}", TEXTS[text])) <= set(re.findall(r"\{\w+\}", text))


def test_problems_speak_german(catalog, form):
    claim = form({"amount": {"type": "number", "title": "Betrag", "minimum": 1000.5}}, required=["amount"])
    assert [one.message for one in catalog.validate(claim, {}, (), GERMAN)] == ["Betrag ist erforderlich."]
    assert [one.message for one in catalog.validate(claim, {"amount": 1}, (), GERMAN)] == ["Betrag muss mindestens 1.000,5 sein."]
    assert [one.message for one in catalog.validate(claim, {"amount": 1})] == ["Betrag must be at least 1000.5."]


@pytest.mark.parametrize(
    ("numbers", "typed", "value"),
    [
        ("de", "1.234,50", 1234.5), ("de", "1.234", 1234), ("de", "1,234", 1.234), ("de", "1234.5", 1234.5), ("de", "1,234.56", 1234.56),
        ("en", "1,234", 1234), ("en", "1.234", 1.234), ("en", "1.234,50", 1234.5), ("en-GB", "12,345.6", 12345.6), ("de", "1.2.3", "1.2.3"),
        ("de", "12.34.567", "12.34.567"), ("de-CH", "1'234.50", 1234.5), ("fr", "1 234,5", 1234.5), ("xx", "7", 7), ("de", "1e3", 1000.0),
        ("de", "0,1", 0.1), ("de", "-1.000.000", -1000000), ("", "1,234", "1,234"), ("en", "90071992547409931.5", "90071992547409931.5"),
    ],
)  # fmt: skip
def test_a_number_is_read_in_the_persons_own_way_first(catalog, form, numbers, typed, value):
    amount = form({"n": {"type": "number"}})
    read = catalog.decode(amount, {"f.n": [typed]}, {}, Seen(numbers=numbers)).values["n"]
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(("numbers", "typed"), [("de", "1,234"), ("en", "1.234"), ("", "1.234")])
def test_money_that_can_be_read_in_two_ways_is_asked_about(catalog, form, numbers, typed):
    money = form({"amount": {"type": "number", "title": "Amount"}}, {"amount": {"ui:widget": "money"}})
    values = catalog.decode(money, {"f.amount": [typed]}, {}, Seen(numbers=numbers)).values
    assert values == {"amount": typed}
    assert "two ways" in catalog.validate(money, values)[0].message


def test_more_digits_than_a_number_can_keep_are_refused_and_not_rounded(catalog, form):
    amount = form({"amount": {"type": "number", "title": "Amount"}})
    values = catalog.decode(amount, {"f.amount": ["0.1234567890123456789"]}, {}).values
    assert "more digits than can be kept" in catalog.validate(amount, values)[0].message


@pytest.mark.parametrize("seen", [Seen(), GERMAN, Seen("en", "America/New_York", "en-US"), Seen("fr", "Asia/Kathmandu", "fr-CH")])
def test_a_page_gives_back_what_it_showed_in_every_way_of_showing_it(catalog, form, seen):
    every = form(
        {
            "n": {"type": "number"}, "i": {"type": "integer"}, "either": {"type": ["number", "string"]},
            "at": {"type": "string", "format": "date-time"}, "past": {"type": "string", "format": "date-time"},
        }
    )  # fmt: skip
    values = {"n": 1234.567, "i": 1234567, "either": 1.234, "at": "2026-10-25T02:30:00+01:00", "past": "1890-01-01T00:00:00.125Z"}
    assert catalog.decode(every, posted_page(catalog.render(every, values, seen=seen)), values).values == values


class TestTimes:
    AT = {"at": {"type": "string", "format": "date-time", "title": "When"}}  # noqa: RUF012

    def read(self, catalog, form, typed):
        values = catalog.decode(form(self.AT), {"f.at": [typed]}, {}, GERMAN).values
        return values["at"], [
            one.message for one in catalog.validate(form(self.AT), values, (), Seen("en", "Europe/Berlin", "en"))
        ]

    def test_a_time_is_on_the_persons_clock_and_kept_in_utc(self, catalog, form):
        assert self.read(catalog, form, "2026-07-01T12:00") == ("2026-07-01T10:00:00Z", [])
        assert self.read(catalog, form, "2026-01-01T12:00:30.5") == ("2026-01-01T11:00:30.500Z", [])
        page = catalog.render(form(self.AT), {"at": "2026-07-01T10:00:00Z"}, seen=GERMAN)
        assert 'value="2026-07-01T12:00"' in page
        assert "CEST" in page

    def test_a_time_that_does_not_exist_is_asked_about(self, catalog, form):
        value, problems = self.read(catalog, form, "2026-03-29T02:30")
        assert value == "2026-03-29T02:30"
        assert "does not exist in Europe/Berlin" in problems[0]

    def test_a_time_that_comes_twice_is_asked_about_and_can_be_answered(self, catalog, form):
        value, problems = self.read(catalog, form, "2026-10-25T02:30")
        assert "2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00" in problems[0]
        assert 'type="datetime-local"' not in catalog.render(form(self.AT), {"at": value}, seen=GERMAN)
        assert self.read(catalog, form, "2026-10-25T02:30+01:00") == ("2026-10-25T01:30:00Z", [])

    def test_the_zone_of_the_page_counts_and_not_a_later_choice(self, catalog, form):
        page = posted_page(catalog.render(form(self.AT), {}, seen=GERMAN), at="2026-07-01T12:00")
        assert catalog.decode(form(self.AT), page, {}, Seen("en", "Asia/Tokyo", "en")).values == {"at": "2026-07-01T10:00:00Z"}
