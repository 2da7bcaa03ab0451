"""What a person saw is kept as plain data: the same for the same page, and with everything that was not asked."""

import json

import pytest

from baton.domain.working.submissions import Seen

GERMAN = Seen("de", "Europe/Berlin", "de")


@pytest.fixture
def claim(form):
    return form(
        {
            "amount": {"type": "number", "title": "Amount", "description": "With tax"},
            "at": {"type": "string", "format": "date-time", "title": "When"},
            "kind": {"oneOf": [{"const": "a", "title": "Fire"}, {"const": "b", "title": "Water"}], "title": "Kind"},
            "urgent": {"type": "boolean"},
            "secret": {"type": "string"},
            "owner": {"type": "string", "title": "Owner"},
            "lines": {"type": "array", "items": {"type": "object", "properties": {"text": {"type": "string"}}}},
        },
        {"owner": {"ui:widget": "hidden"}, "secret": {"ui:widget": "password"}, "amount": {"ui:help": "As on the invoice"}},
        **{
            "if": {"properties": {"urgent": {"const": True}}, "required": ["urgent"]},
            "then": {"properties": {"why": {"title": "Why?"}}},
        },
    )


VALUES = {
    "amount": 1234.5, "at": "2026-07-01T10:00:00Z", "kind": "b", "urgent": False, "secret": "hush", "owner": "ann", "lines": [{"text": "x"}],
}  # fmt: skip


def places(told):
    yield told
    for child in told["children"]:
        yield from places(child)


def by_path(catalog, form, values, seen=GERMAN):
    return {one["path"]: one for one in places(catalog.shown(form, values, seen)["page"])}


def test_values_stand_in_the_words_of_whoever_looked(catalog, claim):
    told = by_path(catalog, claim, VALUES)
    assert told["amount"]["text"] == "1.234,5"
    assert told["at"]["text"] == "2026-07-01 12:00 CEST"
    assert (told["kind"]["text"], told["lines.0.text"]["text"], told["urgent"]["text"]) == ("Water", "x", "Nein")
    assert [option["chosen"] for option in told["kind"]["options"]] == [False, True]
    assert (told["amount"]["description"], told["amount"]["help"]) == ("With tax", "As on the invoice")
    assert by_path(catalog, claim, VALUES, Seen())["amount"]["text"] == "1,234.5"


def test_it_says_what_was_hidden_and_what_was_not_asked(catalog, claim):
    told = by_path(catalog, claim, VALUES)
    assert (told["owner"]["hidden"], told["owner"]["text"]) == ("form", "ann")
    assert (told["why"]["hidden"], told["why"]["label"]) == ("condition", "Why?")
    asked = by_path(catalog, claim, VALUES | {"urgent": True, "why": "now"})
    assert (asked["why"]["hidden"], asked["why"]["text"]) == ("", "now")


def test_a_password_is_not_written_down(catalog, claim):
    assert "hush" not in json.dumps(catalog.shown(claim, VALUES))


def test_the_same_page_gives_the_same_bytes_and_another_one_others(catalog, claim):
    def written(values, seen=GERMAN):
        return json.dumps(catalog.shown(claim, values, seen))

    assert written(VALUES) == written(dict(reversed(VALUES.items())))
    assert written(VALUES) != written(VALUES | {"amount": 1234.6})
    assert written(VALUES) != written(VALUES, Seen())


def test_two_files_of_one_name_are_told_apart(catalog, form):
    files = form({"file": {"type": "string", "format": "data-url"}})
    first, second = (
        by_path(catalog, files, {"file": f"data:text/plain;name=a%20b.txt;base64,{text}"})["file"]["text"]
        for text in ("YQ==", "Yg==")
    )
    assert first != second
    assert first.startswith("a b.txt sha256:")
