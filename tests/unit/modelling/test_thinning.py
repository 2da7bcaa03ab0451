"""Autosaved versions become fewer with time; what somebody named or deployed never goes."""

from datetime import UTC, datetime, timedelta

from baton.domain.modelling import NEWEST_KEPT, DraftVersion, thinned

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def versions(many: int, every: timedelta, **changes: object) -> list[DraftVersion]:
    """Newest first."""
    return [DraftVersion("d", many - back, NOW - back * every, "dora", **changes) for back in range(many)]  # type: ignore[arg-type]


def test_the_newest_fifty_stay_however_close_they_are() -> None:
    assert thinned(versions(NEWEST_KEPT, timedelta(seconds=1))) == []


def test_before_them_the_last_of_each_hour_stays() -> None:
    found = versions(NEWEST_KEPT + 90, timedelta(minutes=1))
    gone = thinned(found)
    older = [version for version in found[NEWEST_KEPT:] if version.number not in gone]
    assert [version.saved_at.strftime("%H:%M") for version in older] == ["08:40", "07:59"]
    assert len(gone) == 88


def test_named_and_deployed_versions_never_go() -> None:
    named = versions(200, timedelta(seconds=1), name="Kept")
    deployed = versions(200, timedelta(seconds=1), definitions=("d:1",))
    assert thinned(named) == thinned(deployed) == []
    assert len(thinned(versions(200, timedelta(seconds=1)))) > 140
