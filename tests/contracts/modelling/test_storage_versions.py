"""Versions of drafts, comments, share links, reviews and snippets come back as they were kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from baton.domain.errors import NotFound
from baton.domain.modelling import (
    Comment,
    Decision,
    Draft,
    DraftVersion,
    Review,
    ShareLink,
    Snippet,
    VersionKind,
    version_of,
)
from baton.storage.queries import SqlQueries
from baton.storage.store import SqlStore
from baton.storage.tables.definitions import contents
from fakes.stored import HOUR, NOW, SECOND, a_definition, an_instance

DRAFT = Draft("d", "Dispute", {"a.bpmn": b"<one/>", "b.form.json": b"{}"}, 1, NOW, "dora")
OTHER = Draft("e", "Other", {"a.bpmn": b"<one/>"}, 1, NOW, "dora")


def kept(store: SqlStore) -> set[bytes]:
    """Every content the database holds."""
    with store.engine.connect() as connection:
        return {bytes(row.content) for row in connection.execute(sa.select(contents.c.content))}


def begin(store: SqlStore) -> None:
    with store.write() as uow:
        for draft in (DRAFT, OTHER):
            uow.save_draft(draft, None)
        uow.commit()


def test_a_version_comes_back_with_its_files_and_the_list_without(store: SqlStore) -> None:
    begin(store)
    first, second = version_of(DRAFT), version_of(replace(DRAFT, revision=2, files={"a.bpmn": b"<two/>"}), "For the board", "n")
    with store.write() as uow:
        uow.save_draft_version(first)
        uow.save_draft_version(second)
        uow.save_draft_version(version_of(OTHER))
        uow.commit()
    with store.read() as uow:
        assert uow.draft_version("d", 1) == first
        assert uow.draft_versions("d") == [replace(second, files={}), replace(first, files={})]
        assert [version.kind for version in uow.draft_versions("d")] == [VersionKind.NAMED, VersionKind.AUTOSAVED]
        with pytest.raises(NotFound, match="no version 3"):
            uow.draft_version("d", 3)
    assert kept(store) == {b"<one/>", b"<two/>", b"{}"}


def test_a_version_is_named_and_published_without_touching_its_files(store: SqlStore) -> None:
    begin(store)
    with store.write() as uow:
        uow.save_draft_version(version_of(DRAFT))
        uow.save_draft_version(DraftVersion("d", 1, NOW + HOUR, "nobody", "Tidy", "why", ("dispute:1",)))
        changed = uow.draft_version("d", 1)
        uow.commit()
    assert changed == replace(version_of(DRAFT), name="Tidy", note="why", definitions=("dispute:1",))
    assert changed.kind is VersionKind.PUBLISHED


def test_contents_go_with_the_last_that_holds_them(store: SqlStore) -> None:
    begin(store)
    with store.write() as uow:
        uow.save_draft_version(version_of(DRAFT))
        uow.save_draft_version(version_of(OTHER))
        uow.save_draft_version(version_of(replace(DRAFT, revision=2, files={"a.bpmn": b"<xml/>"})))
        uow.add_definition(a_definition())  # holds <xml/>, too
        uow.commit()
    with store.write() as uow:
        uow.drop_draft_versions("d", [1, 2])
        assert uow.draft_versions("d") == []
        assert uow.draft_version("e", 1).files == OTHER.files
        assert uow.definition("dispute:1").files == a_definition().files
        uow.commit()
    assert kept(store) == {b"<one/>", b"<xml/>"}


def test_a_draft_goes_with_everything_that_hangs_on_it(store: SqlStore) -> None:
    begin(store)
    with store.write() as uow:
        uow.save_draft_version(version_of(DRAFT))
        uow.seen_editing("d", "dora", NOW)
        uow.save_comment(a_comment())
        uow.save_share_link(a_link())
        uow.save_review(Review("r", "d", 1, "dora", NOW))
        uow.commit()
    with store.write() as uow:
        uow.drop_draft("d")
        uow.commit()
    with store.read() as uow:
        assert [draft.id for draft in uow.drafts()] == ["e"]
        assert (uow.comments("d"), uow.share_links("d"), uow.reviews("d"), uow.draft_versions("d")) == ([], [], [], [])
    assert kept(store) == set()


def test_a_draft_in_the_bin_and_its_rule_come_back(store: SqlStore) -> None:
    begin(store)
    with store.write() as uow:
        uow.save_draft(replace(DRAFT, revision=2, needs_approval=True, removed_at=NOW), 1)
        assert uow.draft("d") == replace(DRAFT, revision=2, needs_approval=True, removed_at=NOW)


def test_who_was_seen_editing_lately(store: SqlStore) -> None:
    begin(store)
    with store.write() as uow:
        uow.seen_editing("d", "dora", NOW - HOUR)
        uow.seen_editing("d", "anna", NOW)
        assert uow.editing("d", NOW - SECOND) == ["anna"]
        uow.seen_editing("d", "dora", NOW)
        assert uow.editing("d", NOW) == ["anna", "dora"]
        assert uow.editing("e", NOW - HOUR) == []


def test_comments_come_oldest_first_and_are_resolved(store: SqlStore) -> None:
    begin(store)
    about_all = a_comment("c2", element_id=None, at=NOW - SECOND)
    with store.write() as uow:
        uow.save_comment(a_comment())
        uow.save_comment(about_all)
        assert uow.comments("d") == [about_all, a_comment()]
        uow.save_comment(a_comment(resolved_at=NOW + HOUR, resolved_by="anna", text="Better"))
        assert uow.comment("c1") == a_comment(resolved_at=NOW + HOUR, resolved_by="anna", text="Better")
        assert uow.comments("e") == []
        with pytest.raises(NotFound):
            uow.comment("nothing")


def test_a_share_link_is_found_by_the_hash_of_its_secret(store: SqlStore) -> None:
    begin(store)
    with store.write() as uow:
        uow.save_share_link(a_link())
        uow.save_share_link(a_link("s2", digest="cd", version=3, created_at=NOW + SECOND))
        assert uow.share_link("ab") == a_link()
        assert uow.share_link("s1") is None
        assert [link.id for link in uow.share_links("d")] == ["s2", "s1"]
        uow.save_share_link(a_link(revoked_at=NOW))
        assert uow.share_link("ab") == a_link(revoked_at=NOW)


def test_a_review_is_open_until_somebody_decides(store: SqlStore) -> None:
    begin(store)
    asked, older = Review("r1", "d", 2, "dora", NOW, "Please look", "anna"), Review("r0", "e", 1, "dora", NOW - HOUR)
    with store.write() as uow:
        uow.save_review(asked)
        uow.save_review(older)
        assert uow.open_reviews() == [older, asked]
        decided = replace(asked, decision=Decision.SENT_BACK, decided_by="anna", decided_at=NOW + HOUR, answer="Not yet")
        uow.save_review(decided)
        assert uow.open_reviews() == [older]
        assert uow.reviews("d") == [decided]


def test_snippets_come_by_name_and_go(store: SqlStore) -> None:
    one, two = Snippet("s1", "Zebra", "Stripes", "{}", "dora", NOW), Snippet("s2", "Ape", "", "<xml/>", "dora", NOW)
    with store.write() as uow:
        uow.save_snippet(one)
        uow.save_snippet(two)
        assert uow.snippets() == [two, one]
        uow.save_snippet(replace(one, description="Black and white"))
        assert uow.snippet("s1").description == "Black and white"
        uow.drop_snippet("s1")
        with pytest.raises(NotFound):
            uow.snippet("s1")


def a_comment(id: str = "c1", **changes: object) -> Comment:
    return replace(Comment(id, "d", "a.bpmn", "check", "Why twice? @anna", "dora", NOW, ("anna",), "c0"), **changes)  # type: ignore[arg-type]


def a_link(id: str = "s1", **changes: object) -> ShareLink:
    return replace(ShareLink(id, "ab", "d", None, "dora", NOW, NOW + timedelta(days=7)), **changes)  # type: ignore[arg-type]


def test_what_is_live_of_a_draft_is_known_with_every_deployed_version(store: SqlStore, queries: SqlQueries) -> None:
    begin(store)
    second = a_definition("dispute:2", version=2)
    with store.write() as uow:
        uow.add_definition(a_definition())
        uow.add_definition(second)
        uow.add_instance(an_instance())
        uow.save_draft_version(replace(version_of(DRAFT), definitions=("dispute:1",)))
        uow.commit()
    (found,) = queries.live_drafts().values()
    assert (found.draft_id, found.number, found.made, found.changed) == ("d", 1, frozenset({"dispute:1"}), False)
    assert [(row.version, row.latest, row.running) for row in found.deployed] == [(2, True, 0), (1, False, 1)]
    assert queries.live_drafts("e") == {}
    changed = replace(DRAFT, revision=2, files={"a.bpmn": b"<other/>"})
    with store.write() as uow:
        uow.save_draft(changed, 1)
        uow.save_draft_version(version_of(changed))
        uow.commit()
    assert queries.live_drafts("d")["d"].changed
    back = replace(DRAFT, revision=3, files={**DRAFT.files, "x.scenario.toml": b"only for designing"})
    with store.write() as uow:
        uow.save_draft(back, 2)
        uow.save_draft_version(version_of(back))
        uow.commit()
    assert not queries.live_drafts("d")["d"].changed, "the same content again is what is live"
