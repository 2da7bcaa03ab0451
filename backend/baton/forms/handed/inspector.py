"""Satisfies the ``Inspector`` port: the kinds of files, and the command of this installation that scans them."""

import shlex
import subprocess

from baton.domain.errors import ConnectorError
from baton.domain.ports.working.scanning import FileKind, Verdict
from baton.forms.handed.kinds import kind_of

CLEAN, INFECTED = 0, 1
PATIENCE = 120
LONGEST_FINDING = 300


class CommandInspector:
    """``command`` gets the content on its standard input and ends with 0 when it is clean, with 1 when it does harm; anything else
    is no answer. Its words are what people read about a refused file."""

    def __init__(self, command: str = "") -> None:
        self._command = shlex.split(command)
        self.scans = bool(self._command)

    def kind(self, name: str, content: bytes) -> FileKind:
        return kind_of(name, content)

    def scan(self, content: bytes) -> Verdict:
        try:
            done = subprocess.run(  # noqa: S603 - the command of whoever runs this installation, and no shell
                self._command, input=content, capture_output=True, timeout=PATIENCE, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ConnectorError(f"The scanner gives no answer: {error}.") from error
        said = (done.stdout.strip() or done.stderr.strip()).decode(errors="replace")[:LONGEST_FINDING]
        if done.returncode == CLEAN:
            return Verdict(True)
        if done.returncode == INFECTED:
            return Verdict(False, said)
        raise ConnectorError(f"The scanner ended with {done.returncode}: {said}")
