"""Everything that is wrong with a set of files, found before they are deployed and all at once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from baton.domain.definitions import ProcessOutline
from baton.domain.engine import CheckReport
from baton.domain.ports.decisions import Decisions
from baton.domain.ports.sandbox import Sandbox
from baton.domain.problems import Problem, errors
from baton.engine.outline import outline
from baton.engine.xml import BadXml, parse_bpmn, parse_xml

CheckForm = Callable[[str, bytes], Iterable[Problem]]
CompileTrial = Callable[[Mapping[str, bytes], ProcessOutline], Iterable[Problem]]


@dataclass
class Found:
    """What the files hold, as far as it can be read."""

    roots: dict[str, etree._Element] = field(default_factory=dict)
    processes: list[ProcessOutline] = field(default_factory=list)
    decisions: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def check(
    files: Mapping[str, bytes],
    sandbox: Sandbox,
    decisions: Decisions,
    check_form: CheckForm,
    compile_trial: CompileTrial | None = None,
) -> CheckReport:
    """Read, outline and lint ``files``; never raises. ``compile_trial`` is asked per process, only when nothing else is
    wrong; whatever it returns or raises becomes a problem."""
    found = Found()
    for name, content in sorted(files.items()):
        _read(found, name, content, decisions, check_form)
    if compile_trial is not None and not errors(found.problems):
        for process in found.processes:
            found.problems.extend(_try(compile_trial, files, process))
    return CheckReport(tuple(found.processes), tuple(found.problems))


def _read(found: Found, name: str, content: bytes, decisions: Decisions, check_form: CheckForm) -> None:
    if name.endswith(".form.json"):
        found.problems.extend(check_form(name, content))
    elif is_dmn(name, content):
        try:
            parse_xml(content, name)
        except BadXml as bad:
            found.problems.append(bad.problem)
            return
        compiled, problems = decisions.compile(content, name)
        found.decisions.update(compiled)
        found.problems.extend(problems)
    elif is_bpmn_file(name):
        try:
            root = parse_bpmn(content, name)
        except BadXml as bad:
            found.problems.append(bad.problem)
            return
        found.roots[name] = root
        found.processes.extend(outline(root, name))


def is_dmn(name: str, content: bytes) -> bool:
    """Whether a file holds decisions: by its name, or by its namespace where the name says only ``.xml``."""
    return name.endswith(".dmn") or (name.endswith(".xml") and b"omg.org/spec/DMN/" in content[:4096])


def is_bpmn_file(name: str) -> bool:
    """Whether a file is read as a BPMN model."""
    return name.endswith((".bpmn", ".xml"))


def _try(compile_trial: CompileTrial, files: Mapping[str, bytes], process: ProcessOutline) -> list[Problem]:
    try:
        return list(compile_trial(files, process))
    except Exception as error:  # the trial exists to turn any surprise into a sentence before an instance meets it
        message = f"The engine cannot run the process {process.key}: {error}. Change the named element or remove it."
        return [Problem(rule="engine-refuses", message=message, file=process.file)]
