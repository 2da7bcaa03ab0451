"""Making the document that proves a signature: set, joined and sealed outside of any transaction, kept and mailed in one."""

from collections.abc import Callable

from baton.domain.actors import PLATFORM
from baton.domain.errors import ConnectorError, InvalidInput, NotFound, Rejection
from baton.domain.jobs import Job
from baton.domain.working.attachments import NewFile, file_name
from baton.domain.working.letters import Letter
from baton.domain.working.signing import DRAWN, Signature
from baton.domain.working.submissions import KeptSubmission
from baton.usecases.act import Act
from baton.usecases.filling import attachments
from baton.usecases.platform import Platform
from baton.usecases.seen.signing import picture
from baton.usecases.signing.paper import DRAWING, as_svg, content
from baton.usecases.telling import letters

SIGNED, PDF = "signed", "application/pdf"
SIGNED_COPY = "signed-copy"


def do(platform: Platform, job: Job) -> Callable[[Act], None]:
    """What a worker does for a signature. The same job leads to one document, however often it is begun."""
    with platform.store.read() as uow:
        signature = uow.signature(str(job.parameters["signature"]))
        kept = uow.submission(signature.submission_id)
    if signature.sealed_at is not None:
        return lambda act: None
    try:
        sealed = platform.seals.seal(_paper(platform, signature, kept), _reason(signature), platform.clock.now())
    except ConnectorError:
        raise
    except Rejection as refusal:
        raise ConnectorError(str(refusal), retryable=False) from refusal
    except Exception as error:  # a typesetter or a sealer that breaks costs an attempt
        raise ConnectorError(f"{type(error).__name__}: {error}") from error
    return lambda act: _record(platform, act, (signature, kept), sealed)


def _record(platform: Platform, act: Act, what: tuple[Signature, KeptSubmission], sealed: bytes) -> None:
    signature, kept = what
    if act.uow.signature(signature.id).sealed_at is not None:
        return
    title = _title(kept)
    file = NewFile(file_name(f"{title}.pdf"), PDF, sealed, signature.field, None, signature.instance_id, (), True)
    attachment = attachments.keep(platform, act, file, PLATFORM)
    act.uow.save_signature(signature.sealed(act.now, attachment.digest, attachment.id))
    if signature.email:
        values = {"name": signature.name, "task": title, "path": verify_path(signature)}
        language = signature.language or "en"
        letters.post(platform, act, Letter(signature.email, SIGNED_COPY, values, language, enclosed=(attachment.id,)))


def verify_path(signature: Signature) -> str:
    """Where anybody can check the document."""
    return f"/verify?id={signature.id}"


def _paper(platform: Platform, signature: Signature, kept: KeptSubmission) -> bytes:
    """The document without its seal: the signed file with the certificate behind it, or the form and the certificate."""
    drawing = picture(_value(kept, signature.field)) if signature.method == DRAWN else None
    pictures = {DRAWING: as_svg(drawing)} if drawing else {}
    original = _original(platform, signature)
    address = f"{platform.base_url.rstrip('/')}{verify_path(signature)}"

    def set_with(form: bool) -> bytes:
        return platform.documents.pdf(SIGNED, content(signature, kept, address, (form, drawing is not None)), pictures)

    if original is None:
        return set_with(True)
    try:
        return platform.seals.joined(original, set_with(False))
    except InvalidInput:  # nothing can be added to that file: its hash stands on the certificate
        return set_with(True)


def _original(platform: Platform, signature: Signature) -> bytes | None:
    """The one PDF file that is signed, if it is one file."""
    files = [one for one in signature.documents if one.get("type") == PDF and one.get("id")]
    if len(files) != 1 or len(signature.documents) != 1:
        return None
    try:
        with platform.store.read() as uow:
            return uow.attachment_content(str(files[0]["sha256"]))
    except NotFound:
        return None


def _value(kept: KeptSubmission, field: str) -> str:
    value = kept.told.get("values")
    for name in field.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value.strip() if isinstance(value, str) else ""


def _title(kept: KeptSubmission) -> str:
    told = kept.told
    task = told.get("task") or {}
    return str(task.get("name") or (told.get("process") or {}).get("title") or "Signed")


def _reason(signature: Signature) -> str:
    return f"Signed by {signature.name}" + (f": {signature.intent}" if signature.intent else "")
