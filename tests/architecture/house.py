"""What the architecture tests look at: the project's own files, with or without version control."""

import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BACKEND = ROOT / "backend" / "baton"
OWN_FOLDERS = ("backend", "process_models", "frontend", "forms", "scripts", "tests")
GENERATED = {"node_modules", "dist", "__pycache__", "build", "test-results"}
CODE = {".py", ".js", ".mjs", ".css", ".html"}
TEXT = CODE | {"", ".md", ".toml", ".json", ".bpmn", ".dmn", ".xml", ".xsd", ".ini", ".txt", ".svg"}


def files(*suffixes: str) -> list[Path]:
    """Every file that a person of this project wrote, of these kinds."""
    return [path for path in _everything() if path.suffix in suffixes]


def _everything() -> Iterator[Path]:
    yield from (path for path in sorted(ROOT.iterdir()) if path.is_file())
    for name in OWN_FOLDERS:
        for folder, folders, names in os.walk(ROOT / name):
            folders[:] = sorted(one for one in folders if one not in GENERATED and not one.startswith("."))
            yield from (Path(folder, one) for one in sorted(names))


def name_of(path: Path) -> str:
    """How a test calls the file: its path inside the project."""
    return str(path.relative_to(ROOT))


def commands() -> list[Path]:
    """The scripts that a person types."""
    return [path for path in sorted((ROOT / "scripts").iterdir()) if path.is_file() and not path.suffix]
