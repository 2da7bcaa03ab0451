"""The certificates that seals are made with: those an administrator provides, else our own, made once and kept in the data folder."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

FOLDER = "signing"
ROOT, SIGNER, STAMPER = "authority", "seal", "time-stamps"
YEARS = 20
_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Identity:
    """A key with its certificate, as the library wants them."""

    certificate: Any
    key: Any


@dataclass(frozen=True)
class Certificates:
    """Who seals, who stamps the time (None: a server does), and whom we trust when we check."""

    signer: Identity
    stamper: Identity | None
    chain: tuple[Any, ...]
    roots: tuple[Any, ...]


def own(folder: Path) -> Certificates:
    """Our own authority with a seal and a clock; made at the first need. Readable by the owner only."""
    place = folder / FOLDER
    if not place.is_dir():
        _make(folder, place)
    root, signer, stamper = (_read(place, name) for name in (ROOT, SIGNER, STAMPER))
    return Certificates(signer, stamper, (root.certificate,), (root.certificate,))


def provided(file: Path, password: str) -> Certificates:
    """The seal of a PKCS#12 file with its chain. Raises ``ValueError`` where it cannot be opened."""
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

    held = load_pkcs12(file.read_bytes(), password.encode() if password else None)
    if held.key is None or held.cert is None:
        raise ValueError(f"{file} holds no key with a certificate")
    chain = tuple(_loaded(one.certificate) for one in held.additional_certs)
    signer = Identity(_loaded(held.cert.certificate), _key(held.key))
    return Certificates(signer, None, chain, chain or (signer.certificate,))


def _make(folder: Path, place: Path) -> None:
    """All files at once, under a name that is theirs only when they are complete: of two that make them, one is too late."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".{FOLDER}-{secrets.token_hex(8)}"
    fresh.mkdir(mode=0o700)
    for name, (certificate, key) in _family().items():
        _write(fresh / f"{name}.crt", certificate)
        _write(fresh / f"{name}.key", key)
    try:
        fresh.rename(place)
    except OSError:
        if not place.is_dir():
            raise
        for file in fresh.iterdir():
            file.unlink()
        fresh.rmdir()


def _family() -> dict[str, tuple[bytes, bytes]]:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from cryptography.x509.oid import ExtendedKeyUsageOID

    keys: dict[str, Any] = {name: ec.generate_private_key(ec.SECP256R1()) for name in (ROOT, SIGNER)}
    keys[STAMPER] = rsa.generate_private_key(65537, 3072)  # the library stamps with RSA only
    issue = _issuer(keys[ROOT])
    certificates = {
        ROOT: issue("Baton authority", keys[ROOT], None),
        SIGNER: issue("Baton seal", keys[SIGNER], ()),
        STAMPER: issue("Baton time-stamps", keys[STAMPER], (ExtendedKeyUsageOID.TIME_STAMPING,)),
    }
    return {
        name: (certificates[name].public_bytes(Encoding.PEM), keys[name].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        for name in keys
    }  # fmt: skip


def _issuer(authority: Any) -> Callable[[str, Any, tuple[Any, ...] | None], Any]:
    """Makes certificates of the authority; usages None: for the authority itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509.oid import NameOID

    serial = secrets.token_hex(4)  # tells the authorities of two installations apart

    def named(text: str) -> Any:
        return x509.Name(
            [x509.NameAttribute(NameOID.COMMON_NAME, text), x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"Baton {serial}")]
        )

    def issue(text: str, key: Any, usages: tuple[Any, ...] | None) -> Any:
        now, is_root = datetime.now(UTC), usages is None
        since = now - YEARS * _YEAR  # a clock that is wrong, or moved for a test, must not make a seal invalid
        certificate = (
            x509.CertificateBuilder().subject_name(named(text)).issuer_name(named("Baton authority")).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(since).not_valid_after(now + YEARS * _YEAR)
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(not is_root, not is_root, False, False, False, is_root, is_root, False, False), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), critical=False)
        )  # fmt: skip
        if usages:
            certificate = certificate.add_extension(x509.ExtendedKeyUsage(usages), critical=True)
        return certificate.sign(authority, SHA256())

    return issue


def _write(file: Path, content: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)


def _read(place: Path, name: str) -> Identity:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    certificate = x509.load_pem_x509_certificate((place / f"{name}.crt").read_bytes())
    return Identity(_loaded(certificate), _key(load_pem_private_key((place / f"{name}.key").read_bytes(), None)))


def _loaded(certificate: Any) -> Any:
    from asn1crypto.x509 import Certificate
    from cryptography.hazmat.primitives.serialization import Encoding

    return Certificate.load(certificate.public_bytes(Encoding.DER))


def _key(key: Any) -> Any:
    from asn1crypto.keys import PrivateKeyInfo
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
