"""The set-up: what was done is remembered, what is missing is said in one sentence, two starts do not disturb each other."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from architecture.house import ROOT
from setup import node, stamps, uv
from setup.run import SetupProblem, attempt, environment, step

DOOR = "import sys; sys.path.insert(0, {scripts!r}); sys.version_info = {version}; from setup.door import enter; enter('setup.commands:prepare')"


def enter_with(version: tuple, path: str) -> subprocess.CompletedProcess:
    script = DOOR.format(scripts=str(ROOT / "scripts"), version=version)
    return subprocess.run([sys.executable, "-c", script], env={"PATH": path}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("version", [(3, 9, 1), (3, 15, 0)])
def test_an_unsuitable_python_is_told_in_one_sentence(version, tmp_path):
    answer = enter_with(version, str(tmp_path))
    assert answer.returncode == 1
    assert answer.stderr.startswith("Baton needs Python 3.11 to 3.14")
    assert len(answer.stderr.splitlines()) == 1


def test_an_unsuitable_python_hands_over_to_a_suitable_one(tmp_path):
    other = tmp_path / "python3.12"
    other.write_text("#!/bin/sh\necho handed over\n")
    other.chmod(0o755)
    answer = enter_with((3, 9, 1), str(tmp_path))
    assert answer.stdout == "handed over\n"


def test_a_failing_step_says_the_tools_last_words(tmp_path, capsys):
    with pytest.raises(SetupProblem, match="the disk is full") as raised:
        step("packages", ["sh", "-c", "echo the disk is full; exit 3"], cwd=tmp_path)
    assert "exit code 3" in str(raised.value)
    assert "packages ... failed" in capsys.readouterr().err


def test_a_tool_that_is_not_there_is_an_answer_not_a_crash(tmp_path):
    assert attempt([tmp_path / "nothing"]).returncode == 127


def test_a_tool_that_hangs_is_given_up(tmp_path):
    assert attempt(["sleep", "20"], cwd=tmp_path, limit=0.1).returncode == 127


def test_tools_are_started_outside_of_any_environment_the_caller_is_in(monkeypatch):
    monkeypatch.setenv("VIRTUAL_ENV", "/elsewhere")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    assert not {"VIRTUAL_ENV", "PYTHONPATH"} & environment().keys()


def test_a_finished_step_is_not_repeated_until_something_changes(tmp_path):
    lock, stamp = tmp_path / "packages.lock", tmp_path / "stamps" / "python"
    lock.write_text("one")
    stamps.write_stamp(stamp, stamps.fingerprint([lock], "3.11"))
    assert stamps.is_stamped(stamp, stamps.fingerprint([lock], "3.11"))
    assert not stamps.is_stamped(stamp, stamps.fingerprint([lock], "3.12"))
    lock.write_text("two")
    assert not stamps.is_stamped(stamp, stamps.fingerprint([lock], "3.11"))


def test_two_starts_set_up_one_after_the_other(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(stamps, "TOOLS", tmp_path)
    order, waiting = [], threading.Event()

    def second() -> None:
        waiting.set()
        with stamps.one_at_a_time():
            order.append("second")

    other = threading.Thread(target=second)
    with stamps.one_at_a_time():
        other.start()
        waiting.wait(5)
        other.join(0.2)
        order.append("first")
    other.join(5)
    assert order == ["first", "second"]
    assert "waiting for it" in capsys.readouterr().err


def test_without_pip_and_venv_one_sentence_says_what_to_install(tmp_path, monkeypatch):
    bare = tmp_path / "python3"
    bare.write_text("#!/bin/sh\nexit 1\n")
    bare.chmod(0o755)
    monkeypatch.setattr(uv.sys, "executable", str(bare))
    monkeypatch.setattr(uv, "SEED", tmp_path / "seed")
    with pytest.raises(SetupProblem, match="python3-venv"):
        uv._python_with_pip()


@pytest.mark.parametrize(
    ("version", "good"), [("v18.20.4", False), ("v20.18.9", False), ("v20.19.0", True), ("v24.1.0", True), ("", False)]
)
def test_a_node_is_used_only_where_it_is_new_enough(tmp_path, version, good):
    fake = Path(tmp_path / "node")
    fake.write_text(f"#!/bin/sh\necho {version}\n")
    fake.chmod(0o755)
    assert node._is_new_enough(str(fake)) is good


def test_no_node_at_all_is_not_new_enough():
    assert node._is_new_enough(None) is False


def test_every_command_can_be_started(tmp_path):
    """The door itself: a command with a wrong argument answers at once, without any set-up."""
    answer = subprocess.run(
        [ROOT / "scripts" / "prepare", "nonsense"],
        env=os.environ | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1
    assert answer.stderr.startswith("usage:")
