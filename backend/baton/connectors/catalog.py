"""Finds connectors (folders beside this file, and installed packages) and calls their operations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import Any

from baton.domain.errors import ConnectorError
from baton.domain.ports.world import Notices, OperationDescription, Showing
from baton.domain.working.links import Invitation

ENTRY_POINT = "baton.connectors"


@dataclass(frozen=True)
class Call:
    """One call as an operation gets it. ``key`` is stable over retries: pass it on to systems that know idempotency keys;
    ``tell`` gives people a notice, ``show`` lets somebody outside see the instance."""

    parameters: Mapping[str, Any]
    key: str
    tell: Notices
    show: Showing

    def text(self, name: str) -> str:
        """A required parameter as text. Raises ``ConnectorError`` (not retryable) when it is missing."""
        value = self.parameters.get(name)
        if value in (None, ""):
            raise ConnectorError(f"parameter “{name}” is missing", retryable=False)
        return str(value)


Operation = Callable[[Call], Any]


@dataclass(frozen=True)
class Offered:
    """An operation with what people are told of it."""

    call: Operation
    about: OperationDescription


class ConnectorCatalog:
    """All operations by ``connector.operation``."""

    def __init__(self, operations: Mapping[str, Offered], tell: Notices, show: Showing) -> None:
        self._operations = dict(operations)
        self._tell = tell
        self._show = show

    @classmethod
    def shipped(cls, tell: Notices, show: Showing | None = None) -> "ConnectorCatalog":
        """The connectors of this folder and of installed packages."""
        return cls({**_beside(), **_installed()}, tell, show or nobody)

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self._operations))

    def describe(self) -> Mapping[str, OperationDescription]:
        """What a person who draws is offered."""
        return {name: self._operations[name].about for name in self.names()}

    def call(self, operation: str, parameters: Mapping[str, Any], key: str) -> Any:
        found = self._operations.get(operation.replace("/", "."))
        if found is None:
            known = ", ".join(self.names())
            raise ConnectorError(f"there is no operation “{operation}”; known are: {known}", retryable=False)
        return found.call(Call(parameters, key, self._tell, self._show))


def nobody(key: str, invitation: Invitation, offer: Mapping[str, Any]) -> str:
    """For a bench on which nothing leaves the house."""
    raise ConnectorError("nobody outside can be shown anything here", retryable=False)


def _beside() -> dict[str, Offered]:
    package = import_module(__package__ or "baton.connectors")
    names = [module.name for module in iter_modules(package.__path__) if module.ispkg]
    return _operations({name: import_module(f"{package.__name__}.{name}") for name in names})


def _installed() -> dict[str, Offered]:
    return _operations({point.name: point.load() for point in entry_points(group=ENTRY_POINT)})


def _operations(connectors: Mapping[str, Any]) -> dict[str, Offered]:
    return {
        f"{name}.{operation}": Offered(call, _about(connector, operation))
        for name, connector in connectors.items()
        for operation, call in connector.OPERATIONS.items()
    }


def _about(connector: Any, operation: str) -> OperationDescription:
    """What the connector says of it; packages made before descriptions were asked for are offered by their names."""
    told: Mapping[str, OperationDescription] = getattr(connector, "DESCRIPTIONS", {})
    return told.get(operation) or OperationDescription(operation.replace("_", " ").capitalize())
