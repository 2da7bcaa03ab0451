"""Every sentence that the code marks for people is there in every language, with the same places in it."""

import re

import pytest
from babel.messages.pofile import read_po

from checks.texts import TEXTS, sentences

FILES = sorted(TEXTS.glob("*.po"))
PLACES = re.compile(r"%\((\w+)\)[sd]|(?<!\{)\{(\w+)\}")
MARKED = {message if isinstance(message, str) else message[0]: place for message, place in sentences()}


def translated(file):
    with file.open("rb") as text:
        return {
            message.id if isinstance(message.id, str) else message.id[0]: message
            for message in read_po(text, locale=file.stem)
            if message.id
        }


def places(text):
    return {left or right for left, right in PLACES.findall(text)}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_marked_sentence_is_translated(file):
    found = translated(file)
    assert {text: place for text, place in MARKED.items() if text not in found or not found[text].string} == {}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_translation_has_the_places_of_its_sentence(file):
    for text, message in translated(file).items():
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(places(one) <= places(text) | {"num"} for one in said), text
        assert places(text) <= set().union(*(places(one) for one in said)) | {"num"}, text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_is_translated_that_nobody_says(file):
    assert sorted(set(translated(file)) - set(MARKED)) == []


def test_german_is_shipped():
    assert [file.stem for file in FILES] == ["de"]
