"""No mail server is set up."""

from baton.domain.errors import ConnectorError
from baton.domain.ports.working.post import Mail


class SilentMailer:
    """Sends nothing and says so."""

    ready = False

    def send(self, mail: Mail) -> None:
        raise ConnectorError("No mail server is set up.", retryable=False)
