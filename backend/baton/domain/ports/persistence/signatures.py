"""What was signed."""

from typing import Protocol

from baton.domain.working.signing import Signature


class Signatures(Protocol):
    """Signatures and the documents that prove them."""

    def signature(self, id: str) -> Signature:
        """Raises ``NotFound``."""

    def signatures(self, instance_id: str) -> list[Signature]:
        """The signatures of an instance, oldest first."""

    def sealed(self, digest: str) -> list[Signature]:
        """The signatures whose document has that SHA-256."""

    def save_signature(self, signature: Signature) -> None: ...
