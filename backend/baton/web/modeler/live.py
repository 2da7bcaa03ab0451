"""What is live of a draft, as a badge and a sentence."""

from dataclasses import dataclass

from baton.domain.ports.queries import DefinitionRow, LiveDraft
from baton.web.wired import platform
from baton.web.words import Chip


@dataclass(frozen=True)
class Running:
    """A deployed version and how many instances run on it."""

    row: DefinitionRow
    ours: bool


@dataclass(frozen=True)
class LiveView:
    """``badge`` says it in a word; ``story`` in a sentence; ``versions`` are the live ones and those still running."""

    badge: Chip
    story: str
    number: int | None = None
    versions: tuple[Running, ...] = ()

    @property
    def definition(self) -> DefinitionRow | None:
        return next((one.row for one in self.versions if one.row.latest), None)


NOTHING = LiveView(Chip("Not published", "pencil", "quiet"), "Nothing was published from this draft yet.")


def live_of(draft_id: str) -> LiveView:
    """What is live of one draft."""
    return live_view(platform().queries.live_drafts(draft_id).get(draft_id))


def live_view(found: LiveDraft | None) -> LiveView:
    """The badge and its story."""
    if found is None or not found.deployed:
        return NOTHING
    latest = [row for row in found.deployed if row.latest]
    shown = tuple(Running(row, row.id in found.made) for row in found.deployed if row.latest or row.running)
    versions = ", ".join(dict.fromkeys(f"v{row.version}" for row in latest))
    if not all(row.id in found.made for row in latest):
        story = f"{versions} is live and was published from somewhere else; this draft published an earlier version."
        return LiveView(Chip(f"{versions} live, not from here", "alert-triangle", "warn"), story, found.number, shown)
    if found.changed:
        story = f"{versions} is live. The draft was changed since; what runs is version {found.number} of the draft."
        return LiveView(Chip(f"{versions} live, draft differs", "rocket", "info"), story, found.number, shown)
    return LiveView(
        Chip(f"{versions} live", "rocket", "ok"), f"{versions} is live and is the same as this draft.", found.number, shown
    )
