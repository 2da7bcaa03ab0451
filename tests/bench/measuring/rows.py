"""One measured figure and the table it is shown in."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Row:
    """A figure, preferably a ratio of two things measured in one run; ``limit`` is the most it may be, ``how`` how it was measured."""

    name: str
    value: float
    unit: str = "x"
    limit: float | None = None
    how: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether the figure stays within its limit, if it has one."""
        return self.limit is None or self.value <= self.limit

    def as_dict(self) -> dict:
        """The row as it stands in the JSON file."""
        return asdict(self) | {"kept": self.is_kept}


def as_table(rows: Iterable[Row]) -> str:
    """The rows for reading: name, value, limit, how; a broken limit is marked."""
    cells = [("benchmark", "value", "limit", "how it was measured")]
    for row in rows:
        limit = "-" if row.limit is None else f"<= {row.limit:g}"
        cells.append((row.name, f"{row.value:,.3g} {row.unit}" + ("" if row.is_kept else " BROKEN"), limit, row.how))
    widths = [max(len(line[column]) for line in cells) for column in range(3)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(line[:3], widths, strict=True)), line[3]]) for line in cells
    )
