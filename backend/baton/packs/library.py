"""The packs that come with Baton, and the check that every pack has to pass."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from baton.domain.definitions import ProcessOutline
from baton.domain.engine import ProcessEngine
from baton.domain.packs import Pack, PackReport
from baton.domain.ports.packs import model_files
from baton.domain.problems import Problem, errors
from baton.packs import archive, manifest
from baton.packs.scenarios.runner import run_story
from baton.packs.scenarios.scene import Stage
from baton.packs.scenarios.story import Story, parse


class PackLibrary:
    """Reads packs from archives and folders. ``stage`` gives a fresh platform in memory for every scenario."""

    def __init__(self, folder: Path, engine: ProcessEngine, stage: Stage) -> None:
        self._folder, self._engine, self._stage = folder, engine, stage

    def read(self, content: bytes) -> PackReport:
        files, problems = archive.read(content)
        return PackReport(None, problems) if problems else self.assemble(files)

    def read_folder(self, folder: Path) -> PackReport:
        """A pack as it lies on disk."""
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and archive.ALLOWED.fullmatch(path.relative_to(folder).as_posix())
        }
        return self.assemble(files)

    def assemble(self, files: Mapping[str, bytes]) -> PackReport:
        """Files as a pack, if the manifest can be read."""
        found, problems = manifest.read(files)
        if found is None:
            return PackReport(None, problems)
        return PackReport(Pack(found, files, files.get("README.md", b"").decode(errors="replace")), problems)

    def shipped(self) -> Mapping[str, Pack]:
        folders = sorted(path.parent for path in self._folder.glob("*/pack.toml"))
        packs = (self.read_folder(folder).pack for folder in folders)
        return {pack.manifest.id: pack for pack in packs if pack is not None}

    def check(self, pack: Pack) -> PackReport:
        report = self._engine.check(model_files(pack))
        problems = [*(_placed(problem, pack) for problem in report.problems), *_role_problems(pack, report.processes)]
        stories, broken = stories_of(pack)
        problems += broken
        if errors(problems):
            return PackReport(pack, tuple(problems))
        outcomes = {story.title: run_story(self._stage, model_files(pack), story, pack.manifest.people) for story in stories}
        problems += [
            Problem("scenario.red", f"The scenario “{title}” fails: {failure}", file=next(s.file for s in stories if s.title == title))
            for title, failure in outcomes.items() if failure
        ]  # fmt: skip
        return PackReport(pack, tuple(problems), outcomes)

    def unzip(self, content: bytes) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
        return archive.read_models(content)

    def zip(self, files: Mapping[str, bytes]) -> bytes:
        return archive.write(files)

    def write(self, pack: Pack) -> bytes:
        return archive.write(pack.files)


def stories_of(pack: Pack) -> tuple[list[Story], list[Problem]]:
    """The scenarios of a pack, and what is wrong with those that cannot be read."""
    stories, problems = [], []
    for path, content in pack.files.items():
        if not path.startswith("scenarios/"):
            continue
        try:
            read = json.loads if path.endswith(".json") else tomllib.loads
            stories.append(parse(read(content.decode()), path))
        except (ValueError, KeyError, TypeError) as error:
            problems.append(Problem("scenario.unreadable", f"The scenario cannot be read: {error}", file=path))
    return stories, problems


def _placed(problem: Problem, pack: Pack) -> Problem:
    """The problem with the path inside the pack instead of the bare file name."""
    path = next((path for path in pack.files if problem.file and path.endswith(f"/{problem.file}")), problem.file)
    return replace(problem, file=path)


def _role_problems(pack: Pack, processes: tuple[ProcessOutline, ...]) -> Iterator[Problem]:
    for lane in sorted({lane for process in processes for lane in process.lanes} - set(pack.manifest.roles)):
        message = f"The models give work to “{lane}”, but pack.toml does not say under [roles] who that is."
        yield Problem("manifest.role-unknown", message, file="pack.toml", level="warning")
