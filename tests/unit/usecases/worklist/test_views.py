"""Saved views: whose they are, who sees them, and that nothing of others is overwritten or told."""

import pytest

from baton.domain.actors import PLATFORM, Actor, Role
from baton.domain.errors import Forbidden, InvalidInput, NotFound
from baton.domain.people import Person
from baton.usecases import people
from baton.usecases.worklist import views
from baton.usecases.worklist.views import ViewDraft

ANA, BEN = (Actor(id, id.capitalize(), frozenset({"clerks"}), frozenset({Role.TASK_OWNER})) for id in ("ana", "ben"))


@pytest.fixture
def site(platform):
    for actor in (ANA, BEN):
        people.add_person(platform, PLATFORM, Person(actor.id, actor.name, groups=actor.groups))
    return platform


def test_a_view_of_somebody_else_that_is_not_shared_does_not_exist_for_others(site):
    own = views.save_view(site, ANA, ViewDraft("Salaries over 90k", "var=salary=>90000"))
    for act in (
        lambda: views.rename_view(site, BEN, own.id, "Mine"),
        lambda: views.drop_view(site, BEN, own.id),
        lambda: views.save_view(site, BEN, ViewDraft("Mine", "", ("clerks",)), own.id),
    ):
        with pytest.raises(NotFound) as refusal:
            act()
        assert "Salaries" not in str(refusal.value)


def test_a_shared_view_is_changed_by_its_owner_alone(site):
    shared = views.save_view(site, ANA, ViewDraft("Big ones", "q=x", ("clerks",)))
    with pytest.raises(Forbidden, match="belongs to ana"):
        views.rename_view(site, BEN, shared.id, "Mine")
    with pytest.raises(Forbidden, match="belongs to ana"):
        views.drop_view(site, BEN, shared.id)


def test_a_view_that_is_shared_with_a_group_one_has_left_can_still_be_renamed(site):
    shared = views.save_view(site, ANA, ViewDraft("Big ones", "q=x", ("clerks",)))
    moved = Actor("ana", "Ana", frozenset({"chiefs"}), frozenset({Role.TASK_OWNER}))
    assert views.rename_view(site, moved, shared.id, "Bigger").groups == ("clerks",)
    with pytest.raises(InvalidInput, match="not in clerks"):
        views.save_view(site, moved, ViewDraft("Another", "", ("clerks",)))
