"""What stories passed: elements and flows, worked out from the moves of a journal that names activities only."""

from baton.domain.engine import Move
from baton.domain.scenarios import Flow, ModelParts, covered, passed


def moves(*texts):
    """``a#1`` completed; ``a#1?`` waits; ``!b#1`` a boundary event."""
    made = []
    for text in texts:
        kind = "boundaryEvent" if text.startswith("!") else "task"
        activity = text.strip("!?")
        made.append(Move(activity, activity.split("#")[0], "waiting" if text.endswith("?") else "completed", kind, "p"))
    return made


def flow(source, target, **more):
    return Flow(f"{source}-{target}", "", source, target, **more)


def test_a_gateway_that_takes_one_way_covers_one_flow_only():
    flows = [flow("g", "a", splits=False), flow("g", "end", splits=False), flow("a", "end")]
    assert passed(moves("g#1", "a#1", "end#1"), flows)[1] == {"g-a": 1, "a-end": 1}
    assert passed(moves("g#1", "end#1"), flows)[1] == {"g-end": 1}


def test_a_way_that_was_used_up_is_not_taken_again():
    flows = [flow("b", "end"), flow("g", "a", splits=False), flow("g", "end", splits=False)]
    assert passed(moves("b#1", "g#1", "a#1?", "end#1"), flows)[1] == {"g-a": 1, "b-end": 1}


def test_a_parallel_gateway_covers_all_its_flows_and_the_join_takes_both():
    flows = [flow("split", "a"), flow("split", "b"), flow("a", "join", joins=True), flow("b", "join", joins=True)]
    taken = passed(moves("split#1", "a#1?", "b#1?", "b#1", "a#1", "join#1"), flows)[1]
    assert taken == {"split-a": 1, "split-b": 1, "a-join": 1, "b-join": 1}


def test_a_loop_is_counted_as_often_as_it_was_taken():
    flows = [flow("a", "g"), flow("g", "a", splits=False), flow("g", "end", splits=False)]
    elements, taken = passed(moves("a#1", "g#1", "a#2", "g#2", "end#1"), flows)
    assert elements == {"a": 2, "g": 2, "end": 1}
    assert taken == {"a-g": 2, "g-a": 1, "g-end": 1}


def test_a_boundary_event_that_only_waited_is_not_covered():
    parts = ModelParts({"task": "Task", "late": "Late"}, ())
    assert covered(parts, [moves("!late#1?", "task#1")]).missing_elements() == ("late",)
    assert covered(parts, [moves("!late#1?", "task#1?", "!late#1")]).missing_elements() == ()


def test_several_stories_cover_together():
    flows = (flow("g", "a", splits=False), flow("g", "b", splits=False))
    parts = ModelParts({"g": "G", "a": "A", "b": "B"}, flows)
    one, both = covered(parts, [moves("g#1", "a#1")]), covered(parts, [moves("g#1", "a#1"), moves("g#1", "b#1")])
    assert (one.percent, [f.id for f in one.missing_flows()], one.missing_elements()) == (60, ["g-b"], ("b",))
    assert (both.percent, both.elements["g"]) == (100, 2)


def test_nothing_to_cover_is_covered():
    assert covered(ModelParts({}, ()), []).percent == 100
