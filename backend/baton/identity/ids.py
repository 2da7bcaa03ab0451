"""Ids and secrets."""

import secrets
import time
import uuid


class RandomIds:
    """UUIDs of version 7 (RFC 9562: 48 bits of Unix milliseconds, then random bits), so that ids sort by age."""

    def new(self) -> str:
        milliseconds = time.time_ns() // 1_000_000
        bits = (milliseconds << 80) | (0x7 << 76) | (secrets.randbits(12) << 64) | (0b10 << 62) | secrets.randbits(62)
        return str(uuid.UUID(int=bits))

    def secret(self) -> str:
        return secrets.token_urlsafe(32)
