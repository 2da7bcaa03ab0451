"""Carries a new name of a variable through diagrams and decisions: every text is read as what it is, never searched."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from baton.domain.ports.forms import Carried, Mention
from baton.domain.ports.sandbox import Sandbox, SandboxError
from baton.engine.dmn.feel.tokens import KEYWORDS, TOKEN
from baton.engine.lint.model import Model, Surroundings, definitions, words
from baton.engine.lint.slots import expressions, owner, scripts
from baton.engine.outline import timer_text
from baton.engine.rewriting.spans import Written
from baton.engine.timing import is_literal
from baton.engine.xml import BATON, BPMN, SPIFF, BadXml, extension, local

_ATTRIBUTES = {
    "business key": "businessKey",
    "title": "title",
    "assignee": "assignee",
    "due date": "dueDate",
    "priority": "priority",
}
_BINDING = frozenset({"for", "some", "every", "function"})
_LONGEST = 120
_READ_AS_FEEL = ("inputExpression", "inputEntry", "outputEntry", "literalExpression", "inputValues", "outputValues")


@dataclass(frozen=True)
class _Place:
    """One text of a file. ``attribute`` is empty where it is the text of the element itself."""

    element: etree._Element
    text: str
    where: str
    turn: Callable[[str], str]
    attribute: str = ""


def rename(files: Mapping[str, bytes], old: str, new: str, sandbox: Sandbox) -> Carried:
    """The files that change, and every place that does or would have to."""
    changed: dict[str, bytes] = {}
    mentions: list[Mention] = []
    for name in sorted(files):
        if not name.lower().endswith((".bpmn", ".bpmn2", ".bpmn20.xml", ".dmn")):
            continue
        try:
            written = Written(files[name], name)
        except (BadXml, ValueError):
            continue
        read = _decisions if name.endswith(".dmn") else _diagram
        found = list(_told(written, name, read(written, old, new, Surroundings(sandbox, files)), old))
        mentions += found
        if any(mention.after is not None for mention in found):
            changed[name] = written.done()
    return Carried(changed, tuple(mentions))


def _told(written: Written, file: str, places: Iterator[_Place], old: str) -> Iterator[Mention]:
    for place in places:
        if old not in place.text:
            continue
        id = next((one.get("id") for one in (place.element, *place.element.iterancestors()) if one.get("id")), None)
        try:
            after = place.turn(place.text)
            if after == place.text:
                continue
            if place.attribute:
                written.put_attribute(place.element, place.attribute, after)
            else:
                written.put_text(place.element, after)
        except (SandboxError, ValueError) as reason:
            yield Mention(file, place.where, _short(place.text, old), None, id, str(reason))
            continue
        yield Mention(file, place.where, _short(place.text, old), _short(after, old), id)


def _diagram(written: Written, old: str, new: str, around: Surroundings) -> Iterator[_Place]:
    model = Model(written.root, "", around)

    def turned(text: str) -> str:
        return around.sandbox.renamed(text, old, new) if text.strip() else text

    def exactly(text: str) -> str:
        return text.replace(old, new) if text.strip() == old else text

    for slot in (*scripts(model), *expressions(model)):
        kind = slot.kind
        attribute = "value" if kind.startswith("parameter ") else _ATTRIBUTES.get(kind, "")
        text = slot.element.get(attribute, "") if attribute else _raw(slot.element)
        yield _Place(slot.element, text, f"{words(kind)} of the {model.label(owner(slot.element))}", turned, attribute)
    for element in written.root.iter(f"{{{SPIFF}}}processVariableCorrelation"):
        for one in element.iterchildren(f"{{{SPIFF}}}expression"):
            yield _Place(one, _raw(one), f"correlation of the {model.label(owner(one))}", turned)
    for node in model.nodes:
        yield from _around(model, node, (turned, exactly), (old, new))


def _around(
    model: Model, node: etree._Element, turns: tuple[Callable[[str], str], Callable[[str], str]], names: tuple[str, str]
) -> Iterator[_Place]:
    """What stands beside the expressions: timers, collections, result variables, templates, fields that an outcome asks for."""
    turned, exactly = turns
    label = model.label(node)
    for definition in definitions(node):
        if (text := timer_text(definition)) and not is_literal(text):
            holder = next(one for one in definition if local(one).startswith("time"))
            yield _Place(holder, _raw(holder), f"timer of the {label}", turned)
    for word in ("loopDataInputRef", "loopDataOutputRef"):
        for ref in node.iterfind(f"{{{BPMN}}}multiInstanceLoopCharacteristics/{{{BPMN}}}{word}"):
            yield _Place(ref, _raw(ref), f"collection of the {label}", turned)
    for box in extension(node, "serviceTaskOperator", SPIFF):
        yield _Place(box, box.get("resultVariable", ""), f"result of the {label}", exactly, "resultVariable")
    for box in node.iter(f"{{{SPIFF}}}messageVariable"):
        yield _Place(box, _raw(box), f"message of the {label}", exactly)
    for box in extension(node, "instructionsForEndUser", SPIFF):
        yield _Place(box, _raw(box), f"instructions of the {label}", lambda text: _template(text, *names))
    for box in extension(node, "outcome", BATON):
        asked = box.get("requires", "")
        yield _Place(
            box,
            asked,
            f"fields that “{box.get('label') or box.get('value')}” of the {label} asks for",
            lambda text: _listed(text, *names),
            "requires",
        )
    for box in extension(node, "task", BATON):
        about = f"what an approval at the {label} is about"
        yield _Place(box, box.get("materialFields", ""), about, lambda text: _paths(text, *names), "materialFields")


def _decisions(written: Written, old: str, new: str, _: Surroundings) -> Iterator[_Place]:
    for element in written.root.iter():
        if not isinstance(element.tag, str):
            continue
        holder = element.getparent()
        if local(element) == "text" and holder is not None and local(holder) in _READ_AS_FEEL:
            yield _Place(
                element, _raw(element), f"{words(local(holder))} of {_decision(element)}", lambda text: feel(text, old, new)
            )
        elif local(element) == "output" and element.get("name"):
            yield _Place(
                element,
                element.get("name", ""),
                f"output of {_decision(element)}",
                lambda text: new if text == old else text,
                "name",
            )


def feel(text: str, old: str, new: str) -> str:
    """FEEL text with a variable under another name. Raises ``ValueError`` where a loop may keep the name for itself."""
    found: list[str] = []
    position, before = 0, ""
    names: set[str] = set()
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            raise ValueError("it cannot be read")
        token, position = match[0], match.end()
        if match.lastgroup == "name":
            names.add(token)
            behind = text[position:].lstrip()
            is_key = behind.startswith(":") and before in ("{", ",")
            token = new if token == old and before != "." and not is_key else token
        before = before if match.lastgroup == "space" else token
        found.append(token)
    if old in names and names & _BINDING & KEYWORDS:
        raise ValueError("a loop in it may use the name for itself")
    return "".join(found)


def _template(text: str, old: str, new: str) -> str:
    return re.sub(rf"(\{{\{{\s*){re.escape(old)}(?!\w)", lambda found: found[1] + new, text)


def _listed(text: str, old: str, new: str) -> str:
    return ",".join(part.replace(old, new) if part.strip() == old else part for part in text.split(","))


def _paths(text: str, old: str, new: str) -> str:
    """A list of paths; only the first name of each is a variable."""
    return ",".join(part.replace(old, new, 1) if part.strip().split(".")[0] == old else part for part in text.split(","))


def _raw(element: etree._Element) -> str:
    """The text with its blanks, so that nothing else moves."""
    return "".join(element.itertext())


def _decision(element: etree._Element) -> str:
    decision = next((one for one in element.iterancestors() if local(one) == "decision"), None)
    return f"“{decision.get('name') or decision.get('id')}”" if decision is not None else "the file"


def _short(text: str, old: str) -> str:
    """The line that speaks of it."""
    line = next((line.strip() for line in text.splitlines() if old in line), text.strip())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
