"""Text put around a script: names every script may use, and the step that turns its variables into JSON."""

BEFORE = """\
import json as __baton_json
__baton_builtins = (type, isinstance, str, int, float, bool, list, sorted, TypeError)
"""
DELETED = "class __baton_deleted: pass\n__baton_gone = __baton_deleted()\n"

# Fed only when plain JSON does not do: what JSON cannot say is turned into what it can, functions are left out.
CONVERTING = """\
type, isinstance, str, int, float, bool, list, sorted, TypeError = __baton_builtins
def __baton_plain(v):
    t = type(v).__name__
    if v is None or t in ('str', 'int', 'bool', 'float'):
        return v
    if t in ('dict', 'defaultdict', 'OrderedDict', 'Counter'):
        for k in v:
            if not (k is None or isinstance(k, (str, int, float))):
                raise TypeError('a key of a dictionary must be text')
        return {k: __baton_plain(i) for k, i in v.items()}
    if t in ('set', 'frozenset'):
        return [__baton_plain(i) for i in sorted(v, key=lambda i: (type(i).__name__, str(i)))]
    if t in ('list', 'tuple', 'deque', 'range', 'zip', 'map', 'filter', 'enumerate', 'reversed', 'generator'):
        return [__baton_plain(i) for i in list(v)]
    if t.startswith('dict_') or t.endswith('iterator'):
        return [__baton_plain(i) for i in list(v)]
    if t in ('datetime', 'date', 'time'):
        return v.isoformat()
    if t == 'Decimal':
        return float(v)
    if t == 'timedelta':
        s = v.total_seconds()
        return ('-' if s < 0 else '') + 'PT' + f'{s if s >= 0 else -s:.15g}' + 'S'
    raise TypeError('a ' + t + ' cannot be stored; use text, numbers, lists and dictionaries')
__baton_skipped = ('function', 'module', 'type', 'builtin_function_or_method', 'builtin', 'method', '__baton_deleted')
__baton_json.dumps(
    {k: __baton_plain(v) for k, v in __baton_out.items() if type(v).__name__ not in __baton_skipped}, allow_nan=False
)
"""

CLOCK = "from datetime import datetime as __baton_datetime, timezone as __baton_timezone\n"
NAMES = {
    "round": """\
from decimal import Decimal as __baton_decimal, ROUND_HALF_UP as __baton_half_up
def round(number, ndigits=None, isinstance=isinstance, int=int, float=float, repr=repr):
    exact = number if isinstance(number, __baton_decimal) else __baton_decimal(repr(number) if isinstance(number, float) else int(number))
    if ndigits is None:
        return int(exact.quantize(__baton_decimal(1), rounding=__baton_half_up)) if exact.adjusted() < 25 else int(exact)
    if exact and exact.adjusted() + ndigits > 25:
        return number
    rounded = exact.quantize(__baton_decimal(1).scaleb(-ndigits), rounding=__baton_half_up)
    return rounded if isinstance(number, __baton_decimal) else float(rounded) if isinstance(number, float) else int(rounded)
""",
    "now": CLOCK + "def now(zone=__baton_timezone.utc):\n    return __baton_datetime.now(zone)\n",
    "today": CLOCK + "def today():\n    return __baton_datetime.now().date()\n",
    "date": "from datetime import date\n",
    "timedelta": "from datetime import timedelta\n",
    "timezone": "from datetime import timezone\n",
    "Decimal": "from decimal import Decimal\n",
    **{name: f"import {name}\n" for name in ("json", "math", "random", "re", "decimal", "time")},
}
DATETIME_CLASS = "from datetime import datetime\n"
DATETIME_MODULE = "import datetime\n"


def collecting(names: list[str]) -> str:
    """The text that gathers the variables ``names`` and returns them as JSON."""
    gathered = "".join(f"try:\n    __baton_out[{name!r}] = {name}\nexcept NameError:\n    pass\n" for name in names)
    return f"\n__baton_out = {{}}\n{gathered}__baton_json.dumps(__baton_out, allow_nan=False)\n"
