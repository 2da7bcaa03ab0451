"""An approval is bound to what was shown, and void as soon as something material of it changes."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baton.domain.ports.queries import PageRequest
from baton.domain.working.approvals import digest_at, material_digests
from baton.usecases import due
from unit.seen.conftest import VALUES


def changed(path, value):
    values = copy.deepcopy(VALUES)
    place = values
    *way, last = path.split(".")
    for name in way:
        place = place[name]
    place[last] = value
    return values


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("amount", 1200.01, "amount"), ("amount", -1200, "amount"), ("supplier.iban", "DE2", "supplier.iban"), ("supplier.iban", "", "supplier.iban"),
        ("lines", ["b", "a"], "lines"), ("lines", ["a"], "lines"), ("lines", ["a", "b", ""], "lines"), ("contract", "another", "contract"),
    ],
)  # fmt: skip
def test_a_material_change_voids_the_approval(begin, path, value, field):
    walk = begin()
    walk.do({}, "yes")
    walk.do(changed(path, value))
    (approval,) = walk.approvals()
    assert not approval.stands
    assert [change["field"] for change in approval.changes] == [field]
    assert approval.voided_by == "ann"
    assert approval.voided_seq == 3
    assert all(len(change["before"]) == len(change["after"]) == 64 for change in approval.changes)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("note", "later"),
        ("supplier.phone", "2"),
        ("amount", 1200.0),
        ("lines", ["a", "b"]),
        ("supplier", {"phone": "9", "iban": "DE1"}),
    ],
)
def test_an_immaterial_change_leaves_it_standing(begin, path, value):
    walk = begin()
    walk.do({}, "yes")
    walk.do(changed(path, value))
    (approval,) = walk.approvals()
    assert approval.stands
    assert [entry.kind for entry in walk.entries()] == ["start", "complete-task", "complete-task"]


def test_the_journal_says_that_it_is_void_and_why(begin):
    walk = begin()
    walk.do({}, "yes")
    walk.do(changed("amount", 1))
    note = walk.entries()[3].content["command"]
    (approval,) = walk.approvals()
    assert (note["kind"], note["activity"]) == ("approval-voided", "approve#1")
    assert note["data"] == {"approval": approval.id, "seq": 2, "person": "ann", "changes": list(approval.changes)}


def test_a_document_is_its_content_whatever_it_is_called(begin, upload):
    walk = begin({"contract": upload("offer.pdf", b"%PDF-1.4 offer")})
    walk.do({}, "yes")
    assert walk.approvals()[0].documents[0]["name"] == "offer.pdf"
    walk.do(changed("contract", upload("again.pdf", b"%PDF-1.4 offer")))
    assert walk.approvals()[0].stands


def test_a_document_that_is_replaced_voids_it(begin, upload):
    walk = begin({"contract": upload("offer.pdf", b"%PDF-1.4 offer")})
    walk.do({}, "yes")
    walk.do(changed("contract", upload("offer.pdf", b"%PDF-1.4 other")))
    assert not walk.approvals()[0].stands


def test_what_the_approver_changes_themselves_is_what_they_approve(begin):
    walk = begin()
    walk.do(changed("amount", 7), "yes")
    assert walk.approvals()[0].material["amount"] == digest_at("amount", {"amount": 7})
    assert walk.approvals()[0].stands


def test_another_outcome_approves_nothing(begin):
    walk = begin()
    walk.do({}, "no")
    assert walk.approvals() == []


def test_an_approval_is_bound_to_the_hash_of_what_was_shown(begin):
    walk = begin()
    walk.do({}, "yes")
    (approval,) = walk.approvals()
    assert approval.digest == walk.submissions()[1].digest == walk.entries()[1].content["command"]["seen"]


def test_the_approver_is_told(begin, platform):
    walk = begin()
    walk.do({}, "yes")
    walk.do(changed("amount", 1))
    due.drain(platform)
    told = platform.queries.notices("ann", PageRequest(20)).items
    assert [one.kind for one in told].count("approval-voided") == 1


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(before=_JSON, after=_JSON)
def test_digests_are_equal_exactly_for_equal_values(before, after):
    same = _strict(before) == _strict(after)
    assert (digest_at("x", {"x": before}) == digest_at("x", {"x": after})) is same


def _strict(value):
    """Python takes True for 1; JSON does not."""
    if isinstance(value, dict):
        return ("d", sorted((key, _strict(item)) for key, item in value.items()).__repr__())
    return ("l", [_strict(item) for item in value]) if isinstance(value, list) else (type(value).__name__, value)


def test_what_is_not_there_differs_from_everything_that_is():
    found = material_digests(["a", "a.b", "a.0", "c"], {"a": None})
    assert found["a"] != found["c"] == found["a.b"] == found["a.0"] == "absent"
