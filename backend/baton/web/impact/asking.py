"""What the address or the form of these pages asks for."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from baton.domain.migration import Fate

PLACE, CHOICE = "place.", "choice."
NOW, LATER, LEAVE = "now", "later", "leave"
MOST_PLACES = 200
LONGEST = 200
FATES = (Fate.CANNOT, Fate.NEEDS_MAPPING, Fate.MIGRATES, Fate.UNAFFECTED)


@dataclass(frozen=True)
class Asked:
    """``mapping``: which element takes the place of which; ``so_far``: how many of each fate the pages before showed, in the
    order of ``FATES``; ``process``: which process of a draft with several."""

    mapping: dict[str, str] = field(default_factory=dict)
    after: str = ""
    so_far: tuple[int, ...] = (0, 0, 0, 0)
    process: str = ""

    def address(self, path: str, after: str = "", so_far: tuple[int, ...] = ()) -> str:
        """The same question about the instances after a cursor."""
        given = {f"{PLACE}{old}": new for old, new in self.mapping.items()}
        given |= {"process": self.process} if self.process else {}
        given |= {"after": after, "so_far": ".".join(map(str, so_far))} if after else {}
        return f"{path}?{urlencode(given)}" if given else path


def asked(given: MultiDict[str, str]) -> Asked:
    """From the arguments of an address or the fields of a form; what makes no sense counts as not given."""
    mapping = {
        name.removeprefix(PLACE): value[:LONGEST]
        for name, value in list(given.items())[: 10 * MOST_PLACES]
        if name.startswith(PLACE) and value
    }
    numbers = given.get("so_far", "").split(".")
    known = len(numbers) == len(FATES) and all(one.isascii() and one.isdigit() and len(one) < 8 for one in numbers)
    return Asked(
        dict(list(mapping.items())[:MOST_PLACES]), given.get("after", "")[:500],
        tuple(map(int, numbers)) if known else (0,) * len(FATES), given.get("process", "")[:LONGEST],
    )  # fmt: skip


def chosen(given: MultiDict[str, str], choice: str) -> list[str]:
    """The instances for which the form says ``choice``."""
    return [name.removeprefix(CHOICE) for name, value in given.items() if name.startswith(CHOICE) and value == choice]
