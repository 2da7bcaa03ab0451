"""What the documentation of a process shows, on the page and in the PDF."""

import re
from dataclasses import dataclass
from typing import Any

from baton.domain.documentation import Documentation, ProcessDescription, Roles, Step, Way
from baton.web.words import label

LETTERS = (("R", "responsible"), ("A", "accountable"), ("C", "consulted"), ("I", "informed"))
_VARIABLE = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z0-9_]+)*")


@dataclass(frozen=True)
class Part:
    """One row of the table of parts: the step, and a letter or two per role in the order of the roles."""

    step: Step
    letters: tuple[str, ...]


@dataclass(frozen=True)
class ProcessPage:
    """One process with its table of parts; ``picture`` is the address of its drawing, or None."""

    process: ProcessDescription
    roles: tuple[str, ...]
    parts: tuple[Part, ...]
    picture: str | None
    scopes: dict[str, str]


@dataclass(frozen=True)
class DocumentationPage:
    """``base`` is the address of the draft or definition that it documents."""

    documentation: Documentation
    version: str
    base: str
    crumb: str
    processes: tuple[ProcessPage, ...]


def documentation_page(found: Documentation, version: str, base: str) -> DocumentationPage:
    """The page of what stands below ``base``."""
    processes = tuple(_process(found, process, base) for process in found.processes)
    return DocumentationPage(found, version, base, found.title, processes)


def pdf_content(page: DocumentationPage) -> dict[str, Any]:
    """Plain values for the typesetter."""
    return {
        "title": page.documentation.title,
        "version": page.version,
        "processes": [_plain(one) for one in page.processes],
        "forms": [
            {
                "title": form.title,
                "fields": [[line.label, line.path, line.kind, "yes" if line.required else ""] for line in form.fields],
            }
            for form in page.documentation.forms
        ],
    }


def who(name: str) -> str:
    """A role as people would read it: one that a variable decides is said so."""
    return f"as {label(name).lower()} says" if _VARIABLE.fullmatch(name) else name


def sentence(way: Way) -> str:
    """Where a step leads, in words."""
    if way.by:
        return f"{way.by}: {way.target}"
    return f"{way.when}: {way.target}" if way.when else way.target


def _process(found: Documentation, process: ProcessDescription, base: str) -> ProcessPage:
    worked = [step for step in process.steps if step.roles != Roles()]
    roles = tuple(dict.fromkeys(name for step in worked for _, part in LETTERS for name in getattr(step.roles, part)))
    parts = tuple(Part(step, tuple(_letters(step.roles, role) for role in roles)) for step in worked)
    picture = f"{base}/picture.svg?file={process.file}" if process.file in found.pictures else None
    return ProcessPage(process, roles, parts, picture, {step.id: step.name or step.id for step in process.steps})


def _letters(roles: Roles, role: str) -> str:
    return " ".join(letter for letter, part in LETTERS if role in getattr(roles, part))


def _plain(page: ProcessPage) -> dict[str, Any]:
    process = page.process
    return {
        "title": process.title, "documentation": process.documentation, "starts": process.starts,
        "picture": process.file if page.picture else None, "roles": [who(role) for role in page.roles],
        "parts": [{"step": part.step.name or part.step.id, "letters": part.letters} for part in page.parts],
        "steps": [
            {
                "title": step.name or step.id, "kind": step.kind, "documentation": step.documentation,
                "facts": step.facts, "ways": [sentence(way) for way in step.ways],
            }
            for step in process.steps
        ],
    }  # fmt: skip
