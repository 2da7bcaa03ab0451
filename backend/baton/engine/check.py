"""Everything that is wrong with a set of files, found before they are deployed and all at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from baton.domain.definitions import ProcessOutline
from baton.domain.engine import CheckReport
from baton.domain.ports.decisions import Decisions
from baton.domain.ports.sandbox import Sandbox
from baton.domain.problems import Problem, errors
from baton.engine.lint import lint
from baton.engine.lint.model import Model, Surroundings
from baton.engine.outline import executable
from baton.engine.reading import Reading, read
from baton.engine.xml import BadXml, children

CheckForm = Callable[[str, bytes, Mapping[str, bytes]], Iterable[Problem]]
CompileTrial = Callable[[Mapping[str, bytes], ProcessOutline], Iterable[Problem]]


@dataclass
class Found:
    """What the files hold, as far as it can be read."""

    roots: dict[str, etree._Element] = field(default_factory=dict)
    processes: list[ProcessOutline] = field(default_factory=list)
    runs: dict[str, bool] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
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
    for name in sorted(_schemas(found) & files.keys()):
        found.problems.extend(check_form(name, files[name], files))
    around = Surroundings(sandbox, files, frozenset(found.decisions), found.runs)
    for name, root in found.roots.items():
        found.problems.extend(lint(Model(root, name, around)))
    found.problems.extend(_together(found))
    if compile_trial is not None and not errors(found.problems):
        for process in found.processes:
            found.problems.extend(_try(compile_trial, files, process))
    return CheckReport(tuple(found.processes), tuple(found.problems))


def _read(found: Found, name: str, content: bytes, decisions: Decisions, check_form: CheckForm) -> None:
    try:
        if name.endswith(".form.json"):
            found.problems.extend(check_form(name, content, {}))
        elif name.endswith(".dmn"):
            compiled, problems = decisions.compile(content, name)
            found.decisions.update(compiled)
            found.problems.extend(problems)
            for decision in compiled.values():
                found.problems.extend(replace(problem, file=name) for problem in decision.findings())
        elif name.endswith((".bpmn", ".xml")):
            _read_bpmn(found, name, read(content, name))
    except BadXml as bad:
        found.problems.append(bad.problem)


def _schemas(found: Found) -> set[str]:
    """Bare JSON schemas that elements name as their forms; nothing in their names says that they are forms."""
    named = {element.form for process in found.processes for element in process.elements.values()}
    return {name for name in named if name and not name.endswith(".form.json")}


def _read_bpmn(found: Found, name: str, reading: Reading) -> None:
    found.roots[name] = reading.root
    for process in reading.processes:
        other = found.homes.setdefault(process.key, name)
        if other != name:
            message = f"The process “{process.key}” stands in {other} as well; remove one of them or give it another id."
            found.problems.append(Problem("duplicate-process", message, name, process.key))
        found.processes.append(process)
    for element in children(reading.root, "process"):
        found.runs[element.get("id", "")] = executable(element)


def _together(found: Found) -> Iterator[Problem]:
    """What only the files as a whole can break."""
    if found.roots and not found.processes:
        message = "No process of the model is marked as executable; mark the one that Baton runs (isExecutable)."
        yield Problem("not-executable", message, next(iter(found.roots)))


def _try(compile_trial: CompileTrial, files: Mapping[str, bytes], process: ProcessOutline) -> list[Problem]:
    try:
        return list(compile_trial(files, process))
    except Exception as error:  # the trial exists to turn any surprise into a sentence before an instance meets it
        message = f"The engine cannot run the process “{process.key}”: {error}. Change the named element or remove it."
        return [Problem("engine-refuses", message, process.file)]
