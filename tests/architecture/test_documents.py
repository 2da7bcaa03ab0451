"""Documents do not drift: what the code knows, the documents tell."""

import ast
import re
import xml.etree.ElementTree as ET
from dataclasses import fields

import pytest

from architecture.house import BACKEND, ROOT, commands, files, name_of
from baton.main.settings import FOR_SCRIPTS, Settings

BACKEND_README = (ROOT / "backend" / "README.md").read_text()
SCRIPTS_README = (ROOT / "scripts" / "README.md").read_text()
SETTING = re.compile(r"\bBATON_[A-Z][A-Z0-9_]*[A-Z0-9]\b")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
XSD = "{http://www.w3.org/2001/XMLSchema}"
GLOSSARY = BACKEND_README.split("## Words", 1)[-1].split("\n## ", 1)[0]


SETTINGS_TABLE = re.findall(r"^\| `(BATON_\w+)` \| (.+) \|$", BACKEND_README.split("## Settings", 1)[-1], re.MULTILINE)


def test_the_table_of_settings_is_what_the_program_reads():
    assert dict(SETTINGS_TABLE) == {f"BATON_{one.name.upper()}": one.metadata["doc"] for one in fields(Settings)}


def test_no_setting_is_read_past_the_settings_class():
    known = {f"BATON_{one.name.upper()}" for one in fields(Settings)} | FOR_SCRIPTS
    assert not {
        name_of(path): name for path in BACKEND.rglob("*.py") for name in SETTING.findall(path.read_text()) if name not in known
    }


def test_every_setting_of_the_scripts_is_documented():
    code = [*(ROOT / "scripts").rglob("*.py"), *commands(), ROOT / ".ci" / "run"]
    named = {name for path in code for name in SETTING.findall(path.read_text())} - {"BATON_TRIED_PYTHONS"}
    assert not {name for name in named if f"`{name}`" not in SCRIPTS_README}


@pytest.mark.parametrize("path", commands(), ids=name_of)
def test_every_command_has_its_line(path):
    assert f"| `scripts/{path.name}" in SCRIPTS_README
    assert path.stat().st_mode & 0o111, "a command can be started"


def test_every_documented_command_exists():
    documented = set(re.findall(r"^\| `scripts/([\w-]+)", SCRIPTS_README, re.MULTILINE))
    assert documented == {path.name for path in commands()}


@pytest.mark.parametrize("path", files(".md"), ids=name_of)
def test_every_link_leads_somewhere(path):
    assert not [target for target in LINK.findall(path.read_text()) if not (path.parent / target).exists()]


@pytest.mark.parametrize("room", sorted(path.name for path in BACKEND.iterdir() if (path / "__init__.py").exists()))
def test_every_room_is_on_the_plan(room):
    assert f"`{room}/`" in BACKEND_README


@pytest.mark.parametrize("path", sorted((BACKEND / "domain").glob("[a-z]*.py")), ids=name_of)
def test_every_thing_of_the_domain_is_in_the_glossary(path):
    """A class that a module of the domain is named after (``jobs.Job``) is a word people use, so it is explained."""
    classes = {node.name.lower() for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef)}
    named_after = path.stem.removesuffix("s")
    if named_after in classes:
        assert re.search(rf"\*\*[^*]*\b{named_after}\b[^*]*\*\*", GLOSSARY, re.IGNORECASE)


def test_every_model_extension_is_documented():
    schema = ET.parse(BACKEND / "engine" / "baton-bpmn-1.xsd").getroot()
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", BACKEND_README.split("urn:baton:bpmn:1", 1)[-1], re.MULTILINE))
    for element in schema.findall(f"{XSD}element"):
        attributes = [attribute.get("name") for attribute in element.iter(f"{XSD}attribute")]
        assert not [name for name in attributes if f"`{name}`" not in rows[element.get("name")]], element.get("name")
