"""Signatures that come with a form: refused without consent, written down in the transaction that keeps what was seen."""

import base64
import binascii
import hashlib
import struct
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from baton.domain import jobs
from baton.domain.errors import InvalidInput, NotFound, Said, said
from baton.domain.forms import Form
from baton.domain.jobs import Job, RetryPolicy
from baton.domain.problems import Problem
from baton.domain.working.links import ACTOR
from baton.domain.working.signing import DRAWN, Signature, SigningRequest, method, requests, signed
from baton.domain.working.submissions import KeptSubmission, Seen, documents_in
from baton.usecases.act import Act
from baton.usecases.platform import Platform

# Making a certificate or asking for a time-stamp may fail for a while; nobody waits for it on a page.
SEALING = RetryPolicy(attempts=8, first=timedelta(seconds=15), factor=4.0, most=timedelta(hours=6))
LARGEST_PICTURE = 1024 * 1024
MOST_PIXELS = 4_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
Given = Sequence[tuple[SigningRequest, str]]
"""What is signed: the fields that ask for it, each with what was drawn or typed."""


def given(form: Form, values: Mapping[str, Any], variables: Mapping[str, Any]) -> Given:
    """What is signed now; a signature that was there before is somebody's from before."""
    texts = [(request, signed(request, values)) for request in requests(form)]
    return [(request, text) for request, text in texts if text and text != signed(request, variables)]


def require_consent(given: Given, seen: Seen) -> None:
    """Refuse a signature without the consent that makes it one, and a picture that is none."""
    for request, text in given:
        if not seen.language:
            raise _refused(request, said("A signature is given by a person on the page of the form, not by a program."))
        if method(text) == DRAWN and picture(text) is None:
            raise _refused(request, said("This drawing cannot be read. Please sign again."))
        if not seen.consent:
            raise _refused(request, said("To sign, tick that you agree to sign electronically."))


def sign(platform: Platform, act: Act, kept: KeptSubmission, signing: tuple[Given, Mapping[str, Any], Seen]) -> None:
    """Write down each signature that the form was handed in with, and owe the documents that prove them. ``signing``: what is
    signed, all values that it stands among, and how they were seen."""
    given, values, seen = signing
    require_consent(given, seen)
    for request, text in given:
        name, email = _signer(act, kept.person_id)
        typed = "" if method(text) == DRAWN else text
        signature = Signature(
            platform.ids.new(), kept.instance_id, kept.id, kept.person_id, seen.signer or typed or name, request.field, method(text),
            request.intent, seen.consent, act.now, seen.time_zone, seen.language, seen.address, seen.browser, kept.digest,
            _documents(request, values), email,
        )  # fmt: skip
        act.uow.save_signature(signature)
        act.uow.add_jobs([
            Job(platform.ids.new(), jobs.SEAL, act.now, act.now, operation="seal", parameters={"signature": signature.id}, policy=SEALING)
        ])  # fmt: skip


def picture(text: str) -> bytes | None:
    """The PNG of a drawn signature; None for anything that is not one, or too large to be one."""
    head, _, encoded = text.partition(",")
    if not head.startswith("data:image/png") or not head.endswith(";base64") or len(encoded) > LARGEST_PICTURE * 4 // 3 + 4:
        return None
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
    if not content.startswith(_PNG) or len(content) < 33:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return content if 0 < width * height <= MOST_PIXELS else None


def _documents(request: SigningRequest, values: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The files that are signed: those of the field that the form names, else all that it shows."""
    first = request.document.partition(".")[0]
    if first not in values:
        return documents_in(values)
    value = values[first]
    if isinstance(value, str) and value.startswith("data:"):
        head, _, encoded = value.partition(",")
        content = base64.b64decode(encoded) if head.endswith(";base64") else encoded.encode()
        return ({"field": first, "id": "", "name": first, "sha256": hashlib.sha256(content).hexdigest()},)
    return documents_in({first: value})


def _signer(act: Act, person_id: str) -> tuple[str, str]:
    """Name and mail address of whoever signs, with an account or by a link."""
    try:
        if person_id.startswith(ACTOR):
            link = act.uow.link(person_id.removeprefix(ACTOR))
            return link.name or link.recipient, link.recipient
        person = act.uow.person(person_id)
    except NotFound:
        return person_id, ""
    return person.name, person.email


def _refused(request: SigningRequest, message: Said) -> InvalidInput:
    return InvalidInput(
        said("This is not signed yet. Nothing was stored."), problems=[Problem("signature.refused", message, field=request.field)]
    )
