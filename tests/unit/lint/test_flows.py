"""Rules that follow tokens and variables: what they must see, and where they must stay silent."""

import pytest

from unit.lint.build import found, process
from unit.lint.deep_cases import ASKED, FORM, SCRIPT, drawn

FILES = {"known.form.json": b'{"schema": {"properties": {"comment": {}}}}'}
XOR = "s>g; g>a if {}; g>b"


def told(content: bytes, rule: str) -> list[str]:
    return [problem.message for problem in found(content, FILES) if problem.rule == rule]


def test_the_variable_and_its_reader_are_named() -> None:
    (message,) = told(process(ASKED, XOR.format("ammount > 1")), "unwritten-variable")
    assert "sequence flow from “g” to “a”" in message
    assert "“ammount”, which nothing writes" in message


def test_a_variable_that_is_written_too_late_is_found() -> None:
    late = ASKED + SCRIPT.format("amount = 1") + '<endEvent id="z"/>'
    (message,) = told(
        process(late.replace('<endEvent id="a"/>', '<task id="a"/>'), "s>g; g>a if amount > 1; g>b; a>t; t>z"),
        "unwritten-variable",
    )
    assert "only written later" in message


@pytest.mark.parametrize(
    "between",
    [
        '<userTask id="t"/>',
        '<callActivity id="t" calledElement="other"/>',
        '<intermediateCatchEvent id="t"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>',
        '<receiveTask id="t" messageRef="m"/>',
    ],
)
def test_whoever_may_write_anything_ends_the_question(between: str) -> None:
    content = process(ASKED + between, "s>t; t>g; g>a if amount > 1; g>b", '<message id="m" name="paid"/>')
    assert told(content, "unwritten-variable") == []


def test_a_process_without_a_start_form_may_be_given_anything() -> None:
    content = process(ASKED.replace(FORM, ""), XOR.format("amount > 1"))
    assert told(content, "unwritten-variable") == []


def test_what_a_service_answers_is_known_afterwards() -> None:
    task = '<serviceTask id="t"><extensionElements><spiff:serviceTaskOperator id="a.b" resultVariable="rate"/></extensionElements></serviceTask>'
    assert told(process(ASKED + task, "s>t; t>g; g>a if rate > 1; g>b"), "unwritten-variable") == []
    assert told(process(ASKED + task, "s>t; t>g; g>a if rates > 1; g>b"), "unwritten-variable") != []


def test_an_item_is_known_inside_of_its_activity_only() -> None:
    loop = "<multiInstanceLoopCharacteristics><loopDataInputRef>comment</loopDataInputRef><inputDataItem id='line'/></multiInstanceLoopCharacteristics>"
    task = f'<scriptTask id="t">{loop}<script>double = line * 2</script></scriptTask>'
    assert told(process(ASKED + task, "s>t; t>g; g>a if comment; g>b"), "unwritten-variable") == []
    assert told(process(ASKED + task, "s>t; t>g; g>a if line; g>b"), "unwritten-variable") != []


def test_what_a_loop_writes_in_its_first_round_is_known_in_the_second() -> None:
    nodes = ASKED + SCRIPT.format("total = 1") + '<exclusiveGateway id="h"/>'
    content = process(nodes.replace('default="g_b"', 'default="g_t"'), "s>h; h>g; g>t; t>h; g>a if comment; g>b if total > 1")
    assert told(content, "unwritten-variable") == []


def test_a_choice_that_skips_one_branch_of_a_join_can_wait_for_ever() -> None:
    content = drawn("s>o; o>x; o>b; x>a if n > 1; x>e; a>q; b>q; q>c; c>e", ' default="x_e"')
    (message,) = told(content, "deadlock")
    assert "parallel gateway “q”" in message


def test_blocks_in_blocks_and_loops_are_sound() -> None:
    content = drawn("s>y; y>o; o>a; o>b; a>q; b>q; q>x; x>y if n > 1; x>e", ' default="x_e"')
    assert told(content, "deadlock") == told(content, "several-tokens") == []


def test_two_tasks_after_one_meet_at_a_task_without_being_joined() -> None:
    content = drawn("s>a; a>b; a>c; b>d; c>d; d>e")
    assert len(told(content, "several-tokens")) == 1


def test_a_path_that_ends_beside_the_other_is_no_problem() -> None:
    assert told(drawn("s>a; a>b; a>c; b>e; c>e"), "several-tokens") == []


def test_twelve_blocks_one_after_another_are_explored() -> None:
    blocks = "".join(f"q{n - 1}>o{n}; o{n}>a{n}; o{n}>b{n}; a{n}>q{n}; b{n}>q{n}; " for n in range(1, 13))
    sound = drawn("s>q0; " + blocks + "q12>e")
    assert told(sound, "deadlock") == told(sound, "several-tokens") == []
    broken = drawn("s>q0; " + blocks.replace("q12", "y12") + "y12>t; t>e")
    assert len(told(broken, "several-tokens")) == 1
