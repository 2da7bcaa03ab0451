"""Definitions, messages, answers, people, drafts and packs come back as they were kept."""

import threading
from dataclasses import replace

import pytest

from baton.domain.actors import Role
from baton.domain.errors import Conflict, NotFound
from baton.domain.messages import Message
from baton.domain.modelling import Draft
from baton.domain.packs import InstalledPack
from baton.domain.people import Notice, Person, Session, Token
from baton.storage.store import SqlStore
from fakes.stored import HOUR, NOW, SECOND, a_definition


def test_a_definition_comes_back_with_its_files_and_outline(store: SqlStore) -> None:
    with store.write() as uow:
        uow.add_definition(a_definition(pack="o2c"))
        uow.commit()
    with store.read() as uow:
        assert uow.definition("dispute:1") == a_definition(pack="o2c")
        assert uow.definition("dispute:1") is uow.definition("dispute:1")
        with pytest.raises(NotFound):
            uow.definition("nothing")


def test_a_new_version_is_the_latest_and_takes_over_the_starts(store: SqlStore) -> None:
    new = a_definition("dispute:2", version=2)
    with store.write() as uow:
        uow.add_definition(a_definition())
        assert [found.id for found in uow.starters("message", "dispute")] == ["dispute:1"]
        uow.add_definition(new)
        assert uow.latest_definition("dispute") == new
        assert [found.id for found in uow.starters("message", "dispute")] == ["dispute:2"]
        assert uow.starters("signal", "dispute") == []
        assert uow.definition("dispute:1") == a_definition()


def test_of_two_who_deploy_the_same_version_one_is_refused(store: SqlStore) -> None:
    with store.write() as uow:
        uow.add_definition(a_definition())
        uow.commit()
    with pytest.raises(Conflict), store.write() as uow:
        uow.add_definition(a_definition("dispute:other"))


def test_a_message_is_kept_until_it_reaches_somebody_or_expires(store: SqlStore) -> None:
    message = Message("m1", "paid", {"z": 1, "a": [None, 2.5]}, {"no": 7}, NOW, NOW + HOUR)
    with store.write() as uow:
        uow.keep_message(message)
        uow.keep_message(replace(message, id="m0", received_at=NOW - SECOND))
        assert [kept.id for kept in uow.kept_messages("paid", NOW)] == ["m0", "m1"]
        assert uow.kept_messages("paid", NOW + HOUR) == []
        assert uow.kept_messages("late", NOW) == []
        uow.save_message(replace(message, reached=("i1",)))
        assert [kept.id for kept in uow.kept_messages("paid", NOW)] == ["m0"]
        assert uow.message("m1") == replace(message, reached=("i1",))
        assert uow.message("nothing") is None
        uow.commit()
    with pytest.raises(Conflict), store.write() as uow:
        uow.keep_message(message)


def test_of_many_who_answer_under_one_key_one_is_remembered(store: SqlStore) -> None:
    barrier, said = threading.Barrier(4), []

    def answer(number: int) -> None:
        barrier.wait()
        try:
            with store.write() as uow:
                uow.store_answer("anna", "key", (f"print{number}", {"n": number}), NOW)
                uow.commit()
            said.append(number)
        except Conflict:
            said.append(None)

    threads = [threading.Thread(target=answer, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = [number for number in said if number is not None]
    assert len(said) == 4
    with store.read() as uow:
        assert uow.answer("anna", "key") == (f"print{winner}", {"n": winner})
        assert uow.answer("bo", "key") is None


def test_people_come_back_with_roles_and_groups(store: SqlStore) -> None:
    anna = Person(
        "anna", "Anna", "a@x", frozenset({Role.ADMIN, Role.AUDITOR}), frozenset({"clerks", "managers"}), "hash", "iss|1"
    )
    bo = Person("bo", "Bo", groups=frozenset({"clerks"}))
    with store.write() as uow:
        uow.save_person(anna)
        uow.save_person(bo)
        assert (uow.person("anna"), uow.person_by_subject("iss|1")) == (anna, anna)
        assert uow.person_by_subject("iss|2") is None
        assert uow.people() == [anna, bo]
        assert uow.members("clerks") == [anna, bo]
        uow.save_person(replace(anna, groups=frozenset(), disabled=True))
        assert uow.members("clerks") == [bo]
        assert uow.person("anna").disabled
        with pytest.raises(NotFound):
            uow.person("nobody")


def test_sessions_and_tokens_come_and_go(store: SqlStore) -> None:
    first, second = Session("s1", "anna", "c", NOW, NOW + HOUR), Session("s2", "anna", "c", NOW, NOW + HOUR)
    token = Token("k", "anna", frozenset({"task.see"}), NOW, "laptop")
    with store.write() as uow:
        uow.save_session(first)
        uow.save_session(second)
        uow.save_session(replace(first, csrf="d"))
        assert uow.session("s1") == replace(first, csrf="d")
        uow.drop_session("s1")
        assert (uow.session("s1"), uow.session("s2")) == (None, second)
        uow.drop_sessions_of("anna")
        assert uow.session("s2") is None
        uow.add_token(token)
        uow.add_token(replace(token, id="all", scopes=None))
        assert (uow.token("k"), uow.token("all"), uow.token("x")) == (token, replace(token, id="all", scopes=None), None)
        uow.add_notices([Notice("n", "anna", "Look", "/tasks", NOW)])
        uow.add_notices([])


def test_of_two_editors_the_second_is_told(store: SqlStore) -> None:
    draft = Draft("d", "Dispute", {"a.bpmn": b"1", "b.form.json": b"2"}, 1, NOW, "dora", "o2c")
    with store.write() as uow:
        uow.save_draft(draft, None)
        uow.save_draft(replace(draft, files={"a.bpmn": b"3"}, revision=2), 1)
        assert uow.draft("d") == replace(draft, files={"a.bpmn": b"3"}, revision=2)
        assert uow.drafts() == [replace(draft, files={}, revision=2)]
        uow.commit()
    with pytest.raises(Conflict), store.write() as uow:
        uow.save_draft(replace(draft, revision=2), 1)
    with pytest.raises(Conflict), store.write() as uow:
        uow.save_draft(draft, None)
    with store.write() as uow:
        uow.drop_draft("d")
        with pytest.raises(NotFound):
            uow.draft("d")


def test_an_installed_pack_is_replaced_by_its_upgrade(store: SqlStore) -> None:
    pack = InstalledPack("o2c", "1", "Order to cash", "All of it", ("dispute", "credit"), NOW, "admin")
    with store.write() as uow:
        assert uow.installed_pack("o2c") is None
        uow.save_installed_pack(pack)
        uow.save_installed_pack(replace(pack, version="2"))
        assert uow.installed_pack("o2c") == replace(pack, version="2")
        assert uow.installed_packs() == [replace(pack, version="2")]
