"""How people without an account come to one task."""

from typing import Protocol

from baton.domain.working.links import Begun, GuestSession, Link


class Links(Protocol):
    """Magic links, the browsers in which they were opened, and what was begun through them."""

    def link(self, id: str) -> Link:
        """Raises ``NotFound``."""

    def locked_link(self, id: str) -> Link:
        """The link, its row locked until the transaction ends. Raises ``NotFound``."""

    def link_by_digest(self, digest: str) -> tuple[Link, int] | None:
        """The link whose secret has that SHA-256, and the generation that the secret belongs to."""

    def links_of_task(self, task_id: str) -> list[Link]:
        """Newest first."""

    def add_link(self, link: Link, digest: str) -> None: ...
    def save_link(self, link: Link, digest: str = "") -> None:
        """Store the link; with the digest of a new secret, when its generation has risen."""

    def guest_session(self, id: str) -> GuestSession | None: ...
    def save_guest_session(self, session: GuestSession) -> None: ...
    def begun(self, link_id: str) -> list[Begun]:
        """What was begun through the link, oldest first."""

    def add_begun(self, begun: Begun) -> None:
        """Raises ``Conflict`` when something was begun about that item already."""
