"""The way in: files of other engines become files that run here, and everything that was not mapped is named."""

from collections.abc import Callable, Iterator, Mapping
from types import ModuleType

from lxml import etree

from baton.domain.ports.sandbox import Sandbox
from baton.domain.problems import Problem
from baton.engine.dialects import camunda7, flowable, zeebe
from baton.engine.dialects.mapping import DIALECT, Model, Spot, Unmapped
from baton.engine.dialects.parts import EXPRESSIONS, rewrite
from baton.engine.xml import BATON, BPMN, SPIFF, BadXml, local, parse_bpmn

DIALECTS: tuple[ModuleType, ...] = (camunda7, zeebe, flowable)
MARK = f"{{{DIALECT}}}translated"


def translate(files: Mapping[str, bytes], sandbox: Sandbox) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The files with foreign extensions written in our own words as well, and what of them was not mapped.

    A file that was translated before is left as it is, because its author may have changed our side of it since."""
    found, problems = dict(files), []
    for name, content in sorted(files.items()):
        dialects = _spoken(content) if name.endswith((".bpmn", ".xml")) else []
        if not dialects:
            continue
        try:
            root = parse_bpmn(content, name)
        except BadXml:
            continue  # the check says what is wrong with it
        model = Model(name, root, files, sandbox)
        done, before = root.get(MARK), etree.tostring(root)
        for dialect in dialects:
            _translate(model, dialect)
        problems += model.problems
        if done is None and etree.tostring(root) != before:
            root.set(MARK, " ".join(dialect.NAME for dialect in dialects))
            found[name] = _written(root)
            found |= {key: made for key, made in model.made.items() if key not in files}
    return found, tuple(problems)


def _spoken(content: bytes) -> list[ModuleType]:
    return [
        dialect for dialect in DIALECTS if any(f'"{uri}"'.encode() in content.replace(b"'", b'"') for uri in dialect.NAMESPACES)
    ]


def _translate(model: Model, dialect: ModuleType) -> None:
    for node in list(model.root.iter(f"{{{BPMN}}}*")):
        spot = Spot(model, node, dialect.LANGUAGE)
        order = list(dialect.ELEMENTS)
        for name, value in sorted(
            spot.foreign(dialect.NAMESPACES), key=lambda one: order.index(one[0]) if one[0] in order else -1
        ):
            _try(spot, dialect, name, value)
        for what, act in _native(spot, dialect):
            try:
                act(spot)
            except Unmapped as unmapped:
                model.tell(node, what, str(unmapped), unmapped.level)


def _native(spot: Spot, dialect: ModuleType) -> Iterator[tuple[str, Callable[[Spot], None]]]:
    """What the dialect writes with BPMN's own elements."""
    if local(spot.node) in EXPRESSIONS:
        yield "the expression", rewrite
    yield "the script" if local(spot.node) == "scriptTask" else "the correlation", dialect.finish


def _try(spot: Spot, dialect: ModuleType, name: str, value: str | etree._Element) -> None:
    if name in dialect.HARMLESS:
        return
    handlers = dialect.ATTRIBUTES if isinstance(value, str) else dialect.ELEMENTS
    try:
        if name not in handlers:
            raise Unmapped("it has no counterpart here and does nothing")
        handlers[name](spot, value)
    except Unmapped as unmapped:
        prefixes = [prefix for prefix, uri in spot.node.nsmap.items() if uri in dialect.NAMESPACES and prefix]
        spot.model.tell(spot.node, f"{prefixes[0] if prefixes else dialect.NAME}:{name}", str(unmapped), unmapped.level)


def _written(root: etree._Element) -> bytes:
    """The file with our own names in it; the drawing and everything unknown as it was."""
    known = {SPIFF: "spiffworkflow", BATON: "baton", DIALECT: "dialect"}
    grown = etree.Element(root.tag, root.attrib, nsmap={**root.nsmap, **_free(root, known)})
    grown.text = root.text
    grown.extend(list(root))
    etree.cleanup_namespaces(grown, keep_ns_prefixes=list(filter(None, root.nsmap)))
    return bytes(etree.tostring(grown, xml_declaration=True, encoding="UTF-8"))


def _free(root: etree._Element, known: Mapping[str, str]) -> dict[str, str]:
    """Prefixes of ours that the file neither declares nor uses for something else."""
    declared = set(root.nsmap.values())
    return {prefix: uri for uri, prefix in known.items() if uri not in declared and prefix not in root.nsmap}
