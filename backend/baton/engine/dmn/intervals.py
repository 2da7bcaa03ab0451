"""Number ranges of a column, sorted once: the rules whose range holds a number are found without trying each."""

from bisect import bisect_left
from collections.abc import Sequence

from baton.engine.dmn.feel.values import Range


class Intervals:
    """The ends cut the numbers into points and gaps between them; for each it is known which rules cover it."""

    def __init__(self, ranges: Sequence[tuple[Range, int]]) -> None:
        ends = {end for limits, _ in ranges for end in (limits.low, limits.high) if end is not None}
        self.ends = sorted(ends)
        self._covering = self._covered(ranges)

    def _covered(self, ranges: Sequence[tuple[Range, int]]) -> list[int]:
        last = 2 * len(self.ends)
        changes = [0] * (last + 2)
        for limits, bit in ranges:
            begin = 0 if limits.low is None else self._place(limits.low) + (0 if limits.low_included else 1)
            end = last if limits.high is None else self._place(limits.high) - (0 if limits.high_included else 1)
            if begin <= end:
                changes[begin] ^= bit
                changes[end + 1] ^= bit
        covering, current = [], 0
        for change in changes[:-1]:
            current ^= change
            covering.append(current)
        return covering

    def _place(self, number: float) -> int:
        # Even places are gaps, odd places are ends.
        index = bisect_left(self.ends, number)
        return 2 * index + (1 if index < len(self.ends) and self.ends[index] == number else 0)

    def covering(self, number: float) -> int:
        """The rules whose range holds ``number``, as bits."""
        return self._covering[self._place(number)]
