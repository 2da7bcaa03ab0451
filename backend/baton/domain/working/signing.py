"""Signatures: who signed what, how, and the document that proves it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from baton.domain.forms import Form

DRAWN, TYPED = "drawn", "typed"
WHOLE_FORM = "form"


@dataclass(frozen=True)
class SigningRequest:
    """A field of a form that asks for a signature: what it means to sign (``intent``), and what is signed: the ``document``, the
    path of a field with an attachment, or the form itself."""

    field: str
    intent: str = ""
    document: str = WHOLE_FORM


@dataclass(frozen=True)
class Signature:
    """Somebody signed the submission with that ``digest`` and the ``documents`` (name, SHA-256) with it. ``consent`` is the sentence
    they agreed to. ``sealed_digest``: the SHA-256 of the sealed document, which is kept as attachment ``attachment_id``."""

    id: str
    instance_id: str
    submission_id: str
    person_id: str
    name: str
    field: str
    method: str
    intent: str
    consent: str
    at: datetime
    time_zone: str
    language: str
    address: str
    browser: str
    digest: str
    documents: tuple[Mapping[str, Any], ...] = ()
    email: str = ""
    sealed_at: datetime | None = None
    sealed_digest: str | None = None
    attachment_id: str | None = None

    def sealed(self, at: datetime, digest: str, attachment_id: str) -> "Signature":
        return replace(self, sealed_at=at, sealed_digest=digest, attachment_id=attachment_id)


def requests(form: Form) -> tuple[SigningRequest, ...]:
    """Every field of the form that is a signature to be given, in the order of the ui schema."""
    return tuple(_requests(form.ui, ""))


def signed(request: SigningRequest, values: Mapping[str, Any]) -> str:
    """What somebody drew or typed into the field; empty where they left it out."""
    value: Any = values
    for name in request.field.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value.strip() if isinstance(value, str) else ""


def method(text: str) -> str:
    """Whether a signature was drawn or typed."""
    return DRAWN if text.startswith("data:image/") else TYPED


def _requests(ui: Mapping[str, Any], path: str) -> Iterator[SigningRequest]:
    given = ui.get("ui:options")
    options: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    if path and options.get("signs", ui.get("ui:signs")) is True:
        told = {name: options.get(name, ui.get(f"ui:{name}")) for name in ("intent", "document")}
        yield SigningRequest(path, str(told["intent"] or ""), str(told["document"] or WHOLE_FORM))
    for name, below in ui.items():
        if isinstance(below, Mapping) and isinstance(name, str) and not name.startswith("ui:") and name != "items":
            yield from _requests(below, f"{path}.{name}" if path else name)
