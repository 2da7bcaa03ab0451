"""A signature needs consent; the document that proves it is made once, sealed, kept and mailed; and verified by anybody."""

import hashlib
import random
import shutil
import subprocess
from dataclasses import replace

import pytest

from baton.dispatch.inline import NullDispatcher
from baton.domain import jobs
from baton.domain.errors import InvalidInput
from baton.domain.working.submissions import NOTHING_SEEN
from baton.exports.signing.seals import PadesSeals, SealSettings
from baton.identity.keys import DerivedKeys
from baton.usecases import due
from baton.usecases.jobs import perform_job
from baton.usecases.signing.verifying import Verdict, verify_file, verify_name
from unit.seen.conftest import PERSON, drawing

pytest.importorskip("pyhanko")
pytest.importorskip("typst")


class Post:
    """A mail server that keeps what it was given."""

    ready = True

    def __init__(self):
        self.sent = []

    def send(self, mail):
        self.sent.append(mail)


@pytest.fixture
def to_sign(begin):
    def walked(values=None):
        walk = begin(values)
        walk.do({}, "yes")
        walk.do()
        return walk

    return walked


@pytest.fixture
def signed(to_sign, platform):
    """A purchase that was signed, and its sealed document."""
    walk = to_sign()
    walk.do({"signature": drawing()})
    due.drain(platform)
    return walk, sealed(platform, walk)


def sealed(platform, walk):
    (signature,) = walk.signatures()
    with platform.store.read() as uow:
        return uow.attachment_content(signature.sealed_digest)


@pytest.mark.parametrize(
    ("seen", "value"),
    [(replace(PERSON, consent=""), "Ann"), (NOTHING_SEEN, "Ann"), (PERSON, "data:image/png;base64,AAAA"), (PERSON, drawing(4000, 4000)[:200])],
)  # fmt: skip
def test_without_consent_or_a_picture_nothing_is_signed_nor_stored(to_sign, seen, value):
    walk = to_sign()
    before = len(walk.entries())
    with pytest.raises(InvalidInput) as refused:
        walk.do({"signature": value}, seen=seen)
    assert [problem.field for problem in refused.value.problems] == ["signature"]
    assert (walk.signatures(), len(walk.entries())) == ([], before)


def test_a_signature_says_who_signed_exactly_what_and_how(to_sign):
    walk = to_sign()
    walk.do({"signature": drawing()})
    (signature,) = walk.signatures()
    assert (signature.name, signature.person_id, signature.email) == ("Ann Buyer", "ann", "ann@example.com")
    assert (signature.method, signature.intent, signature.consent) == ("drawn", "I order these goods.", "I agree to sign.")
    assert (signature.address, signature.browser, signature.time_zone) == ("192.0.2.7", "Test/1", "Europe/Berlin")
    assert signature.digest == walk.submissions()[3].digest


def test_a_typed_name_signs_as_well(to_sign):
    walk = to_sign()
    walk.do({"signature": "Ann B."}, seen=replace(PERSON, signer=""))
    assert [(one.method, one.name) for one in walk.signatures()] == [("typed", "Ann B.")]


def test_the_document_is_sealed_kept_and_mailed_once(to_sign, platform):
    post = Post()
    walk = to_sign()
    walk.platform = platform = replace(platform, mailer=post, dispatcher=NullDispatcher())
    walk.do({"signature": drawing()})
    due.drain(platform)
    (signature,) = walk.signatures()
    (mail,) = [mail for mail in post.sent if mail.enclosures]
    assert mail.to == "ann@example.com"
    assert f"https://baton.example/verify?id={signature.id}" in mail.text
    assert hashlib.sha256(mail.enclosures[0].content).hexdigest() == signature.sealed_digest
    assert mail.enclosures[0].media_type == "application/pdf"
    with platform.store.read() as uow:
        assert [one.id for one in uow.attachments_of(walk.instance_id)] == [signature.attachment_id]


def test_a_worker_that_dies_after_sealing_leads_to_one_document(to_sign, platform, clock):
    """Sealed, but not written down: the next attempt of the same job seals again, and only that one counts."""
    walk = to_sign()
    walk.platform = platform = replace(platform, dispatcher=NullDispatcher())
    dying = replace(platform, point=_dies_at("called_not_recorded"))
    walk.do({"signature": drawing()})
    with platform.store.read() as uow:
        job = next(id for id in uow.due_jobs(clock.now(), 50) if uow.job(id).kind == jobs.SEAL)
    with pytest.raises(KeyboardInterrupt):
        perform_job(dying, job)
    assert walk.signatures()[0].sealed_at is None
    clock.move_to(clock.now() + jobs.LEASE * 2)
    due.drain(platform)
    assert not perform_job(platform, job)
    with platform.store.read() as uow:
        assert len(uow.attachments_of(walk.instance_id)) == 1
    assert verify_file(platform, sealed(platform, walk)).is_genuine


def test_the_pdf_that_is_signed_stays_the_beginning_of_the_sealed_document(to_sign, platform, upload):
    contract = platform.documents.pdf("documentation", EMPTY, {})
    walk = to_sign({"contract": upload("contract.pdf", contract)})
    walk.do({"signature": drawing()})
    due.drain(platform)
    (signature,) = walk.signatures()
    assert [(one["name"], one["sha256"]) for one in signature.documents] == [
        ("contract.pdf", hashlib.sha256(contract).hexdigest())
    ]
    assert sealed(platform, walk).startswith(contract)
    assert verify_file(platform, sealed(platform, walk)).is_genuine


def test_a_file_that_takes_no_pages_is_named_on_the_certificate_instead(to_sign, platform, upload):
    walk = to_sign({"contract": upload("broken.pdf", b"%PDF-1.7\nbroken %%EOF")})
    walk.do({"signature": "Ann Buyer"})
    due.drain(platform)
    assert verify_file(platform, sealed(platform, walk)).is_genuine


def test_the_document_that_was_issued_is_genuine_and_says_little_else(signed, platform):
    _, document = signed
    found = verify_file(platform, document)
    (proof,) = found.proofs
    assert found.verdict is Verdict.GENUINE
    assert (proof.name, proof.subject, proof.intent, proof.method) == ("Ann Buyer", "Purchase", "I order these goods.", "drawn")
    assert not hasattr(proof, "email")


def test_a_flipped_byte_anywhere_is_not_genuine(signed, platform):
    _, document = signed
    places = {0, 5, len(document) - 1, document.index(b"/ByteRange"), document.index(b"/Contents <") + 20}
    places |= set(random.Random(7).sample(range(len(document)), 40))
    for place in sorted(places):
        broken = bytearray(document)
        broken[place] ^= 1
        assert not verify_file(platform, bytes(broken)).is_genuine, place


def test_what_was_done_to_a_document_is_said(signed, platform):
    _, document = signed
    inside = bytearray(document)
    inside[document.index(b"stream") + 60] ^= 1
    assert verify_file(platform, bytes(inside)).verdict is Verdict.CHANGED
    added = platform.seals.joined(document, platform.documents.pdf("documentation", EMPTY, {}))
    assert verify_file(platform, added).verdict is Verdict.ADDED_TO
    again = platform.seals.seal(document, "again", platform.clock.now())
    found = verify_file(platform, again)
    assert (found.verdict, [proof.name for proof in found.proofs]) == (Verdict.ADDED_TO, ["Ann Buyer"])
    assert verify_file(platform, document + b"\n% more").verdict in (Verdict.ADDED_TO, Verdict.REISSUED)


def test_other_files_are_told_apart(platform, begin):
    plain = platform.documents.pdf("documentation", EMPTY, {})
    assert verify_file(platform, plain).verdict is Verdict.UNSEALED
    assert verify_file(platform, b"hello").verdict is Verdict.NO_PDF
    assert verify_file(platform, b"").verdict is Verdict.NO_PDF
    assert verify_file(platform, b"%PDF-1.7\n" + bytes(range(256)) * 40).verdict is Verdict.UNSEALED
    foreign = PadesSeals(SealSettings(DerivedKeys(lambda: "another").token)).seal(plain, "theirs", platform.clock.now())
    assert verify_file(platform, foreign).verdict is Verdict.FOREIGN


def test_an_id_or_a_hash_finds_the_record_but_proves_nothing(signed, platform):
    walk, _ = signed
    (signature,) = walk.signatures()
    for text in (signature.id, signature.sealed_digest, f" {signature.sealed_digest.upper()} "):
        found = verify_name(platform, text)
        assert (found.verdict, found.is_genuine) == (Verdict.ON_RECORD, False)
    assert verify_name(platform, "0" * 64).verdict is Verdict.UNKNOWN
    assert verify_name(platform, "'; DROP TABLE signatures").verdict is Verdict.UNKNOWN


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="needs pdfsig of poppler")
def test_another_program_finds_the_seal_valid(signed, tmp_path):
    file = tmp_path / "signed.pdf"
    file.write_bytes(signed[1])
    told = subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout
    for words in ("Signature is Valid", "ETSI.CAdES.detached", "Total document signed"):
        assert words in told


def _dies_at(point):
    def dies(name):
        if name == point:
            raise KeyboardInterrupt

    return dies


EMPTY = {"title": "Contract", "version": "1", "processes": [], "forms": []}
