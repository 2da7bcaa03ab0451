"""Importing, listing and exporting packs."""

from baton.domain.actors import Actor
from baton.domain.errors import InvalidInput, NotFound
from baton.domain.packs import InstalledPack, Manifest, Pack, PackReport
from baton.domain.policy import require
from baton.domain.ports.packs import model_files
from baton.domain.problems import errors
from baton.usecases.act import Act, RequestKey, run
from baton.usecases.deploy import accepted, deploy_checked
from baton.usecases.platform import Platform


def inspect(platform: Platform, actor: Actor, archive: bytes) -> PackReport:
    """What an uploaded archive holds and what is wrong with it; nothing is stored."""
    require(actor, "pack.see")
    report = platform.packs.read(archive)
    if report.pack is None or errors(report.problems):
        return report
    return platform.packs.check(report.pack)


def inspect_shipped(platform: Platform, actor: Actor, pack_id: str) -> PackReport:
    """The check report of a pack that comes with Baton."""
    require(actor, "pack.see")
    return platform.packs.check(shipped_pack(platform, pack_id))


def shipped_pack(platform: Platform, pack_id: str) -> Pack:
    """A pack that comes with Baton. Raises ``NotFound``."""
    try:
        return platform.packs.shipped()[pack_id]
    except KeyError:
        raise NotFound(f"Baton ships no pack “{pack_id}”.") from None


def import_archive(platform: Platform, actor: Actor, archive: bytes, key: RequestKey | None = None) -> InstalledPack:
    """Import an archive that passes its check; refused with every problem otherwise."""
    require(actor, "pack.import")
    return install(platform, actor, inspect(platform, actor, archive), key)


def install(platform: Platform, actor: Actor, report: PackReport, key: RequestKey | None = None) -> InstalledPack:
    """Deploy everything of a checked pack in one transaction."""
    require(actor, "pack.import")
    found = errors(report.problems)
    if report.pack is None or found:
        raise InvalidInput(f"The pack was not imported: {len(found)} problems found.", problems=report.problems)
    pack = report.pack
    files, checked = accepted(platform, model_files(pack))

    def work(act: Act) -> InstalledPack:
        made = deploy_checked(platform, act, files, checked, actor, pack.manifest.id)
        keys = tuple(definition.key for definition in made.definitions)
        manifest = pack.manifest
        installed = InstalledPack(manifest.id, manifest.version, manifest.title, manifest.summary, keys, act.now, actor.id)
        act.uow.save_installed_pack(installed)
        return installed

    return run(platform, work, key)


def installed_packs(platform: Platform, actor: Actor) -> list[InstalledPack]:
    """The packs that are installed, by title."""
    require(actor, "pack.see")
    with platform.store.read() as uow:
        return uow.installed_packs()


def export(platform: Platform, actor: Actor, pack_id: str) -> tuple[str, bytes]:
    """(file name, zip) of an installed pack as it is deployed now."""
    require(actor, "pack.see")
    with platform.store.read() as uow:
        installed = uow.installed_pack(pack_id)
        definition = uow.latest_definition(installed.definitions[0]) if installed else None
    if installed is None or definition is None:
        raise NotFound(f"The pack “{pack_id}” is not installed.")
    return f"{pack_id}-{installed.version}.zip", platform.packs.write(_as_pack(platform, installed, dict(definition.files)))


def _as_pack(platform: Platform, installed: InstalledPack, files: dict[str, bytes]) -> Pack:
    folders = {"bpmn": "models", "dmn": "decisions", "json": "forms"}
    placed = {f"{folders[name.rsplit('.', 1)[-1]]}/{name}": content for name, content in files.items()}
    shipped = platform.packs.shipped().get(installed.id)
    if shipped is not None:
        kept = {path: content for path, content in shipped.files.items() if path.split("/")[0] not in folders.values()}
        return Pack(shipped.manifest, {**kept, **placed}, shipped.readme)
    manifest = Manifest(installed.id, installed.version, installed.title, installed.summary)
    return Pack(manifest, placed)
