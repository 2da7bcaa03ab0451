"""The seal that an administrator provides in a PKCS#12 file: whether it can be used is found at the start, not at the first signature."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from baton.exports.signing.certificates import Identity, loaded, private


@dataclass(frozen=True)
class Provided:
    """A key with its certificate, the certificates above it, and from when until when it may seal."""

    signer: Identity
    chain: tuple[Any, ...]
    since: datetime
    until: datetime

    def trouble(self, now: datetime) -> str:
        """Why nothing can be sealed with it now; empty when it can."""
        if now < self.since:
            return f"The signing certificate is valid from {self.since:%Y-%m-%d} only. Until then no document is sealed."
        if now >= self.until:
            return f"The signing certificate expired on {self.until:%Y-%m-%d}. No document is sealed until a new one is set."
        return ""


def read(file: Path, password: str) -> Provided:
    """What the file holds. Raises ``ValueError`` with a sentence where it holds no key that can sign."""
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

    try:
        content = file.read_bytes()
    except OSError as error:
        raise ValueError(f"{file} cannot be read ({error.strerror}).") from error
    try:
        held = load_pkcs12(content, password.encode() if password else None)
    except ValueError as error:
        raise ValueError(f"{file} is not a PKCS#12 file, or BATON_SIGNING_PASSWORD is not its password.") from error
    if held.key is None or held.cert is None:
        raise ValueError(f"{file} holds no key with its certificate.")
    if not isinstance(held.key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise ValueError(f"The key in {file} is neither RSA nor of an elliptic curve.")
    certificate = held.cert.certificate
    signer = Identity(loaded(certificate), private(held.key))
    chain = tuple(loaded(one.certificate) for one in held.additional_certs)
    return Provided(signer, chain, certificate.not_valid_before_utc, certificate.not_valid_after_utc)
