"""What is kept of telling people: owed once, read once, the newest words in force; in every kind of database."""

from datetime import UTC, datetime, timedelta

import pytest

from baton.domain.errors import NotFound
from baton.domain.jobs import LETTER, Job
from baton.domain.people import Absence, Notice, Person
from baton.domain.working.telling import DigestLine, Wording, WordingVersion

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def people(store):
    with store.write() as uow:
        for id in ("ana", "bo", "cy"):
            uow.save_person(Person(id, id.title()))
        uow.commit()


def write(store, work):
    with store.write() as uow:
        found = work(uow)
        uow.commit()
    return found


def test_what_is_owed_twice_is_owed_once(store):
    def owe(uow):
        uow.owe([Job("one", LETTER, NOW, NOW)])
        uow.owe([])

    for _ in range(2):
        write(store, owe)
    with store.read() as uow:
        assert uow.due_jobs(NOW, 10) == ["one"]


def test_lines_of_a_digest_are_added_once_and_taken_away(store, people):
    line = DigestLine("l1", "ana", "nudge", "group", "clerks", {"text": "ü"}, "/tasks/1", NOW, "t1")
    for _ in range(2):
        write(store, lambda uow: uow.add_digest_lines([line, DigestLine("l2", "bo", "nudge", "", "", {}, "/", NOW)]))
    with store.read() as uow:
        assert uow.digest_lines("ana") == [line]
    write(store, lambda uow: uow.drop_digest_lines(["l1"]))
    with store.read() as uow:
        assert (uow.digest_lines("ana"), len(uow.digest_lines("bo"))) == ([], 1)


def test_notices_are_read_by_their_owner_only_and_once(store, queries, people):
    notices = [Notice(f"n{one}", "ana", "t", "/", NOW, None, "nudge", "group", "x", {"a": 1}, None) for one in range(3)]
    write(store, lambda uow: uow.add_notices(notices))
    assert write(store, lambda uow: uow.mark_notices("bo", ["n0"], NOW)) == 0
    assert write(store, lambda uow: uow.mark_notices("ana", ["n0"], NOW)) == 1
    assert write(store, lambda uow: uow.mark_notices("ana", ["n0"], NOW + DAY)) == 0
    assert queries.unread_notices("ana") == 2
    write(store, lambda uow: uow.finish_notice("ana", "n1", NOW))
    assert queries.unread_notices("ana") == 1
    with pytest.raises(NotFound):
        write(store, lambda uow: uow.finish_notice("bo", "n1", NOW))
    assert write(store, lambda uow: uow.mark_notices("ana", None, NOW)) == 2
    with store.read() as uow:
        assert uow.notice("n0").read_at == NOW
        assert uow.notice("n2").values == {"a": 1}


def test_absences_are_found_while_they_last(store, people):
    absence = Absence("a1", "ana", "bo", NOW, NOW + DAY, True, "note", "ana", NOW)
    write(store, lambda uow: (uow.save_absence(absence), uow.save_covers("bo", (absence.cover(),))))
    with store.read() as uow:
        assert uow.absence("a1") == absence
        assert uow.standing_in_for(["ana", "bo"], NOW) == {"ana": absence}
        assert uow.standing_in_for(["ana"], NOW + DAY) == {}
        assert uow.standing_in_for([], NOW) == {}
        assert (uow.absences(NOW), uow.absences(NOW, "bo"), uow.absences(NOW + DAY)) == ([absence], [], [])
        assert uow.covers_by("bo", NOW) == [absence]
        assert uow.person("bo").covers == (absence.cover(),)
    write(store, lambda uow: uow.save_person(Person("bo", "Bodo")))
    with store.read() as uow:
        assert (uow.person("bo").name, uow.person("bo").covers) == ("Bodo", (absence.cover(),))
    write(store, lambda uow: uow.drop_absence("a1"))
    with store.read() as uow:
        assert uow.absences(NOW) == []


def test_the_newest_words_are_in_force_and_empty_ones_are_the_shipped(store):
    first = WordingVersion("nudge", "en", 1, Wording("s", "t", "h"), NOW, "ada")
    second = WordingVersion("nudge", "en", 2, None, NOW + DAY, "ada")
    write(store, lambda uow: (uow.add_wording(first), uow.add_wording(second)))
    with store.read() as uow:
        assert uow.wording("nudge", "en") == second
        assert uow.wordings("nudge", "en") == [second, first]
        assert uow.wording("nudge", "de") is None
