"""Every pack that comes with Baton passes its own check, scenarios included, and survives export and import."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from baton.domain.actors import PLATFORM
from baton.domain.packs import PackReport
from baton.domain.problems import errors
from baton.main.wiring import bench_platform
from baton.usecases import packs

FOLDER = Path(__file__).parents[2] / "process_models"
PACKS = sorted(path.parent.name for path in FOLDER.glob("*/pack.toml"))


@pytest.fixture(scope="module")
def library():
    return bench_platform(datetime(2026, 3, 2, 9, tzinfo=UTC)).packs


def test_there_are_packs_to_test():
    assert "order-to-cash" in PACKS


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_passes_its_check_and_all_its_scenarios(library, name):
    report = library.check(library.shipped()[name])
    assert errors(report.problems) == ()
    assert report.scenarios
    assert {title: failure for title, failure in report.scenarios.items() if failure} == {}


@pytest.mark.parametrize("name", PACKS)
def test_an_exported_pack_imports_again_as_the_same(platform, name):
    packs.install(platform, PLATFORM, PackReport(packs.shipped_pack(platform, name), ()))
    _, content = packs.export(platform, PLATFORM, name)
    again = platform.packs.read(content).pack
    assert again.files == platform.packs.shipped()[name].files


def test_a_pack_with_a_red_scenario_is_refused_and_nothing_is_stored(platform):
    pack = packs.shipped_pack(platform, "order-to-cash")
    path = "scenarios/discount-small-is-automatic.toml"
    red = dict(pack.files) | {path: pack.files[path].replace(b'state = "completed"', b'state = "terminated"')}
    archive = platform.packs.write(type(pack)(pack.manifest, red))
    with pytest.raises(Exception, match="not imported") as refusal:
        packs.import_archive(platform, PLATFORM, archive)
    assert [problem.file for problem in refusal.value.problems if problem.rule == "scenario.red"] == [path]
    assert packs.installed_packs(platform, PLATFORM) == []


def test_an_unknown_key_in_a_scenario_is_not_a_silent_pass(platform):
    pack = packs.shipped_pack(platform, "order-to-cash")
    path = "scenarios/discount-small-is-automatic.toml"
    mistyped = dict(pack.files) | {path: pack.files[path].replace(b"visits", b"visit")}
    report = platform.packs.check(type(pack)(pack.manifest, mistyped))
    assert any(problem.rule == "scenario.unreadable" and "visit" in problem.message for problem in report.problems)
