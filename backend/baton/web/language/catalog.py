"""The sentences of Baton in other languages: ``texts/<language>.po``, read once, and what was said in English said in them."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import has_request_context
from flask_babel import Domain, get_locale, gettext

from baton.domain.errors import Said

TEXTS = Path(__file__).parent / "texts"


class Catalog(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """Where Flask-Babel finds translations: the text files themselves, so that nothing has to be compiled before a start."""

    def get_translations(self) -> NullTranslations:
        locale = get_locale()
        return translations(locale.language if locale else "en")


@cache
def translations(language: str) -> NullTranslations:
    """All sentences in that language; where there are none, everything stays English."""
    file = TEXTS / f"{language}.po"
    if not file.exists():
        return NullTranslations()
    compiled = BytesIO()
    with file.open("rb") as text:
        write_mo(compiled, read_po(text, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def say(text: str, **values: object) -> str:
    """The English sentence in the language of the request, with ``%(name)s`` filled in. Imported as ``_``, by which it is found."""
    return str(gettext(text, **values))


def later(text: str) -> str:
    """Marks a sentence that is said elsewhere, when it is known to whom."""
    return text


def in_language(value: Any) -> Any:
    """A sentence that was ``said`` in the language of the request; anything else as it is."""
    if type(value) is not Said or not has_request_context():
        return value
    return gettext(value.template).format(**value.values)
