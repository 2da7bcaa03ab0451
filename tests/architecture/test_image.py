"""The container image: it can be built from this checkout, runs as nobody special and says whether it is well."""

import shlex

import pytest

from architecture.house import ROOT

INSTRUCTIONS = [
    (word, rest.strip())
    for line in (ROOT / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
    if line and not line.startswith("#")
    for word, _, rest in [line.partition(" ")]
]
IGNORED = {line.strip("*/") for line in (ROOT / ".dockerignore").read_text().split()}


def all_of(instruction: str) -> list[str]:
    return [rest for word, rest in INSTRUCTIONS if word == instruction]


def last_stage() -> list[tuple[str, str]]:
    start = max(index for index, (word, _) in enumerate(INSTRUCTIONS) if word == "FROM")
    return INSTRUCTIONS[start:]


def test_the_image_runs_as_an_ordinary_user():
    users = [rest for word, rest in last_stage() if word == "USER"]
    assert users
    assert users[-1] not in {"root", "0"}


def test_the_image_says_whether_it_is_well():
    assert '["baton", "health"]' in dict(last_stage())["HEALTHCHECK"]


def test_the_image_serves_unless_told_otherwise():
    stage = dict(last_stage())
    assert stage["ENTRYPOINT"] == '["baton"]'
    assert stage["CMD"].startswith('["serve"')


@pytest.mark.parametrize("copy", [rest for rest in all_of("COPY") if "--from" not in rest])
def test_everything_the_image_copies_is_in_the_checkout_and_not_ignored(copy):
    for source in shlex.split(copy)[:-1]:
        assert (ROOT / source).exists()
        assert source.split("/")[0] not in IGNORED


def test_the_image_is_built_from_plain_names():
    """A base image with a host in its name would tie everybody to that host."""
    for base in all_of("FROM"):
        assert "." not in base.split()[0].split("/")[0].split(":")[0]
