"""Secrets made from the key of this installation: HMAC-SHA-256 (RFC 2104)."""

import base64
import hmac
from collections.abc import Callable


class DerivedKeys:
    """Makes tokens from one secret key, asked for when the first is needed."""

    def __init__(self, key: Callable[[], str]) -> None:
        self._key = key

    def token(self, purpose: str, id: str) -> str:
        made = hmac.digest(self._key().encode(), f"{purpose}\n{id}".encode(), "sha256")
        return base64.urlsafe_b64encode(made).decode().rstrip("=")
