"""What a token of the interpreter holds. It knows the rule in its own way: every write of a variable has a number, and a token
knows which of them lie behind it. What no rule decides is unknown: it is compared with nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

UNKNOWN = None
Data = Mapping[str, int | None]
Log = Mapping[str, set[int]]
"""The numbers of all writes in a scope, by variable."""


@dataclass(frozen=True)
class Token:
    """Variables, which of them were written since the present block began, and the numbers of all writes before."""

    data: Data
    wrote: frozenset[str] = frozenset()
    past: frozenset[int] = frozenset()

    def begun(self) -> "Token":
        """The same at the beginning of a block."""
        return replace(self, wrote=frozenset())

    def then(self, inner: "Token") -> "Token":
        """After a block inside of this one."""
        return Token(inner.data, self.wrote | inner.wrote, self.past | inner.past)

    def writing(self, values: Mapping[str, int], number: int) -> "Token":
        """After an element that leaves these values; one that it found there already is not written."""
        new = {name: value for name, value in values.items() if self.data[name] != value}
        data = {**self.data, **{name: UNKNOWN if self.data[name] is UNKNOWN else value for name, value in new.items()}}
        return Token(data, self.wrote | new.keys(), self.past | {number} if new else self.past)

    def joined(self, branches: Iterable["Token"]) -> "Token":
        """After a join: each variable from the last branch that wrote it since they parted."""
        found = self
        for branch in branches:
            data = {**found.data, **{name: branch.data[name] for name in branch.wrote}}
            found = Token(data, found.wrote | branch.wrote, found.past | branch.past)
        return found

    def met(self, ends: list["Token"]) -> "Token":
        """After the end of a scope: who is right among several that wrote the same is not decided here."""
        found = self.joined(ends)
        twice = {name for name in found.data if sum(name in end.wrote for end in ends) > 1}
        return replace(found, data={name: UNKNOWN if name in twice else value for name, value in found.data.items()})

    def beside(self, log: Log) -> "Token":
        """What somebody sees who begins beside this token: what others wrote is not decided here."""
        others = {name for name, numbers in log.items() if not numbers <= self.past}
        return Token({name: UNKNOWN if name in others else value for name, value in self.data.items()}, frozenset(), self.past)
