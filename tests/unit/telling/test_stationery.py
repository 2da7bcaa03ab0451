"""The words of letters: complete in every language, safe in HTML, and checked before they are used."""

import pytest

from baton.domain.working.telling import KINDS, Reason, Wording
from baton.notifications.stationery import LETTERS, Letters

WORDS = Letters()
EVERY = [(name, language) for name in WORDS.names() for language in WORDS.languages()]
HOSTILE = '<script>alert("x")</script>&{{link}}'


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_shipped_letter_is_complete_and_asks_for_nothing_unknown(name, language):
    files = {file.name for file in (LETTERS / name).iterdir()}
    assert {f"{language}.{part}" for part in ("subject", "txt", "html")} <= files
    shipped = WORDS.shipped(name, language)
    assert WORDS.check(name, shipped) == []
    filled = WORDS.fill(shipped, language, WORDS.sample(name))
    for part in (filled.subject, filled.text, filled.html):
        assert "{{" not in part
        assert part.strip()
    assert "\n" not in filled.subject


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_values_are_escaped_in_html_and_never_read_as_marks(name, language):
    values = {key: HOSTILE if isinstance(value, str) else value for key, value in WORDS.sample(name).items()}
    filled = WORDS.fill(WORDS.shipped(name, language), language, values)
    assert "<script>" not in filled.html
    assert "{{link}}" in filled.html or "&lt;script" not in filled.html


def test_everything_that_people_are_told_has_a_letter_and_german_is_not_english():
    assert set(KINDS) <= set(WORDS.names())
    same = [name for name in WORDS.names() if WORDS.shipped(name, "en").text == WORDS.shipped(name, "de").text]
    assert same == []


@pytest.mark.parametrize(
    "code", ["assigned", "group", "escalated", "escalated-group", "stands-in", "mentioned", "asked", "digest"]
)
def test_a_reason_is_a_sentence_in_every_language(code):
    english, german = (WORDS.reason(Reason(code, "clerks"), language) for language in ("en", "de"))
    assert english.startswith("You get this because")
    assert german.startswith("Sie erhalten dies, weil")
    assert WORDS.reason(Reason("no such"), "en") == ""


def test_a_language_that_is_not_spoken_is_english():
    assert WORDS.shipped("nudge", "fr") == WORDS.shipped("nudge", "en")


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("{{nobody}}", "letter.unknown"), ("{{#text}}x", "letter.marks"), ("x{{/text}}", "letter.marks"),
        ("{{#text}}{{#by}}x{{/text}}{{/by}}", "letter.marks"), ("{{> frame}}", "letter.marks"), ("{{{text}}}", "letter.marks"),
        ("{{& text}}", "letter.marks"), ("{{=<% %>=}}", "letter.marks"), ("  \n", "letter.empty"), ("x" * 20_001, "letter.long"),
        ("{{text", "letter.marks"), ("{{#text}}{{unknown}}{{/text}}", "letter.unknown"), ("{{^text}}{{unknown}}{{/text}}", "letter.unknown"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("part", ["subject", "text", "html"])
def test_words_that_cannot_work_are_found(words, rule, part):
    given = Wording(**{"subject": "s", "text": "t", "html": "h", part: words})
    assert [(problem.rule, problem.field) for problem in WORDS.check("nudge", given)] == [(rule, part)]


@pytest.mark.parametrize(
    "words", ["{{by}}", "{{#text}}{{.}}{{/text}}", "{{^text}}none{{/text}}", "{{! a remark }}x", "a } b { c"]
)
def test_words_that_work_are_not_refused(words):
    assert WORDS.check("nudge", Wording(words, words, words)) == []
