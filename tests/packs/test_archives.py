"""Archives from strangers: read in memory, refused by name, never written to disk."""

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from baton.packs import archive

MANIFEST = b'id = "small"\nversion = "1.0"\ntitle = "Small"\n'


def zipped(*entries: tuple[str, bytes], kind: int = stat.S_IFREG) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("pack.toml", MANIFEST)
        for name, content in entries:
            info = zipfile.ZipInfo(name)
            info.external_attr = (kind | 0o644) << 16
            target.writestr(info, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


HOSTILE = {
    "climbs out": zipped(("../evil.bpmn", b"x")),
    "climbs out below a folder": zipped(("models/../../evil.bpmn", b"x")),
    "absolute": zipped(("/etc/passwd", b"x")),
    "drive letter": zipped(("C:\\evil.bpmn", b"x")),
    "backslashes": zipped(("models\\..\\..\\evil.bpmn", b"x")),
    "a link": zipped(("models/link.bpmn", b"/etc/passwd"), kind=stat.S_IFLNK),
    "a device": zipped(("models/device.bpmn", b""), kind=stat.S_IFCHR),
    "a script": zipped(("models/evil.py", b"import os")),
    "a hidden file": zipped(("models/.htaccess", b"x")),
    "the same name in another case": zipped(("models/a.bpmn", b"x"), ("models/A.bpmn", b"y")),
    "the same name composed otherwise": zipped(("models/é.bpmn", b"x"), ("models/e\u0301.bpmn", b"y")),
    "too many files": zipped(*((f"models/m{n}.bpmn", b"x") for n in range(501))),
    "a file that unpacks to too much": zipped(("models/bomb.bpmn", b"0" * (archive.LARGEST_FILE + 1))),
    "a whole that unpacks to too much": zipped(*((f"models/m{n}.bpmn", b"0" * archive.LARGEST_FILE) for n in range(5))),
    "not an archive": b"<definitions/>",
    "cut off": zipped(("models/a.bpmn", b"x" * 1000))[:-40],
    "empty": b"",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_archive_is_refused_with_a_sentence(content):
    files, problems = archive.read(content)
    assert files == {}
    assert all(len(problem.message) > 20 for problem in problems)
    assert problems


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_archive_of_models_is_refused_just_the_same(content):
    files, problems = archive.read_models(content)
    assert files == {}
    assert problems


def test_model_files_are_found_wherever_they_lie_and_never_under_one_name():
    content = zipped(("models/a.bpmn", b"<a/>"), ("b.dmn", b"<b/>"), ("deep/er/c.form.json", b"{}"))
    assert archive.read_models(content)[0] == {"pack.toml": MANIFEST, "a.bpmn": b"<a/>", "b.dmn": b"<b/>", "c.form.json": b"{}"}
    from_a_desktop = zipped(("a (2).bpmn", b"<a/>"), ("__MACOSX/._a (2).bpmn", b"x"), ("forms/.DS_Store", b"x"))
    assert archive.read_models(from_a_desktop)[0] == {"pack.toml": MANIFEST, "a (2).bpmn": b"<a/>"}
    files, problems = archive.read_models(zipped(("one/a.bpmn", b"1"), ("two/A.bpmn", b"2")))
    assert (files, problems[0].rule) == ({}, "pack.duplicate-name")


def test_a_good_archive_is_read_and_written_the_same():
    content = zipped(("models/a.bpmn", b"<a/>"), ("README.md", b"# A"))
    files, problems = archive.read(content)
    assert problems == ()
    assert files == {"pack.toml": MANIFEST, "models/a.bpmn": b"<a/>", "README.md": b"# A"}
    assert archive.write(files) == archive.write(dict(reversed(files.items())))
    assert archive.read(archive.write(files)) == (files, ())


def test_a_folder_around_everything_is_taken_off():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("small-1.0/pack.toml", MANIFEST)
        target.writestr("small-1.0/models/a.bpmn", b"<a/>")
    assert set(archive.read(out.getvalue())[0]) == {"pack.toml", "models/a.bpmn"}


def archives_of_others() -> list[Path]:
    folder = os.environ.get("BATON_CONFORMANCE_DIR")
    return sorted(Path(folder, "security", "zip-slip").glob("*.zip")) if folder else []


@pytest.mark.parametrize("path", archives_of_others(), ids=lambda path: path.name)
def test_published_zip_slips_are_refused(path):
    assert archive.read(path.read_bytes())[1]
