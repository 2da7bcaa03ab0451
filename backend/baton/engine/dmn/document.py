"""What stands in a DMN file, as plain texts: decisions, tables, types and names; nothing is evaluated here."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from baton.domain.problems import Problem
from baton.engine.dmn.types import ItemDefinition
from baton.engine.xml import local

VERSIONS = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}
LOGIC = ("decisionTable", "literalExpression")
OTHER_LOGIC = frozenset(
    {"invocation", "context", "list", "relation", "functionDefinition", "conditional", "filter", "for", "some", "every"}
)
PLAIN_WORDS = frozenset(
    {"if", "then", "else", "and", "or", "not", "in", "between", "true", "false", "null", "True", "False", "None"}
)
Languages = tuple[bool, bool]


class Unusable(Exception):
    """A part of the file that is not evaluated here or is not right; the problem names its element."""

    def __init__(self, rule: str, message: str, element_id: str | None) -> None:
        super().__init__(message)
        self.problem = Problem(rule=rule, message=message, element_id=element_id)


@dataclass(frozen=True)
class Node:
    """One element of the file, read by tag names whatever the version's namespace is."""

    element: etree._Element

    def get(self, name: str) -> str | None:
        """An attribute."""
        value = self.element.get(name)
        return str(value) if value is not None else None

    def all(self, tag: str) -> Iterator["Node"]:
        """The direct children with that tag."""
        return (Node(child) for child in self.element.iterchildren() if local(child) == tag)

    def one(self, tag: str) -> "Node | None":
        """The first direct child with that tag."""
        return next(self.all(tag), None)

    def text(self, tag: str = "text") -> str:
        """The text of a child, stripped; nothing when it is absent."""
        child = self.one(tag)
        return ("".join(child.element.itertext()) if child else "").strip()

    @property
    def id(self) -> str | None:
        """Its id."""
        return self.get("id")


@dataclass(frozen=True)
class Decision:
    """A decision, its own logic not yet read."""

    id: str
    name: str
    type_ref: str | None
    node: Node
    requires: tuple[str, ...]


def is_dmn(root: etree._Element) -> bool:
    """Whether the file is DMN of a version that is known here."""
    return str(root.tag).rpartition("}")[0].lstrip("{") in VERSIONS and local(root) == "definitions"


class Document:
    """A DMN file."""

    def __init__(self, root: etree._Element) -> None:
        self.root = Node(root)
        self.languages = languages(self.root, (True, True))
        self.item_definitions = {
            str(node.get("name")): _item_definition(node) for node in self.root.all("itemDefinition") if node.get("name")
        }
        self.decision_nodes = list(self.root.all("decision"))
        self.names = frozenset(self._names())

    def _names(self) -> Iterator[str]:
        for element in self.root.element.iter():
            if isinstance(element.tag, str) and local(element) in ("inputData", "decision", "variable", "itemComponent"):
                yield element.get("name") or ""

    def imports(self) -> list[Node]:
        """Other files this one builds on."""
        return list(self.root.all("import"))


def _item_definition(node: Node) -> ItemDefinition:
    allowed = node.one("allowedValues")
    base = None if node.one("itemComponent") else node.text("typeRef") or None
    return ItemDefinition(base, node.get("isCollection") == "true", allowed.text() if allowed else None)


def decision(node: Node) -> Decision:
    """A decision with what it requires. Raises ``Unusable``."""
    variable = node.one("variable")
    name = node.get("name") or node.id or ""
    if not name:
        raise Unusable("dmn-decision-without-id", "A decision has neither an id nor a name; give it an id.", None)
    for knowledge in node.all("knowledgeRequirement"):
        required = knowledge.one("requiredKnowledge")
        raise _not_evaluated("a business knowledge model", required.get("href") if required else "", node.id)
    return Decision(
        id=node.id or name,
        name=name,
        type_ref=variable.get("typeRef") if variable else None,
        node=node,
        requires=tuple(_required(node)),
    )


def _required(node: Node) -> Iterator[str]:
    for requirement in node.all("informationRequirement"):
        required = requirement.one("requiredDecision")
        if required is None:
            continue
        href = required.get("href") or ""
        if not href.startswith("#"):
            raise _not_evaluated("a decision of another file", href, node.id)
        yield href[1:]


def logic(node: Node) -> Node:
    """The element that holds a decision's logic. Raises ``Unusable``."""
    for child in node.element.iterchildren():
        tag = local(child)
        if tag in LOGIC:
            return Node(child)
        if tag in OTHER_LOGIC:
            raise _not_evaluated(f"a boxed {tag}", "", node.id)
    raise Unusable("dmn-decision-without-logic", "The decision has no table and no expression; add one.", node.id)


def _not_evaluated(what: str, href: str | None, element_id: str | None) -> Unusable:
    named = f" ({href})" if href else ""
    return Unusable(
        "dmn-not-supported",
        f"The decision uses {what}{named}, which is not evaluated here; use decision tables and expressions in one file.",
        element_id,
    )


def languages(node: Node, inherited: Languages) -> Languages:
    """Whether FEEL and Python may be read in this element. Raises ``Unusable`` for any other language."""
    wanted = (node.get("expressionLanguage") or "").strip()
    if not wanted:
        return inherited
    if "feel" in wanted.lower():
        return True, inherited[1]
    if wanted.lower() == "python":
        return False, True
    raise Unusable("dmn-language", f"The expression language {wanted!r} is not evaluated here; use FEEL or Python.", node.id)
