"""Everything that can be refused or go wrong, by what the caller should do about it.

- ``Rejection``: the request is refused and nothing changed; fix the request. The docstring is the default message.
- ``BpmnError``: a business outcome that the diagram may catch. Not a failure.
- ``ConnectorError``: an outside system let us down; retried with backoff, then an incident.
- anything else is a bug.

A failure *inside* a process is not an exception but data: see ``incidents.Failure``.
"""

from collections.abc import Iterable, Mapping

from baton.domain.problems import Problem


class Said(str):
    """A sentence for a person: English text that remembers what it was made of, so that a page can say it in another language."""

    template: str
    values: Mapping[str, object]

    def __str__(self) -> str:
        return self  # a plain copy would have forgotten


def said(template: str, **values: object) -> Said:
    """The sentence ``template`` (as for ``str.format``) with these values in it."""
    sentence = Said(template.format(**values))
    sentence.template, sentence.values = template, values
    return sentence


class Rejection(Exception):
    """The request was refused and nothing changed."""

    code = "rejected"

    def __init__(self, message: str = "", *, problems: Iterable[Problem] = (), **details: object) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())
        self.problems = tuple(problems)
        self.details = details


class NotFound(Rejection):
    """There is nothing by that name that you may see."""

    code = "not-found"


class InvalidInput(Rejection):
    """Some values are missing or wrong."""

    code = "invalid-input"


class Unauthenticated(Rejection):
    """Please log in first."""

    code = "unauthenticated"


class Forbidden(Rejection):
    """You are not allowed to do this."""

    code = "forbidden"


class Conflict(Rejection):
    """Somebody was faster, or the thing is in another state by now."""

    code = "conflict"


class CannotMigrate(Conflict):
    """The instance cannot go on under that version. Nothing was changed."""

    code = "cannot-migrate"


class TooLarge(Rejection):
    """That is more than Baton accepts at once."""

    code = "too-large"


class Unavailable(Rejection):
    """The database cannot be reached. Nothing was changed; try again in a moment."""

    code = "unavailable"


class SeqTaken(Exception):
    """Another process wrote the same journal seq first: read again and try again. Never leaves the use cases."""


class BpmnError(Exception):
    """A business error with a code, to be caught by an error boundary event."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message or code)
        self.code = code


class ConnectorError(Exception):
    """An outside system did not do what we asked."""

    def __init__(self, message: str, *, retryable: bool = True) -> None:
        super().__init__(message)
        self.retryable = retryable
