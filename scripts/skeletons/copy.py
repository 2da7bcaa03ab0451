"""`scripts/new KIND NAME`: copies a skeleton to its place under a new name and says how to go on."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from string import Template

from setup.places import ROOT

HERE = Path(__file__).parent
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
ABOUT = "skeleton.toml"
UNREADY = ".new"  # ends the name of a file that is no proper Python before it is filled in


@dataclass(frozen=True)
class Skeleton:
    """One kind of thing: ``to`` is where it goes, ``next`` what its maker does then; both may hold ``$name`` and ``$module``."""

    folder: Path
    to: str
    next: str

    @property
    def kind(self) -> str:
        return self.folder.name


def skeletons() -> dict[str, Skeleton]:
    """Every kind there is, found by its folder."""
    found = [Skeleton(about.parent, **tomllib.loads(about.read_text())) for about in sorted(HERE.glob(f"*/{ABOUT}"))]
    return {skeleton.kind: skeleton for skeleton in found}


def main(arguments: list[str]) -> int:
    """Make the skeleton that is asked for."""
    kinds = skeletons()
    if len(arguments) != 2 or arguments[0] not in kinds or not NAME.fullmatch(arguments[1]):
        print(f"usage: scripts/new KIND NAME\nkinds: {', '.join(kinds)}; names: small letters, digits and hyphens")
        return 2
    try:
        made = make(kinds[arguments[0]], arguments[1], ROOT)
    except FileExistsError as taken:
        print(f"{taken} is there already; nothing was written.")
        return 1
    print("\n".join([*(f"wrote {path.relative_to(ROOT)}" for path in made), _fill(kinds[arguments[0]].next, arguments[1])]))
    return 0


def make(skeleton: Skeleton, name: str, root: Path) -> list[Path]:
    """Write the skeleton's files under ``root``; all of them or, if one of them exists, none."""
    sources = [path for path in sorted(skeleton.folder.rglob("*")) if path.is_file() and path.name != ABOUT]
    target = root / _fill(skeleton.to, name)
    names = {source: str(source.relative_to(skeleton.folder)).removesuffix(UNREADY) for source in sources}
    texts = {target / _fill(names[source], name): _fill(source.read_text(), name) for source in sources}
    for path in texts:
        if path.exists():
            raise FileExistsError(path)
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return list(texts)


def _fill(text: str, name: str) -> str:
    words = {"name": name, "module": name.replace("-", "_"), "title": name.replace("-", " ").capitalize()}
    return Template(text).safe_substitute(words)
