"""Migration: letting a running instance go on under another version of its definition, and what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What another version means for a running instance."""

    UNAFFECTED = "unaffected"
    MIGRATES = "migrates"
    NEEDS_MAPPING = "needs-mapping"
    CANNOT = "cannot"


@dataclass(frozen=True)
class Obstacle:
    """Why an activity cannot go on under the other version as it stands. ``mappable``: saying which element takes its place is
    enough; one of the elements of the process or sub-process ``scope`` then."""

    activity: str
    element_id: str
    name: str
    scope: str
    message: str
    mappable: bool = False


@dataclass(frozen=True)
class Plan:
    """What a migration would meet and do. ``changed``: something differs at or ahead of the instance's tokens. ``calls`` are
    activities whose call to the outside would be another one or is given up: fine unless it is under way. ``begins`` and
    ``ends`` are the names of what begins to wait and of what waits no longer, ``differs`` those of elements that are other ones,
    or that only one of the versions has; ``ahead`` are the ids of the elements and flows of the new version that are still to come."""

    obstacles: tuple[Obstacle, ...] = ()
    changed: bool = False
    remarks: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
    ahead: frozenset[str] = frozenset()

    @property
    def fate(self) -> Fate:
        if any(not obstacle.mappable for obstacle in self.obstacles):
            return Fate.CANNOT
        if self.obstacles:
            return Fate.NEEDS_MAPPING
        return Fate.MIGRATES if self.changed else Fate.UNAFFECTED


LEFT_ALONE = "left-alone"
"""The kind of the note by which somebody says that an instance goes on under its present version."""
Places = Mapping[str, str]
"""Which element of the other version takes the place of an element that is not there any more, by id."""
