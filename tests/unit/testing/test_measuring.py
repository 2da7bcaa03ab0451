"""Measuring scenarios with mistakes: bounded, the same sample every time, one measurement at a time."""

import pytest

from baton.domain.errors import Conflict, Forbidden
from baton.usecases import modelling
from baton.usecases.testing import mutation
from baton.usecases.testing.files import save_scenario
from baton.usecases.testing.mutation import Effort, mutation_score
from baton.usecases.testing.results import run_all
from unit.testing.test_mutants import FILES

TWO_DAYS = {
    "title": "Two days",
    "process": "order",
    "as": "ann",
    "with": {"amount": 5},
    "step": [{"advance": "PT48H", "expect": {"open": []}}],
}


@pytest.fixture
def draft(platform, admin):
    return modelling.new_draft(platform, admin, "Order", FILES).id


def test_without_scenarios_nothing_is_noticed_and_that_is_said_without_playing(platform, admin, draft):
    found = mutation_score(platform, admin, draft)
    assert (found.noticed, found.percent, found.judged) == (0, 0, found.total)
    assert found.unseen == {mutant.id for mutant in found.survivors}


def test_a_scenario_notices_what_it_is_about_and_not_what_it_never_reaches(platform, admin, draft):
    save_scenario(platform, admin, draft, None, TWO_DAYS)
    found = mutation_score(platform, admin, draft, effort=Effort(60))
    told = {mutant.mistake: mutant.id in found.unseen for mutant in found.survivors}
    assert found.judged == found.total
    assert "the timer “48 hours” is gone" not in told
    assert told["the timer “48 hours” waits half as long"] is False
    assert told["anybody may complete “Approve”"] is True


def test_time_that_is_over_ends_the_measurement_and_the_next_one_goes_on(platform, admin, draft):
    save_scenario(platform, admin, draft, None, TWO_DAYS)
    none = mutation_score(platform, admin, draft, effort=Effort(0))
    assert (none.judged, none.percent) == (0, None)
    whole = mutation_score(platform, admin, draft, effort=Effort(60))
    rest = mutation_score(platform, admin, draft, effort=Effort(60, after=whole.total - 2))
    assert rest.judged == 2
    assert {mutant.id for mutant in rest.survivors} <= {mutant.id for mutant in whole.survivors}


def test_red_scenarios_are_left_out_of_the_measurement(platform, admin, draft):
    save_scenario(platform, admin, draft, None, {**TWO_DAYS, "step": [{"advance": "PT1H", "expect": {"open": []}}]})
    found = mutation_score(platform, admin, draft, effort=Effort(60))
    assert (found.red, found.noticed) == (1, 0)


def test_one_measurement_runs_at_a_time(platform, admin, draft):
    with mutation._one_at_a_time, pytest.raises(Conflict, match="Try again"):
        mutation_score(platform, admin, draft)
    assert mutation_score(platform, admin, draft).total


def test_time_for_all_scenarios_that_is_over_is_said_plainly(platform, admin, draft, monkeypatch):
    save_scenario(platform, admin, draft, None, TWO_DAYS)
    monkeypatch.setattr("baton.usecases.testing.results.SECONDS", 0.0)
    found = run_all(platform, admin, draft)
    assert "1 of 1 scenarios were not played" in found.unfinished
    assert found.red()


def test_who_may_not_edit_models_may_not_measure_them(platform, draft, admin):
    with pytest.raises(Forbidden):
        mutation_score(platform, type(admin)("eve", "Eve"), draft)
