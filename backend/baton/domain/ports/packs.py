"""The socket for packs: reading archives safely, checking what is inside, running scenarios, writing archives."""

from collections.abc import Mapping
from typing import Protocol

from baton.domain.packs import Pack, PackReport
from baton.domain.problems import Problem


class Packs(Protocol):
    """Reads, checks and writes packs; knows the ones that come with Baton."""

    def read(self, archive: bytes) -> PackReport:
        """A zip archive as a pack, or every problem with it. Nothing is ever extracted to disk."""

    def shipped(self) -> Mapping[str, Pack]:
        """The packs that come with Baton, by id."""

    def check(self, pack: Pack) -> PackReport:
        """Every problem of manifest, models, decisions, forms and scenarios; scenarios are run."""

    def unzip(self, archive: bytes) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
        """A zip archive of model files by their bare names, read as carefully as a pack; or every problem with it."""

    def zip(self, files: Mapping[str, bytes]) -> bytes:
        """The files as a reproducible zip archive."""

    def write(self, pack: Pack) -> bytes:
        """The pack as a reproducible zip archive."""


def model_files(pack: Pack) -> dict[str, bytes]:
    """What a pack deploys: models, decisions, forms and calendars under their bare file names."""
    folders = ("models/", "decisions/", "forms/", "calendars/")
    return {path.split("/", 1)[1]: content for path, content in pack.files.items() if path.startswith(folders)}
