"""What may be a variable."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from baton.engine.run.data.values import plain


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ((1, "a"), [1, "a"]),
        ({3, 1, 2}, [1, 2, 3]),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02T00:00:00+00:00"),
        (Decimal("1.50"), 1.5),
        (Decimal("3"), 3),
        (timedelta(minutes=1), "PT60S"),
        ({1: {"x": (None, True)}}, {"1": {"x": [None, True]}}),
    ],
)
def test_values_become_json(value, expected):
    assert plain(value) == expected
    assert type(plain(value)) is type(expected)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**70, object(), b"bytes", lambda: None])
def test_what_json_cannot_hold_is_refused(value):
    with pytest.raises(ValueError):
        plain({"x": [value]})
