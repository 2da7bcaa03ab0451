"""Keys of fields: made from labels, checked when people choose them."""

import keyword
import re
import unicodedata
from collections.abc import Collection

LONGEST_KEY = 60
_GOOD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_OTHER = re.compile(r"[^a-z0-9]+")
_SPELLED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "€": "eur", "&": " and ", "%": " percent "}
)


def key_from(label: str, taken: Collection[str]) -> str:
    """A key that no other field has: ``Net amount (€)`` becomes ``net_amount_eur``."""
    spelled = unicodedata.normalize("NFKD", label.lower().translate(_SPELLED)).encode("ascii", "ignore").decode()
    base = _OTHER.sub("_", spelled)[:LONGEST_KEY].strip("_") or "field"
    if base[0].isdigit():
        base = f"field_{base}"
    return free(f"{base}_" if keyword.iskeyword(base) else base, taken)


def free(base: str, taken: Collection[str]) -> str:
    """``base``, with a number behind it where that is taken."""
    number, found = 1, base
    while found in taken:
        number += 1
        found = f"{base.rstrip('_')}_{number}"
    return found


def key_problem(key: str, taken: Collection[str]) -> str | None:
    """Why a field cannot have this key, or None."""
    if not key:
        return "Give the field a key; expressions call it by that name."
    if len(key) > LONGEST_KEY:
        return f"A key has at most {LONGEST_KEY} characters."
    if not _GOOD.fullmatch(key):
        return f"“{key}” cannot be a key: use letters, digits and “_”, and begin with a letter."
    if keyword.iskeyword(key):
        return f"“{key}” is a word of the expression language; choose another one, such as “{key}_”."
    if key in taken:
        return f"There is a field “{key}” here already."
    return None
