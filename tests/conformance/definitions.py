"""Makes definitions out of model files, as a deployment would."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from baton.domain.definitions import ProcessDefinition
from baton.engine.outline import outline
from baton.engine.xml import parse_bpmn

MODELS = Path(__file__).parent / "models"
T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def definitions(files: dict[str, bytes]) -> dict[str, ProcessDefinition]:
    """Every process of the files by its key."""
    digest = hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()
    found = {}
    for name, content in files.items():
        if name.endswith(".bpmn"):
            for process in outline(parse_bpmn(content, name), name):
                found[process.key] = ProcessDefinition(
                    id=f"{process.key}:1",
                    key=process.key,
                    version=1,
                    title=process.title,
                    outline=process,
                    files=files,
                    digest=digest,
                    deployed_at=T0,
                    deployed_by="test",
                )
    return found


def definition(name: str, *more: str) -> ProcessDefinition:
    """The first process of one of our own models, together with the files it needs."""
    return next(iter(definitions({file: (MODELS / file).read_bytes() for file in (name, *more)}).values()))
