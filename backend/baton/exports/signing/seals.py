"""Seals over PDF files (PAdES): an advanced electronic seal of this installation, not a qualified one."""

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
from baton.exports.signing import certificates
from baton.exports.signing.certificates import Certificates

FIELD = "Seal"
_MISSING = "Signed PDF files need the part “documents” of Baton, which is not installed."


@dataclass(frozen=True)
class SealSettings:
    """Where own certificates are kept; a PKCS#12 file to use instead; a server for time-stamps instead of our own clock."""

    folder: Path
    pkcs12: str = ""
    password: str = ""
    stamps: str = ""


class PadesSeals:
    """Satisfies the ``Seals`` port; loads its library, and makes its certificates, when they are first needed."""

    def __init__(self, settings: SealSettings) -> None:
        self._settings = settings

    @cached_property
    def _certificates(self) -> Certificates:
        own = certificates.own(self._settings.folder)
        if not self._settings.pkcs12:
            return own
        given = certificates.provided(Path(self._settings.pkcs12), self._settings.password)
        # what was sealed before the administrator's certificate came stays ours
        return Certificates(given.signer, own.stamper, (*given.chain, *own.chain), (*given.roots, *own.roots))

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
        held = self._certificates
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        name = _free_field(writer)
        fields.append_signature_field(writer, SigFieldSpec(name))
        meta = PdfSignatureMetadata(field_name=name, subfilter=SigSeedSubFilter.PADES, reason=reason, md_algorithm="sha256")
        signer = signers.SimpleSigner(
            signing_cert=held.signer.certificate, signing_key=held.signer.key, cert_registry=_registry(held.chain)
        )
        out = io.BytesIO()
        try:
            sealer = signers.PdfSigner(meta, signer=signer, timestamper=self._stamper(now))
            _aside(lambda: sealer.sign_pdf(writer, output=out))
        except (TimestampRequestError, OSError) as error:
            raise ConnectorError(f"The time-stamp server did not answer: {error}") from error
        return out.getvalue()

    def examine(self, content: bytes) -> Examined | None:
        try:
            from pyhanko.pdf_utils.reader import PdfFileReader
        except ImportError:
            raise Unavailable(_MISSING) from None
        found: Examined | None = _quietly(lambda: self._examined(PdfFileReader(io.BytesIO(content), strict=False)))
        return found

    def _examined(self, reader: Any) -> Examined | None:
        from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature

        found = list(reader.embedded_signatures)
        if not found:
            return None
        last = found[-1]
        told = _quietly(lambda: _aside(lambda: validate_pdf_signature(last, self._trust(), ts_validation_context=self._trust())))
        if told is None:
            return Examined(False, False, False)
        stamp = told.timestamp_validity
        by = told.signing_cert.subject.human_friendly if told.signing_cert is not None else ""
        entire = told.coverage == SignatureCoverageLevel.ENTIRE_FILE
        at = stamp.timestamp if stamp is not None else told.signer_reported_dt
        return Examined(bool(told.intact and told.valid), bool(told.trusted), entire, at, by)

    def _trust(self) -> Any:
        from pyhanko_certvalidator import ValidationContext

        held = self._certificates
        return ValidationContext(
            trust_roots=list(held.roots), other_certs=list(held.chain), allow_fetching=False, revocation_mode="soft-fail"
        )

    def _stamper(self, now: datetime) -> Any:
        from pyhanko.sign.timestamps import DummyTimeStamper, HTTPTimeStamper

        held = self._certificates
        if self._settings.stamps:
            return HTTPTimeStamper(self._settings.stamps, timeout=20)
        if held.stamper is None:
            return None
        return DummyTimeStamper(
            tsa_cert=held.stamper.certificate, tsa_key=held.stamper.key, certs_to_embed=_registry(held.chain), fixed_dt=now
        )


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
