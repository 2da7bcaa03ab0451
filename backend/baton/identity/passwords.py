"""Password hashes by argon2id with the library's own parameters."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2Passwords:
    """Hashes and checks passwords."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()

    def hash(self, password: str) -> str:
        hashed: str = self._hasher.hash(password)
        return hashed

    def matches(self, password: str, hashed: str) -> bool:
        try:
            self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False
        return True
