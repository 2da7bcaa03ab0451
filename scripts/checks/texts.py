"""`scripts/texts`: every sentence for people that the code marks, in the files of translations; what is missing stands there empty."""

import ast
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from setup.commands import ensure_ready
from setup.places import PYTHON, ROOT
from setup.run import environment

CODE = ROOT / "backend" / "baton"
FORMS = CODE / "forms"
TEXTS = CODE / "web" / "language" / "texts"
KEYWORDS: dict[str, Any] = {"_": None, "say": None, "later": None, "said": None, "gettext": None, "ngettext": (1, 2)}
REFUSALS = {"Rejection", "Conflict"}
Sentence = str | tuple[str, ...]


def main(arguments: list[str]) -> None:
    """Set up, then write with the environment's own Python, which has Babel."""
    ensure_ready(dev=True, assets=False)
    os.chdir(ROOT)
    os.execve(PYTHON, [str(PYTHON), "-m", "checks.texts"], environment(PYTHONPATH="scripts"))


def sentences() -> Iterator[tuple[Sentence, str]]:
    """Every marked sentence and the file it stands in."""
    from babel.messages.extract import extract_from_file

    for path in sorted([*CODE.rglob("*.py"), *CODE.rglob("*.html")]):
        if FORMS in path.parents:  # forms speak for themselves: forms/speaking
            continue
        method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
        options = {} if path.suffix == ".py" else {"trimmed": "true"}
        for _line, message, *_ in extract_from_file(method, str(path), keywords=KEYWORDS, options=options):
            if message:
                yield message, path.relative_to(ROOT).as_posix()
    yield from ((text, "backend/baton/domain/errors.py") for text in _refusals())


def _refusals() -> Iterator[str]:
    """What a refusal says when it says nothing of its own: the first line of its class."""
    tree = ast.parse((CODE / "domain" / "errors.py").read_text())
    for node in tree.body:
        bases = {base.id for base in node.bases if isinstance(base, ast.Name)} if isinstance(node, ast.ClassDef) else set()
        if isinstance(node, ast.ClassDef) and bases & REFUSALS:
            yield ast.get_docstring(node) or ""


def update(file: Path) -> int:
    """Write the sentences of the code into the file and keep its translations; how many are missing."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    with file.open("rb") as text:
        kept = read_po(text, locale=file.stem)
    catalog = Catalog(locale=file.stem)
    for message, _place in sentences():
        known = kept.get(message if isinstance(message, str) else message[0])
        catalog.add(message, known.string if known and known.string else "", flags=known.flags if known else ())
    with file.open("wb") as out:
        write_po(out, catalog, sort_output=True, omit_header=True, width=120, include_lineno=False)
    return sum(1 for message in catalog if message.id and not message.string)


if __name__ == "__main__":
    for file in sorted(TEXTS.glob("*.po")):
        missing = update(file)
        print(f"{file.name}: {missing or 'nothing'} to translate", file=sys.stderr)
