"""Seals over PDF files (PAdES): an advanced electronic seal of this installation, not a qualified one."""

import hashlib
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from baton.domain.errors import ConnectorError, InvalidInput, Unavailable
from baton.domain.ports.working.signing import Examined
from baton.exports.signing import provided
from baton.exports.signing.certificates import Authority, Identity, Tokens
from baton.exports.signing.provided import Provided

FIELD = "Seal"
_MISSING = "Signed PDF files need the part “documents” of Baton, which is not installed."


@dataclass(frozen=True)
class SealSettings:
    """What our own keys follow from; a PKCS#12 file to use instead; a server for time-stamps instead of our own clock."""

    tokens: Tokens
    pkcs12: str = ""
    password: str = ""
    stamps: str = ""


class PadesSeals:
    """Satisfies the ``Seals`` port; loads its library, and makes its certificates, when they are first needed. A file that an
    administrator provides is read at once: raises ``ValueError`` with a sentence where it is of no use."""

    def __init__(self, settings: SealSettings) -> None:
        self._settings = settings
        self._given = _given(settings)
        if settings.stamps and not settings.stamps.startswith(("https://", "http://")):
            raise ValueError("BATON_SIGNING_TIME_STAMPS is not an address such as https://tsa.example.com.")

    @cached_property
    def _authority(self) -> Authority:
        return Authority(self._settings.tokens)

    @cached_property
    def _clock(self) -> Identity:
        return self._authority.clock()

    @cached_property
    def _own(self) -> Identity:
        return self._authority.signer()

    @property
    def _chain(self) -> tuple[Any, ...]:
        return (*(self._given.chain if self._given else ()), self._authority.certificate)

    def trouble(self, now: datetime) -> str:
        return self._given.trouble(now) if self._given else ""

    def joined(self, pdf: bytes, pages: bytes) -> bytes:
        try:
            from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
            from pyhanko.pdf_utils.reader import PdfFileReader
        except ImportError:
            raise Unavailable(_MISSING) from None
        try:
            writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
            more = PdfFileReader(io.BytesIO(pages))
            for number in range(int(more.root["/Pages"]["/Count"])):
                page = more.find_page_for_modification(number)[0].get_object()
                writer.insert_page(_brought(writer, page))
            out = io.BytesIO()
            writer.write(out)
        except Exception as error:  # whatever a stranger's file does to the library, it is the file that is refused
            raise InvalidInput(f"Pages cannot be added to this PDF ({type(error).__name__}).") from error
        return out.getvalue()

    def seal(self, pdf: bytes, reason: str, now: datetime) -> bytes:
        try:
            from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
            from pyhanko.sign import PdfSignatureMetadata, fields, signers
            from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
            from pyhanko.sign.timestamps import TimestampRequestError
        except ImportError:
            raise Unavailable(_MISSING) from None
        if trouble := self.trouble(now):
            raise ConnectorError(trouble)
        by = self._given.signer if self._given else self._own
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        name = _free_field(writer)
        fields.append_signature_field(writer, SigFieldSpec(name))
        meta = PdfSignatureMetadata(field_name=name, subfilter=SigSeedSubFilter.PADES, reason=reason, md_algorithm="sha256")
        signer = signers.SimpleSigner(signing_cert=by.certificate, signing_key=by.key, cert_registry=_registry(self._chain))
        out = io.BytesIO()
        try:
            sealer = signers.PdfSigner(meta, signer=signer, timestamper=self._stamper(now))
            _aside(lambda: sealer.sign_pdf(writer, output=out))
        except (TimestampRequestError, OSError) as error:
            raise ConnectorError(f"The time-stamp server gave no stamp: {error}") from error
        except ValueError as error:
            if not self._settings.stamps:
                raise
            raise ConnectorError(f"The time-stamp server gave no stamp that can be read: {error}") from error
        return out.getvalue()

    def examine(self, content: bytes) -> Examined | None:
        try:
            from pyhanko.pdf_utils.reader import PdfFileReader
        except ImportError:
            raise Unavailable(_MISSING) from None
        reader = _quietly(lambda: PdfFileReader(io.BytesIO(content), strict=False))
        if reader is None:
            return None
        if _quietly(lambda: reader.encrypted):
            return Examined(False, False, False, locked=True)
        found: Examined | None = _quietly(lambda: self._examined(reader, content))
        return found

    def _examined(self, reader: Any, content: bytes) -> Examined | None:
        from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature

        found = list(reader.embedded_signatures)
        if not found:
            return None
        parts = tuple(_part(one, content) for one in found)
        ours = [one for one in found if self._is_ours(one.signer_cert)]
        shown = (ours or found)[-1]
        told = _quietly(lambda: _aside(lambda: validate_pdf_signature(shown, self._trust(), ts_validation_context=self._trust())))
        if told is None:
            return Examined(False, bool(ours), False, parts=parts)
        stamp = told.timestamp_validity
        by = told.signing_cert.subject.human_friendly if told.signing_cert is not None else ""
        entire = told.coverage == SignatureCoverageLevel.ENTIRE_FILE
        at = stamp.timestamp if stamp is not None else told.signer_reported_dt
        return Examined(bool(told.intact and told.valid), bool(ours), entire, at, by, parts)

    def _is_ours(self, certificate: Any) -> bool:
        """The very certificate: others whom the same authority trusts are others."""
        known = [self._own.certificate, *([self._given.signer.certificate] if self._given else ())]
        return certificate is not None and certificate.dump() in [one.dump() for one in known]

    def _trust(self) -> Any:
        from pyhanko_certvalidator import ValidationContext

        roots = [self._authority.certificate, *([self._given.signer.certificate] if self._given else ())]
        return ValidationContext(
            trust_roots=roots, other_certs=list(self._chain), allow_fetching=False, revocation_mode="soft-fail"
        )

    def _stamper(self, now: datetime) -> Any:
        from pyhanko.sign.timestamps import DummyTimeStamper, HTTPTimeStamper

        if self._settings.stamps:
            return HTTPTimeStamper(self._settings.stamps, timeout=20)
        clock = self._clock
        chain = _registry((self._authority.certificate,))
        return DummyTimeStamper(tsa_cert=clock.certificate, tsa_key=clock.key, certs_to_embed=chain, fixed_dt=now)


def _given(settings: SealSettings) -> Provided | None:
    if not settings.pkcs12:
        return None
    try:
        return provided.read(Path(settings.pkcs12), settings.password)
    except ImportError:
        raise ValueError(_MISSING) from None


def _part(seal: Any, content: bytes) -> str:
    """The SHA-256 of the file as it was when this seal was its end."""
    covered = [int(one) for one in seal.byte_range]
    return hashlib.sha256(content[: covered[2] + covered[3]]).hexdigest()


def _registry(chain: tuple[Any, ...]) -> Any:
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    return SimpleCertificateStore.from_certs(chain)


def _free_field(writer: Any) -> str:
    """A name that no field of the document has: it may come with seals of others."""
    taken = {one.field_name for one in _quietly(lambda: list(writer.prev.embedded_signatures)) or ()}
    return next(name for name in (FIELD, *(f"{FIELD}{number}" for number in range(2, 1000))) if name not in taken)


def _brought(writer: Any, page: Any) -> Any:
    """The page alone, in another document: what it hangs on in its own stays there."""
    from pyhanko.pdf_utils.generic import DictionaryObject

    left = ("/Parent", "/StructParents", "/Annots")
    return DictionaryObject({name: writer.import_object(page.raw_get(name)) for name in page if name not in left})


def _aside(work: Callable[[], Any]) -> Any:
    """The work in a thread of its own: the library runs an event loop, and there may be one in this thread already."""
    with ThreadPoolExecutor(max_workers=1) as aside:
        return aside.submit(work).result()


def _quietly(look: Callable[[], Any]) -> Any:
    """What a look into a stranger's file finds; nothing where the file makes the library stumble."""
    try:
        return look()
    except Exception:
        return None
