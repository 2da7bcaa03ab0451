"""A new thing is one folder or one file: its skeleton is found at once, without touching anything else."""

import ast
import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest

import baton.connectors
import baton.engine.lint.structure
from architecture.house import ROOT
from baton.connectors.catalog import ConnectorCatalog
from baton.engine.lint import rules
from baton.forms.catalog import FormCatalog
from baton.main.wiring import stage
from baton.packs.library import PackLibrary
from skeletons.copy import main, make, skeletons

SKELETONS = skeletons()


@pytest.mark.parametrize("kind", SKELETONS)
def test_a_skeleton_is_filled_in_completely(tmp_path, kind):
    for path in make(SKELETONS[kind], "hand-over", tmp_path):
        assert "$" not in path.read_text() + str(path)
        assert path.name != "skeleton.toml"


@pytest.mark.parametrize("kind", SKELETONS)
def test_a_skeleton_is_well_formed(tmp_path, kind):
    readers = {".py": ast.parse, ".toml": tomllib.loads, ".json": json.loads}
    for path in make(SKELETONS[kind], "hand-over", tmp_path):
        readers.get(path.suffix, str)(path.read_text())


def test_nothing_is_written_over_what_is_there(tmp_path):
    kind = next(iter(SKELETONS.values()))
    first = make(kind, "hand-over", tmp_path)[-1]
    first.write_text("mine")
    with pytest.raises(FileExistsError):
        make(kind, "hand-over", tmp_path)
    assert first.read_text() == "mine"


def test_a_name_that_is_no_name_is_refused(capsys):
    assert main(["connector", "../escape"]) == 2
    assert "usage" in capsys.readouterr().out


def test_a_new_connector_can_be_called_at_once(tmp_path, monkeypatch):
    made = make(SKELETONS["connector"], "hand-over", tmp_path)
    monkeypatch.setattr(baton.connectors, "__path__", [*baton.connectors.__path__, str(made[0].parents[1])])
    catalog = ConnectorCatalog.shipped(lambda told: 0)
    assert catalog.call("hand_over.send", {"text": "hello"}, "key-1") == {"sent": "hello", "key": "key-1"}


def test_a_new_lint_rule_is_applied_at_once(tmp_path, monkeypatch):
    made = make(SKELETONS["lint-rule"], "hand-over", tmp_path)
    package = baton.engine.lint.structure
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(Path(made[0]).parent)])
    rules.cache_clear()
    try:
        assert "hand-over" in {rule.id for rule in rules()}
    finally:
        rules.cache_clear()


def test_a_new_widget_shows_its_example_at_once(tmp_path):
    shutil.copytree(ROOT / "forms" / "widgets", tmp_path / "forms" / "widgets")
    make(SKELETONS["widget"], "hand-over", tmp_path)
    catalog = FormCatalog(tmp_path / "forms" / "widgets")
    example = (tmp_path / "forms" / "widgets" / "hand-over" / "example.form.json").read_bytes()
    assert not catalog.check("example.form.json", example)
    form = catalog.load({"example.form.json": example}, "example.form.json")
    assert 'value="to Ada"' in catalog.render(form, {"value": "to Ada"})


def test_a_new_pack_can_be_imported_and_its_story_passes(tmp_path, platform):
    make(SKELETONS["pack"], "hand-over", tmp_path)
    library = PackLibrary(tmp_path / "process_models", platform.engine, stage(lambda: platform))
    report = library.check(library.shipped()["hand-over"])
    assert not report.problems
    assert report.scenarios == {"What was asked is reviewed": None}


def test_the_documents_name_every_kind_of_skeleton():
    for readme in ("backend/README.md", "scripts/README.md"):
        assert not [kind for kind in SKELETONS if kind not in (ROOT / readme).read_text()]
    promised = set(re.findall(r"`scripts/new ([a-z-]+) ", (ROOT / "backend/README.md").read_text()))
    assert promised == set(SKELETONS)
