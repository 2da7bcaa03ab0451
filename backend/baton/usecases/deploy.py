"""Deploying: files become immutable definitions, or are refused with every problem at once."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from baton.domain.actors import Actor
from baton.domain.definitions import ElementOutline, ProcessDefinition, ProcessOutline, only_for_designing
from baton.domain.engine import CheckReport
from baton.domain.errors import InvalidInput
from baton.domain.policy import require
from baton.domain.problems import Problem, errors, warnings
from baton.usecases.act import Act, Answered, RequestKey, perform
from baton.usecases.platform import Platform
from baton.usecases.reviews import wants_approval


@dataclass(frozen=True)
class Deployment:
    """What a deployment made, and what to look at. An unchanged process keeps its version."""

    definitions: tuple[ProcessDefinition, ...]
    warnings: tuple[Problem, ...] = ()


def check(platform: Platform, files: Mapping[str, bytes]) -> CheckReport:
    """What is in the files and what is wrong with them, without deploying."""
    return translated(platform, files)[1]


def translated(platform: Platform, files: Mapping[str, bytes]) -> tuple[dict[str, bytes], CheckReport]:
    """The files as they run here, other engines' extensions written in our own words, and the report about them.
    Files that are only for designing are left out."""
    running = {name: content for name, content in files.items() if not only_for_designing(name)}
    ours, remarks = platform.engine.translate(running)
    report = platform.engine.check(ours)
    return ours, replace(report, problems=(*report.problems, *remarks))


def deploy(platform: Platform, actor: Actor, files: Mapping[str, bytes], key: RequestKey | None = None) -> Deployment | Answered:
    """Deploy every executable process of the files. Raises ``InvalidInput`` with all problems, ``Forbidden`` where a second
    person has to approve, which only a draft can be."""
    require(actor, "model.deploy")
    ours, report = accepted(platform, files)

    def work(act: Act) -> Deployment:
        if wants_approval(platform, act.uow, None, {one.key for one in report.processes}):
            require(
                actor, "model.relax", message="A second person approves this process: import it as a draft and ask for a review."
            )
        return deploy_checked(platform, act, ours, report, actor)

    return perform(platform, work, key)


def accepted(platform: Platform, files: Mapping[str, bytes]) -> tuple[dict[str, bytes], CheckReport]:
    """The files as they run here and their report, if they may be deployed; refuses the others."""
    ours, report = translated(platform, files)
    if found := errors(report.problems):
        count = f"{len(found)} problems" if len(found) > 1 else "1 problem"
        raise InvalidInput(f"Nothing was deployed: {count} found.", problems=report.problems)
    if not report.processes:
        raise InvalidInput('Nothing was deployed: the files hold no executable process (isExecutable="true").')
    return ours, report


def deploy_checked(
    platform: Platform, act: Act, files: Mapping[str, bytes], report: CheckReport, actor: Actor, pack: str | None = None
) -> Deployment:
    """Deploy files whose report is clean, inside a running act."""
    digest = digest_of(files)
    elements = {id: element for outline in report.processes for id, element in outline.elements.items()}
    made = tuple(
        # a definition runs the processes that it calls as well, so it knows their elements, its own first
        _definition(platform, act, _closed(outline, elements), (files, digest, actor, pack))
        for outline in report.processes
    )
    return Deployment(made, warnings(report.problems))


def _closed(outline: ProcessOutline, elements: Mapping[str, ElementOutline]) -> ProcessOutline:
    """The outline with the elements of everything that it may call."""
    approves = any(element.material_fields for element in elements.values())
    return replace(outline, elements={**elements, **outline.elements}, has_approvals=approves)


def _definition(
    platform: Platform, act: Act, outline: ProcessOutline, source: tuple[Mapping[str, bytes], str, Actor, str | None]
) -> ProcessDefinition:
    files, digest, actor, pack = source
    before = act.uow.latest_definition(outline.key)
    if before and before.digest == digest:
        return before
    if before and before.outline.has_approvals:  # an instance that comes from there brings its approvals along
        outline = replace(outline, has_approvals=True)
    version = before.version + 1 if before else 1
    definition = ProcessDefinition(
        platform.ids.new(), outline.key, version, outline.title, outline, files, digest, act.now, actor.id, pack
    )
    act.uow.add_definition(definition)
    for start in outline.starts:
        if start.kind == "timer":
            act.uow.arm_start(definition, start, platform.engine.first_due(definition, start.element_id, act.now))
    return definition


def digest_of(files: Mapping[str, bytes]) -> str:
    """What tells two sets of files apart."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return total.hexdigest()
