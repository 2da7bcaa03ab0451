"""The socket for scenarios: reads, writes and plays them; what a model's check found is kept for the next step of its story."""

import hashlib
import json
import threading
import tomllib
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from baton.domain.errors import InvalidInput
from baton.domain.problems import errors
from baton.domain.scenarios import AskedForm, Bounds, Cast, Content, Standing
from baton.packs.scenarios import writing
from baton.packs.scenarios.connectors import ScriptedConnectors
from baton.packs.scenarios.runner import Checked, follow, staged
from baton.packs.scenarios.scene import Stage
from baton.packs.scenarios.standing import asked_form, definition_of, standing, start_form
from baton.packs.scenarios.story import BEGINNING, Story, parse
from baton.usecases.deploy import accepted

CHECKED = 8


class ScenarioPlayer:
    """Plays stories, each on a platform of its own. Checking a model costs more than playing a story, so the reports of the
    last few models are kept; nothing that a story did is."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._checked: OrderedDict[str, Checked] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, file: str, content: bytes) -> dict[str, Any]:
        """A scenario file as plain JSON values."""
        try:
            read = json.loads if file.endswith(".json") else tomllib.loads
            story: dict[str, Any] = writing.plain(read(content.decode()))
            parse(story, file)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise InvalidInput(f"The scenario {file} cannot be read: {_reason(error)}.") from None
        return story

    def write(self, story: Content) -> bytes:
        """The text of a scenario file."""
        _parsed(story)
        return writing.toml(story)

    def play(self, cast: Cast, story: Content, bounds: Bounds) -> Standing:
        """Play the story as far as it goes."""
        parsed = _parsed(story)
        with staged(self._stage, cast, parsed, bounds, self._check(cast)) as scene:
            definition_of(scene)
            return standing(scene, follow(scene))

    def form(self, cast: Cast, story: Content, asked: tuple[str, str]) -> AskedForm:
        """The form that (activity, person) would see after the story."""
        parsed, (activity, person) = _parsed(story), asked
        with staged(self._stage, cast, parsed, Bounds(), self._check(cast)) as scene:
            if not activity:
                return start_form(scene)
            follow(scene)
            return asked_form(scene, activity, person)

    def _check(self, cast: Cast) -> Checked:
        key = _digest(cast.files)
        with self._lock:
            if key in self._checked:
                self._checked.move_to_end(key)
                return self._checked[key]
        platform, _, _ = self._stage(BEGINNING, ScriptedConnectors())
        try:
            found = accepted(platform, cast.files)
        except InvalidInput as refusal:
            count = len(errors(refusal.problems))
            words = f"{count} problem{'s' if count > 1 else ''} found" if count else "it holds no process that can be executed"
            raise InvalidInput(f"The model cannot run yet: {words}.", problems=refusal.problems) from None
        finally:
            platform.store.close()
        with self._lock:
            self._checked[key] = found
            while len(self._checked) > CHECKED:
                self._checked.popitem(last=False)
        return found


def _parsed(story: Content) -> Story:
    try:
        return parse(story, "")
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidInput(f"The story cannot be read: {_reason(error)}.") from None


def _reason(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error).rstrip(".")


def _digest(files: Mapping[str, bytes]) -> str:
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return total.hexdigest()
