"""In which language and time zone a page speaks: the person's choice, the letter somebody came by, or what the browser asks for."""

from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError
from flask import Flask, g, has_request_context, request
from flask_babel import Babel

from baton.domain.working.submissions import Seen
from baton.web.language.catalog import Catalog, in_language
from baton.web.language.consent import said_to_it
from baton.web.security.actor import current_actor
from baton.web.wired import platform

LANGUAGES = {"en": "English", "de": "Deutsch"}


def init_app(app: Flask) -> None:
    """Gettext for templates (``_()`` and ``{% trans %}``) and for the code of this room."""
    babel = Babel(app, default_locale="en", locale_selector=language, timezone_selector=time_zone)
    babel.domain_instance = Catalog()
    app.jinja_env.finalize = in_language


def speak(language: str) -> None:
    """Answer this request in ``language``: somebody without an account came by a letter in it."""
    g.spoken = language if language in LANGUAGES else ""


def language() -> str:
    """The language of this request, one of ``LANGUAGES``; that of the house where nobody asks."""
    if not has_request_context():
        return "en"
    chosen = g.get("spoken") or current_actor().preferences.language
    if chosen in LANGUAGES:
        return str(chosen)
    asked = (tag.partition("-")[0].lower() for tag, _ in request.accept_languages)  # the most wanted first
    return next((tag for tag in asked if tag in LANGUAGES), platform().house.language)


def time_zone() -> str:
    """The IANA name of the zone in which this request's times are shown; UTC unless the person chose another."""
    chosen = current_actor().preferences.time_zone if has_request_context() else ""
    return chosen if chosen in _zones() else "UTC"


def zone() -> ZoneInfo:
    """The zone of ``time_zone``."""
    return ZoneInfo(time_zone())


def numbers() -> Locale:
    """The locale in which numbers and dates are written."""
    chosen = current_actor().preferences.numbers if has_request_context() else ""
    return _locale(chosen or language())


def seen() -> Seen:
    """In what way this request's page is shown."""
    return Seen(language(), time_zone(), str(numbers()), **said_to_it())


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=64)
def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name, sep="-" if "-" in name else "_")
    except (ValueError, UnknownLocaleError):
        return Locale("en")
