"""Writes what a foreign extension means in our own words, beside the original; what the model already says wins."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from baton.domain.ports.sandbox import Sandbox
from baton.domain.problems import ERROR, WARNING, Problem
from baton.engine.dialects.languages import is_plain_time, quoted
from baton.engine.dialects.reading import Unclear
from baton.engine.dialects.rewriting import for_script, in_answer
from baton.engine.lint.model import ACTIVITIES, words
from baton.engine.outline import FLOW_NODES, form_of
from baton.engine.xml import BATON, BPMN, SPIFF, children, extension, local, text_of

DIALECT = "urn:baton:dialect:1"
VARIABLE = re.compile(r"[^\W\d]\w*")
POLICY = re.compile(r"R\d{1,3}(?:/P[0-9A-Z.]+)?")
Language = Callable[[str], str | None]


class Unmapped(Exception):
    """The extension has no counterpart; ``level`` is error where leaving it out would change what runs."""

    def __init__(self, why: str, level: str = WARNING) -> None:
        super().__init__(why)
        self.level = level


@dataclass
class Model:
    """One file while it is translated: what stands around it, what is made of it, and what is found."""

    file: str
    root: etree._Element
    files: Mapping[str, bytes]
    sandbox: Sandbox
    made: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, node: etree._Element, what: str, why: str, level: str = WARNING) -> None:
        """Something of ``node`` that was not mapped."""
        place = next((one for one in (node, *node.iterancestors()) if local(one) in FLOW_NODES and one.get("id")), node)
        name = " ".join((place.get("name") or place.get("id") or "").split())
        called = f"{words(local(place))} “{name}”" if name else words(local(place))
        message = f"Not mapped: {what} of the {called}: {why}."
        self.problems.append(Problem("dialect.not-mapped", message, self.file, place.get("id"), level=level))


@dataclass(frozen=True)
class Spot:
    """One element of the model, with the language that its extensions are written in."""

    model: Model
    node: etree._Element
    language: Language

    def expression(self, text: str) -> str:
        """A value: an expression in our language, or the plain text in quotes. Raises ``Unmapped``."""
        found = self.written(text)
        return quoted(text) if found is None else found

    def written(self, text: str) -> str | None:
        """The foreign expression in our language; None when the text is none. Raises ``Unmapped``."""
        try:
            found = self.language(text)
        except Unclear as unclear:
            raise Unmapped(f"“{text.strip()[:80]}” cannot be written in our language, because {unclear}", ERROR) from None
        if found is None or is_plain_time(found):
            return found
        if why := self.model.sandbox.check_expression(found):
            raise Unmapped(f"“{text.strip()[:80]}” is not allowed as an expression ({why.rstrip('.')})", ERROR)
        return found

    def box(self) -> etree._Element:
        """The extensions of the element."""
        found = next(children(self.node, "extensionElements"), None)
        if found is None:
            found = etree.Element(f"{{{BPMN}}}extensionElements")
            self.node.insert(sum(1 for _ in children(self.node, "documentation")), found)
        return found

    def own(self, tag: str, namespace: str = SPIFF) -> etree._Element:
        """Our extension with that tag, made when it is not there."""
        found = next(extension(self.node, tag, namespace), None)
        return etree.SubElement(self.box(), f"{{{namespace}}}{tag}") if found is None else found

    def original(self, of: str, text: str) -> None:
        """Keep a text of BPMN itself that is about to be replaced."""
        if not any(kept.get("of") == of for kept in extension(self.node, "original", DIALECT)):
            etree.SubElement(self.box(), f"{{{DIALECT}}}original", {"of": of}).text = text

    def rule(self, name: str, text: str) -> None:
        """A setting of ``baton:task``."""
        if local(self.node) not in ("userTask", "manualTask"):
            raise Unmapped("only tasks for people have it here")
        task = self.own("task", BATON)
        if not task.get(name):
            task.set(name, text)

    def around_process(self, name: str, text: str) -> None:
        """One attribute of ``baton:process`` of the process around the node."""
        process = next(one for one in self.node.iterancestors() if local(one) == "process")
        replace(self, node=process).own("process", BATON).set(name, text)

    def form(self, name: str) -> None:
        """The form file that the element shows."""
        if form_of(self.node) is None:
            found = {"name": "formJsonSchemaFilename", "value": name}
            etree.SubElement(self.own("properties"), f"{{{SPIFF}}}property", found)

    def operation(self, name: str, result: str | None = None) -> None:
        """What a service task calls. Other engines spread an answer over all variables; here it goes into one."""
        if local(self.node) == "scriptTask" and text_of(next(children(self.node, "script"), None)):
            raise Unmapped("the task has a script, which runs instead")
        if local(self.node) != "serviceTask":
            raise Unmapped("only service tasks call something here", ERROR)
        if any(box.get("id") for box in extension(self.node, "serviceTaskOperator", SPIFF)):
            return
        name = name.strip().replace("/", ".")
        name = name if "." in name else f"external.{name}"
        result = result or re.sub(r"\W", "_", f"{self.node.get('id')}_result")
        operator = self.own("serviceTaskOperator")
        operator.set("id", name)
        operator.set("resultVariable", result)
        why = f"provide a connector with this operation; its answer goes into the variable “{result}”"
        self.model.tell(self.node, f"the worker behind “{name}”", why)

    def answered(self, expression: str) -> str:
        """An expression about what a service task answered: its names are found in the answer."""
        operator = next(extension(self.node, "serviceTaskOperator", SPIFF), None)
        if operator is None:
            return expression
        names = self.model.sandbox.reads(expression) - {operator.get("resultVariable")}
        try:
            return in_answer(expression, operator.get("resultVariable", ""), names)
        except Unclear as unclear:
            raise Unmapped(str(unclear), ERROR) from None

    def parameter(self, name: str, expression: str) -> bool:
        """A value handed to the operation of a service task; whether the element has one."""
        operator = next(extension(self.node, "serviceTaskOperator", SPIFF), None)
        if operator is None:
            return False
        box = next(children(operator, "parameters", SPIFF), None)
        box = etree.SubElement(operator, f"{{{SPIFF}}}parameters") if box is None else box
        if all(known.get("id") != name for known in box):
            found = {"id": name, "type": "any", "value": expression}
            etree.SubElement(box, f"{{{SPIFF}}}parameter", found)
        return True

    def before(self, line: str) -> None:
        """A line of the script before the element."""
        self._script("preScript", line)

    def after(self, line: str) -> None:
        """A line of the script behind the element."""
        self._script("postScript", line)

    def _script(self, tag: str, line: str) -> None:
        if local(self.node) not in ACTIVITIES or local(self.node) == "scriptTask":
            raise Unmapped("scripts stand only before and behind tasks and sub-processes here; use a script task", ERROR)
        if why := self.model.sandbox.check_script(line):
            raise Unmapped(f"“{line[:80]}” is not allowed as a script ({why.rstrip('.')})", ERROR)
        script = self.own(tag)
        if line not in text_of(script).splitlines():
            script.text = "\n".join(filter(None, (text_of(script), line)))

    def assign(self, name: str, expression: str) -> str:
        """A line that sets a variable. Raises ``Unmapped`` when the name cannot be one."""
        if not VARIABLE.fullmatch(name):
            raise Unmapped(f"“{name}” cannot be the name of a variable", ERROR)
        try:
            return f"{name} = {for_script(expression)}"
        except Unclear as unclear:
            raise Unmapped(str(unclear), ERROR) from None

    def script_task(self, text: str, original: str) -> None:
        """The script of a script task in our language."""
        if why := self.model.sandbox.check_script(text):
            raise Unmapped(f"the script is not allowed ({why.rstrip('.')})", ERROR)
        if original:
            self.original("script", original)
        script = next(children(self.node, "script"), None)
        script = etree.SubElement(self.node, f"{{{BPMN}}}script") if script is None else script
        script.text = text
        self.node.set("scriptFormat", "python")

    def retry(self, policy: str) -> None:
        """How often a connector is tried."""
        if not POLICY.fullmatch(policy.strip()):
            raise Unmapped(f"“{policy}” is not written like R3/PT10M")
        box = self.own("retry", BATON)
        if not box.get("policy"):
            box.set("policy", policy.strip())

    def repeat(self, tag: str, text: str | None = None, **attributes: str) -> None:
        """A part of a multi-instance marker, at the place where BPMN wants it."""
        if local(self.node) != "multiInstanceLoopCharacteristics":
            raise Unmapped("only a multi-instance marker repeats", ERROR)
        if next(children(self.node, tag), None) is not None:
            return
        order = ("documentation", "extensionElements", "loopCardinality", "loopDataInputRef", "loopDataOutputRef",
                 "inputDataItem", "outputDataItem", "complexBehaviorDefinition", "completionCondition")  # fmt: skip
        before = order[: order.index(tag)]
        found = etree.Element(f"{{{BPMN}}}{tag}", attributes)
        found.text = text
        self.node.insert(sum(1 for child in self.node if local(child) in before), found)

    def foreign(self, namespaces: tuple[str, ...]) -> Iterator[tuple[str, str | etree._Element]]:
        """Attributes first, then elements, of these namespaces."""
        for key, value in sorted(self.node.attrib.items()):
            if key.startswith("{") and key[1:].partition("}")[0] in namespaces:
                yield key.partition("}")[2], value
        for box in children(self.node, "extensionElements"):
            for child in box:
                if str(child.tag)[1:].partition("}")[0] in namespaces:
                    yield local(child), child
