"""Every sentence and number of a form in the way one person reads it."""

import tomllib
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from unicodedata import normalize
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_group_symbol

from baton.domain.working.submissions import NOTHING_SEEN, Seen

_TEXTS = Path(__file__).with_name("texts")
_UTC = "UTC"
_EXACT = 2**53
# Unions, parts of countries and made-up places that the list of territories holds as well.
_NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])


class Wording:
    """What ``seen`` means for words, numbers and times. Where nothing was seen: English, plain numbers, UTC."""

    def __init__(self, seen: Seen = NOTHING_SEEN) -> None:
        self.seen = seen
        self.zone = _zone(seen.time_zone)
        self.decimal, self.group = _signs(seen.numbers)
        self._language = seen.language.replace("_", "-").split("-")[0].lower()
        self._texts = _table(self._language)

    def say(self, text: str, **facts: Any) -> str:
        """``text`` in the person's language, its ``{places}`` filled in; facts are never read as places themselves."""
        return self._texts.get(text, text).format(**facts) if facts else self._texts.get(text, text)

    @cached_property
    def countries(self) -> tuple[tuple[str, str], ...]:
        """Every country, its two letters and its name, by name."""
        try:
            names = Locale.parse(self._language or "en").territories
        except (ValueError, UnknownLocaleError):
            names = Locale.parse("en").territories
        named = [(code, name) for code, name in names.items() if code.isalpha() and code not in _NO_COUNTRIES]
        return tuple(sorted(named, key=lambda one: normalize("NFKD", one[1]).casefold()))

    def typed(self, value: int | float | Decimal) -> str:
        """A number as it stands in a control: with the person's decimal sign, without groups."""
        return _plain(value).replace(".", self.decimal)

    def counted(self, value: int | float | Decimal) -> str:
        """A number to be read: grouped in thousands, and with the person's decimal sign."""
        whole, point, rest = _plain(value).partition(".")
        return (
            f"{int(whole):,}".replace(",", self.group) + (self.decimal + rest if point else "")
            if whole not in ("", "-0")
            else self.typed(value)
        )


def wording_of(seen: Seen) -> Wording:
    """The words for ``seen``, of which only language, zone and numbers matter here."""
    return _wording(seen.language, seen.time_zone, seen.numbers)


@lru_cache(maxsize=256)
def _wording(*told: str) -> Wording:
    return Wording(Seen(*told))


def _plain(value: int | float | Decimal) -> str:
    """Every digit and no exponent; a whole number has no point, also where it was reckoned in fractions."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else format(Decimal(repr(value)), "f")
    return format(value, "d" if isinstance(value, int) else "f")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or _UTC)
    except (OSError, ValueError):
        return ZoneInfo(_UTC)


def _signs(numbers: str) -> tuple[str, str]:
    """The decimal sign, and the sign between thousands."""
    if not numbers:
        return ".", ","
    try:
        locale = Locale.parse(numbers.replace("-", "_"))
        return get_decimal_symbol(locale), get_group_symbol(locale)
    except (ValueError, UnknownLocaleError):
        return ".", ","


@lru_cache(maxsize=16)
def _table(language: str) -> dict[str, str]:
    path = _TEXTS / f"{language}.toml"
    if not language.isalpha() or not path.is_file():
        return {}
    return dict(tomllib.loads(path.read_text("utf-8"))["texts"])
