"""Files that people hand in: what is refused and why, versions, who gets them, what a scanner does, what is thrown away."""

import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from baton.domain.actors import PLATFORM, Actor, Role
from baton.domain.errors import Conflict, Forbidden, InvalidInput, NotFound, TooLarge
from baton.domain.ports.queries import PageRequest
from baton.domain.working.attachments import LARGEST_FILE, NewFile, ScanState, addresses_in, file_name, read_address
from baton.domain.working.form_drafts import FormDraft, of_start
from baton.forms.handed.inspector import CommandInspector
from baton.usecases import due
from baton.usecases.act import run
from baton.usecases.filling import attachments
from baton.usecases.handing.files import file_problems

ANA = Actor("ana", "Ana", roles=frozenset({Role.TASK_OWNER}))
BEN = Actor("ben", "Ben", roles=frozenset({Role.TASK_OWNER}))
PDF = b"%PDF-1.7\n1 0 obj"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SCANNER = """
import sys
content = sys.stdin.buffer.read()
if b"EICAR" in content:
    print("Eicar-Test-Signature")
    sys.exit(1)
sys.exit(2 if b"confuses" in content else 0)
"""


def kept(platform, name="offer.pdf", content=PDF, actor=ANA, **more):
    file = NewFile(name, "x/y", content, **more)
    return run(platform, lambda act: attachments.keep(platform, act, file, actor))


@pytest.fixture
def scanned(platform, tmp_path):
    script = tmp_path / "scan.py"
    script.write_text(SCANNER)
    inspector = CommandInspector(f"{sys.executable} {script}")
    object.__setattr__(platform, "inspector", inspector)
    return platform


def test_a_file_is_known_by_its_hash_and_by_what_it_really_is(platform):
    found = kept(platform)
    assert (found.name, found.media_type, found.size, found.version) == ("offer.pdf", "application/pdf", len(PDF), 1)
    assert read_address(found.address).digest == found.digest
    assert attachments.content(platform, ANA, found.id) == PDF


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("offer.pdf", b"MZ\x90\x00 a program", "“offer.pdf” is not a real PDF file although its name says so."),
        ("offer.PDF", b"hello", "“offer.PDF” is not a real PDF file although its name says so."),
        ("photo.jpg", b"\x89PNG\r\n\x1a\n", "“photo.jpg” is not a real JPEG file although its name says so."),
        ("book.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "“book.xlsx” is not a real Excel file although its name says so."),
        ("notes.txt", b"\x7fELF\x02", "“notes.txt” is not a real text file although its name says so."),
        ("rows.csv", b"a\x00b", "“rows.csv” is not a real CSV file although its name says so."),
        ("empty.pdf", b"", "“empty.pdf” is empty."),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_with_a_sentence_at_its_field(platform, name, content, sentence):
    with pytest.raises(InvalidInput) as refusal:
        kept(platform, name, content, field="lines.2.offer")
    assert str(refusal.value) == sentence
    assert [(one.field, one.message) for one in refusal.value.problems] == [("lines.2.offer", sentence)]


def test_a_field_takes_only_the_kinds_it_names(platform):
    assert kept(platform, "a.png", b"\x89PNG\r\n\x1a\n", accept=(".pdf", "image/*")).media_type == "image/png"
    assert kept(platform, "a.pdf", PDF, accept=("application/pdf",)).media_type == "application/pdf"
    with pytest.raises(InvalidInput, match="not of a kind that this field takes"):
        kept(platform, "a.txt", b"hello", accept=(".pdf", "image/*"))


def test_a_file_of_25_megabytes_is_kept_and_a_larger_one_refused(platform):
    content = PDF + bytes(LARGEST_FILE - len(PDF))
    assert kept(platform, content=content).size == LARGEST_FILE
    with pytest.raises(TooLarge, match="26 MB; a file may have at most 25 MB"):
        kept(platform, content=content + b"1")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("..\\..\\secret/passwd", "passwd"), ("C:\\fakepath\\Ü x.pdf", "Ü x.pdf"), ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("\u202egpj.exe", "gpj.exe"), ("", "file"), ("...", "file"), ("日本語 <script>.pdf", "日本語 <script>.pdf"), ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)  # fmt: skip
def test_a_name_stays_as_given_without_what_would_mislead(given, shown):
    assert file_name(given) == shown


def test_strangers_do_not_learn_that_a_file_exists(platform):
    found = kept(platform)
    for look in (attachments.by_id, attachments.content):
        with pytest.raises(NotFound):
            look(platform, BEN, found.id)
    assert attachments.content(platform, PLATFORM, found.id) == PDF


def test_who_stands_in_gets_no_files_that_belong_to_nothing_they_see(platform):
    found = kept(platform)
    standing_in = replace(BEN, stands_for=frozenset({"ana"}))
    with pytest.raises(NotFound):
        attachments.by_id(platform, standing_in, found.id)
    with platform.store.read() as uow:
        (problem,) = file_problems(uow, standing_in, {"offer": found.address}, {})
    assert problem.rule == "file.foreign"


def test_a_clean_file_is_given_out_and_an_infected_one_to_nobody(scanned):
    clean, infected = kept(scanned), kept(scanned, "virus.txt", EICAR)
    assert attachments.by_id(scanned, ANA, clean.id).scan is ScanState.CLEAN
    judged = attachments.by_id(scanned, ANA, infected.id)
    assert (judged.scan, judged.finding) == (ScanState.REFUSED, "Eicar-Test-Signature")
    for actor in (ANA, PLATFORM):
        with pytest.raises(Forbidden, match="refused by the virus scanner"):
            attachments.content(scanned, actor, infected.id)
    told = scanned.queries.notices("ana", PageRequest()).items
    assert [one.text for one in told] == ["“virus.txt” was refused by the virus scanner. Send another file."]


def test_until_it_is_scanned_only_who_sent_it_gets_it_and_the_scanner_is_asked_again(scanned, clock):
    waiting = kept(scanned, "notes.txt", b"this confuses the scanner")
    assert attachments.content(scanned, ANA, waiting.id) == b"this confuses the scanner"
    with pytest.raises(Conflict, match="still being scanned"):
        attachments.content(scanned, PLATFORM, waiting.id)
    object.__setattr__(scanned, "inspector", CommandInspector("true"))
    clock.move_to(clock.now() + timedelta(hours=1))
    due.drain(scanned)
    assert attachments.content(scanned, PLATFORM, waiting.id)


def test_a_file_that_was_never_sent_is_thrown_away_after_a_week(platform, clock):
    lost, used = kept(platform), kept(platform, content=PDF + b"2", kept=True)
    in_draft = kept(platform, content=PDF + b"3")
    draft = FormDraft(of_start("order"), "ana", clock.now(), 1, {"f.offer": (in_draft.address,)})
    run(platform, lambda act: act.uow.save_form_draft(draft))
    clock.move_to(clock.now() + attachments.UNSENT - timedelta(seconds=1))
    due.drain(platform)
    assert attachments.by_id(platform, ANA, lost.id) == lost
    clock.move_to(clock.now() + timedelta(seconds=1))
    due.drain(platform)
    with pytest.raises(NotFound):
        attachments.by_id(platform, ANA, lost.id)
    assert attachments.by_id(platform, ANA, used.id) == used
    assert attachments.by_id(platform, ANA, in_draft.id) == in_draft
    run(platform, lambda act: act.uow.drop_form_drafts(of_start("order")))
    clock.move_to(clock.now() + attachments.UNSENT)
    due.drain(platform)
    with pytest.raises(NotFound):
        attachments.by_id(platform, ANA, in_draft.id)


def test_addresses_are_found_wherever_they_stand_in_the_values(platform):
    found = kept(platform)
    values = {"a": found.address, "lines": [{"offer": "data:text/plain,x"}, {"offer": found.address}], "n": 1}
    assert [(path, address.id) for path, address in addresses_in(values)] == [("a", found.id), ("lines.1.offer", found.id)]
    assert replace(found, name="a&b=c?.pdf").address.count("?") == 1
    assert read_address(replace(found, name="a&b=c?#ü.pdf").address).name == "a&b=c?#ü.pdf"
