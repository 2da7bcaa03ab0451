"""Ids and secrets."""

import secrets
import threading
import time


class RandomIds:
    """UUIDs of version 7 (RFC 9562, method 1: 48 bits of Unix milliseconds, a 12-bit counter, 62 random bits), so that the
    ids of one process sort in the order in which they were made."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def new(self) -> str:
        with self._lock:
            self._last = max(self._last + 1, (time.time_ns() // 1_000_000) << 12)
            milliseconds, counter = divmod(self._last, 1 << 12)
        bits = (milliseconds << 80) | (0x7 << 76) | (counter << 64) | (0b10 << 62) | secrets.randbits(62)
        digits = f"{bits:032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def secret(self) -> str:
        return secrets.token_urlsafe(32)
