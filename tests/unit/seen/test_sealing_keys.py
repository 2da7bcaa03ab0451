"""Seals with a key of our own, with one of an administrator, with the time of a server; and what a file looks like that was tampered with."""

import io
from datetime import UTC, datetime, timedelta

import pytest

from baton.domain.errors import ConnectorError
from baton.exports.signing.certificates import Authority
from baton.exports.signing.seals import PadesSeals, SealSettings
from baton.identity.keys import DerivedKeys
from baton.main.settings import Settings
from baton.main.wiring import Parts, build
from baton.usecases.signing.verifying import Verdict, verify_file
from fakes.stamps import AT, stamp_server
from unit.seen.test_signing import EMPTY, sealed, signed, to_sign  # noqa: F401 - fixtures

pytest.importorskip("pyhanko")
pytest.importorskip("typst")

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "s3cret"


def tokens(key="one"):
    return DerivedKeys(lambda: key).token


@pytest.fixture(scope="module")
def paper():
    """A PDF without any seal."""
    from baton.exports.documents.typesetter import Typesetter

    return Typesetter().pdf("documentation", EMPTY, {})


def certificate(name, key, issuer=None, days=365, ca=False):
    """``issuer``: its certificate and key; itself where there is none."""
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509.oid import NameOID

    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    above = issuer[0].subject if issuer else subject
    return (
        x509.CertificateBuilder().subject_name(subject).issuer_name(above).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(NOW - timedelta(days=30)).not_valid_after(NOW + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False), critical=True)
        .sign(issuer[1] if issuer else key, SHA256())
    )  # fmt: skip


@pytest.fixture(scope="module")
def house():
    """The authority of a public company, which gives certificates to everybody."""
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    return certificate("Public authority", key, ca=True), key


@pytest.fixture
def pkcs12(tmp_path, house):
    """``pkcs12(name)``: a file with a key and its certificate."""
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
    from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

    def made(name="Acme Ltd", kind="rsa", days=365, alone=False):
        key = rsa.generate_private_key(65537, 2048) if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
        own = certificate(name, key, None if alone else house, days)
        file = tmp_path / f"{name}-{kind}-{days}-{alone}.p12"
        chain = None if alone else [house[0]]
        file.write_bytes(serialize_key_and_certificates(b"seal", key, own, chain, BestAvailableEncryption(PASSWORD.encode())))
        return str(file)

    return made


def seals(pkcs12="", stamps="", key="one", password=PASSWORD):
    return PadesSeals(SealSettings(tokens(key), pkcs12, password if pkcs12 else "", stamps))


def test_every_machine_with_the_same_key_has_the_same_authority_and_seal():
    first, second, other = (Authority(tokens(key)) for key in ("one", "one", "two"))
    assert first.certificate.dump() == second.certificate.dump() != other.certificate.dump()
    assert first.signer().certificate.dump() == second.signer().certificate.dump()
    assert first.signer().key.dump() == second.signer().key.dump() != other.signer().key.dump()
    assert first.signer().key.dump() != first.signer().certificate.dump()


def test_what_one_machine_sealed_another_one_knows_and_a_stranger_does_not(paper):
    made = seals().seal(paper, "Signed", NOW)
    told = seals().examine(made)
    assert (told.intact, told.ours, told.entire, told.at) == (True, True, True, NOW)
    stranger = seals(key="two").examine(made)
    assert (stranger.intact, stranger.ours) == (True, False)


def test_no_key_is_kept_in_any_file(signed, tmp_path):  # noqa: F811
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == []


@pytest.mark.parametrize(("kind", "alone"), [("rsa", False), ("ec", False), ("rsa", True)])
def test_an_own_certificate_seals_and_is_known(paper, pkcs12, kind, alone):
    own = seals(pkcs12("Acme Ltd", kind, alone=alone))
    told = own.examine(own.seal(paper, "Signed", NOW))
    assert (told.intact, told.ours, told.entire) == (True, True, True)
    assert "Acme Ltd" in told.by
    assert own.trouble(NOW) == ""


def test_what_was_sealed_before_the_own_certificate_came_stays_ours(paper, pkcs12):
    assert seals(pkcs12()).examine(seals().seal(paper, "Signed", NOW)).ours


def test_another_customer_of_the_same_authority_is_not_us(paper, pkcs12):
    theirs = seals(pkcs12("Evil Ltd"), key="two").seal(paper, "Signed", NOW)
    told = seals(pkcs12("Acme Ltd")).examine(theirs)
    assert (told.intact, told.ours) == (True, False)


def _settings(tmp_path, **given):
    return Settings(data_dir=str(tmp_path / "data"), secret_key="k" * 32, base_url="https://baton.example", **given)


@pytest.mark.parametrize(
    ("file", "password", "said"),
    [
        ("nowhere.p12", "", "cannot be read"), ("text.p12", "", "is not a PKCS#12 file"), ("real", "wrong", "is not its password"),
        ("real", "", "is not its password"), ("keyless.p12", "", "holds no key"),
    ],
)  # fmt: skip
def test_a_file_that_is_of_no_use_is_said_at_the_start(tmp_path, pkcs12, house, file, password, said, platform):
    from cryptography.hazmat.primitives.serialization import NoEncryption
    from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

    (tmp_path / "text.p12").write_text("hello")
    (tmp_path / "keyless.p12").write_bytes(serialize_key_and_certificates(b"x", None, house[0], None, NoEncryption()))
    place = pkcs12() if file == "real" else str(tmp_path / file)
    with pytest.raises(SystemExit, match=said):
        build(_settings(tmp_path, signing_pkcs12=place, signing_password=password), _parts(platform))


def test_an_address_of_time_stamps_that_is_none_is_said_at_the_start(tmp_path, platform):
    with pytest.raises(SystemExit, match="BATON_SIGNING_TIME_STAMPS"):
        build(_settings(tmp_path, signing_time_stamps="tsa.example.com"), _parts(platform))


def _parts(platform):
    return Parts(platform.dispatcher, platform.clock, platform.store)


def test_a_certificate_that_expired_is_told_and_nothing_is_sealed_with_it(paper, pkcs12):
    own = seals(pkcs12(days=10))
    made = own.seal(paper, "Signed", NOW)
    late = NOW + timedelta(days=11)
    assert "expired on 2026-03-12" in own.trouble(late)
    assert "valid from" in own.trouble(NOW - timedelta(days=31))
    with pytest.raises(ConnectorError, match="expired on 2026-03-12"):
        own.seal(paper, "Signed", late)
    assert own.examine(made).ours


def test_the_time_comes_from_a_server_where_there_is_one(paper, pkcs12):
    with stamp_server() as server:
        for own in (seals(stamps=server.address), seals(pkcs12(), server.address)):
            told = own.examine(own.seal(paper, "Signed", NOW))
            assert (told.intact, told.ours, told.entire, told.at) == (True, True, True, AT)
        assert server.asked == 2 + 2  # the library asks once to know how large a stamp is


@pytest.mark.parametrize("broken", [(500, b"down"), (200, b"not a stamp"), (403, b"")])
def test_a_server_that_is_down_costs_an_attempt_and_no_signature(paper, broken):
    with stamp_server() as server:
        server.broken = broken
        with pytest.raises(ConnectorError, match="time-stamp server"):
            seals(stamps=server.address).seal(paper, "Signed", NOW)
    with pytest.raises(ConnectorError, match="time-stamp server"):
        seals(stamps=server.address).seal(paper, "Signed", NOW)


def test_a_document_that_others_signed_afterwards_still_says_what_was_issued(signed, platform):  # noqa: F811
    _, document = signed
    found = verify_file(platform, seals(key="two").seal(document, "Also me", NOW))
    assert (found.verdict, [one.name for one in found.proofs]) == (Verdict.ADDED_TO, ["Ann Buyer"])


def test_a_document_whose_seal_was_taken_off_carries_none(signed, platform):  # noqa: F811
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    _, document = signed
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(document)))
    del writer.root["/AcroForm"]
    out = io.BytesIO()
    writer.write(out)
    assert verify_file(platform, out.getvalue()).verdict is Verdict.UNSEALED


def test_a_document_behind_a_password_is_said_to_be_one(signed, platform):  # noqa: F811
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    _, document = signed
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(document)))
    writer.encrypt("owner", "user")
    out = io.BytesIO()
    writer.write(out)
    assert verify_file(platform, out.getvalue()).verdict is Verdict.LOCKED


def test_a_pdf_that_others_had_signed_before_is_signed_and_keeps_their_seal(to_sign, platform, upload, paper):  # noqa: F811
    from baton.usecases import due

    theirs = seals(key="two").seal(paper, "Seller", NOW)
    walk = to_sign({"contract": upload("offer.pdf", theirs)})
    walk.do({"signature": "Ann Buyer"})
    due.drain(platform)
    made = sealed(platform, walk)
    assert made.startswith(theirs)
    assert verify_file(platform, made).is_genuine
    assert seals(key="two").examine(made).ours


def test_the_seal_is_checked_without_any_network_against_our_authority_alone(paper):
    import threading

    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    made, found = seals().seal(paper, "Signed", NOW), []

    def look(key):
        context = ValidationContext(trust_roots=[Authority(tokens(key)).certificate], allow_fetching=False)
        (seal,) = PdfFileReader(io.BytesIO(made)).embedded_signatures
        found.append(validate_pdf_signature(seal, context, ts_validation_context=context))

    for key in ("one", "two"):  # in a thread of its own: the library runs an event loop
        thread = threading.Thread(target=look, args=(key,))
        thread.start()
        thread.join(60)
    assert [told.bottom_line for told in found] == [True, False]
    assert found[0].timestamp_validity.trusted
