"""Our own authority: its key and that of its seal follow from the key of the installation, so that every machine has the same ones
and none is kept."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

ROOT, SIGNER, STAMPER = "authority", "seal", "time-stamps"
# A clock that is wrong, or moved for a test, must not make a seal invalid.
SINCE, UNTIL = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256 (FIPS 186-5)
Tokens = Callable[[str, str], str]
"""Secrets that follow from the key of the installation, by purpose and id."""


@dataclass(frozen=True)
class Identity:
    """A key with its certificate, as the library wants them."""

    certificate: Any
    key: Any


class Authority:
    """Issues the certificates of this installation; byte for byte the same on each of its machines, but for the clock's."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._key = self._derived(ROOT)
        self.certificate = loaded(self._issue("Baton authority", (ROOT, self._key), None))

    def signer(self) -> Identity:
        """What seals documents."""
        key = self._derived(SIGNER)
        return Identity(loaded(self._issue("Baton seal", (SIGNER, key), ())), private(key))

    def clock(self) -> Identity:
        """What stamps the time, made for this process: the library stamps with RSA only, whose keys cannot be derived."""
        from cryptography.hazmat.primitives.asymmetric import rsa
        from cryptography.x509.oid import ExtendedKeyUsageOID

        key = rsa.generate_private_key(65537, 3072)
        return Identity(
            loaded(self._issue("Baton time-stamps", (STAMPER, key), (ExtendedKeyUsageOID.TIME_STAMPING,))), private(key)
        )

    def _derived(self, name: str) -> Any:
        """A key of P-256 out of 512 bits, so that no key is likelier than another."""
        from cryptography.hazmat.primitives.asymmetric import ec

        bits = b"".join(self._bytes(f"{name}-{half}") for half in (1, 2))
        return ec.derive_private_key(int.from_bytes(bits) % (_ORDER - 1) + 1, ec.SECP256R1())

    def _bytes(self, id: str) -> bytes:
        text = self._tokens("signing", id)
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

    def _issue(self, text: str, whose: tuple[str, Any], usages: tuple[Any, ...] | None) -> Any:
        """A certificate; usages None: of the authority itself."""
        from cryptography import x509
        from cryptography.hazmat.primitives.hashes import SHA256

        name, key = whose
        is_root = usages is None
        serial = x509.random_serial_number() if name == STAMPER else int.from_bytes(self._bytes(f"{name}-serial")[:19])
        certificate = (
            x509.CertificateBuilder().subject_name(self._named(text)).issuer_name(self._named("Baton authority"))
            .public_key(key.public_key()).serial_number(serial).not_valid_before(SINCE).not_valid_after(UNTIL)
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(not is_root, not is_root, False, False, False, is_root, is_root, False, False), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
        )  # fmt: skip
        if usages:
            certificate = certificate.add_extension(x509.ExtendedKeyUsage(usages), critical=True)
        return certificate.sign(self._key, SHA256(), ecdsa_deterministic=True)

    def _named(self, text: str) -> Any:
        """The name; a number in it tells the authorities of two installations apart."""
        from cryptography import x509
        from cryptography.x509.oid import NameOID

        number = self._bytes(f"{ROOT}-name")[:4].hex()
        return x509.Name(
            [x509.NameAttribute(NameOID.COMMON_NAME, text), x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"Baton {number}")]
        )


def loaded(certificate: Any) -> Any:
    """A certificate as the library wants it."""
    from asn1crypto.x509 import Certificate
    from cryptography.hazmat.primitives.serialization import Encoding

    return Certificate.load(certificate.public_bytes(Encoding.DER))


def private(key: Any) -> Any:
    """A key as the library wants it."""
    from asn1crypto.keys import PrivateKeyInfo
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
