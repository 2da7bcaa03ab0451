"""A period does not end before it begins, and the sentence stands at its last day."""

import pytest

DAY = {"type": "string", "format": "date"}
AWAY = {"away": {"type": "object", "properties": {"from": {**DAY, "title": "From"}, "to": {**DAY, "title": "To"}}}}
SHOWN = {"away": {"ui:widget": "daterange"}}


def test_a_period_that_ends_before_it_begins_is_told_at_its_last_day(catalog, form):
    (problem,) = catalog.validate(form(AWAY, ui=SHOWN), {"away": {"from": "2026-03-13", "to": "2026-03-02"}})
    assert (problem.rule, problem.field) == ("form.period", "away.to")
    assert problem.message == "“To” is before “From”. A period ends on the day it begins, or later."


@pytest.mark.parametrize("away", [{"from": "2026-03-02", "to": "2026-03-02"}, {"from": "2026-03-13"}, {"to": "2026-03-02"}, {}])
def test_a_day_alone_or_twice_is_no_wrong_period(catalog, form, away):
    assert catalog.validate(form(AWAY, ui=SHOWN), {"away": away}) == ()


def test_two_days_of_a_plain_group_may_stand_in_any_order(catalog, form):
    assert catalog.validate(form(AWAY), {"away": {"from": "2026-03-13", "to": "2026-03-02"}}) == ()
