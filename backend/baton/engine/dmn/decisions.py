"""DMN files in, compiled decisions and problems out."""

from dataclasses import replace

from baton.domain.ports.decisions import CompiledDecision, DecisionText
from baton.domain.ports.sandbox import Sandbox
from baton.domain.problems import ERROR, Problem
from baton.engine.dmn import document as files
from baton.engine.dmn.building import Builder
from baton.engine.dmn.cells import Cells, Refused
from baton.engine.dmn.document import Decision, Document, Node, Unusable, is_dmn
from baton.engine.dmn.feel.tokens import Names
from baton.engine.dmn.requirements import Literal, Logic, with_requirements
from baton.engine.dmn.table_text import read_table
from baton.engine.dmn.telling import told
from baton.engine.dmn.types import resolved
from baton.engine.xml import BadXml, local, parse_xml


class DmnDecisions:
    """Implements ``baton.domain.ports.decisions.Decisions`` for DMN 1.1 to 1.5."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def compile(self, content: bytes, file: str) -> tuple[dict[str, CompiledDecision], tuple[Problem, ...]]:
        """Every usable decision by its id, and what is wrong with the file."""
        try:
            root = parse_xml(content, file)
        except BadXml as problem:
            return {}, (problem.problem,)
        if not is_dmn(root):
            return {}, (Problem("dmn-not-dmn", "This is not a DMN file of version 1.1 to 1.5.", file=file),)
        reading = _Reading(root, self._sandbox)
        decisions = reading.compile()
        return decisions, tuple(replace(problem, file=file) for problem in reading.problems)

    def check(self, content: bytes, file: str) -> tuple[Problem, ...]:
        """What is wrong with the file, and what its tables leave open."""
        decisions, problems = self.compile(content, file)
        found = (problem for decision in decisions.values() for problem in decision.findings())
        return (*problems, *(replace(problem, file=file) for problem in found))

    def read(self, content: bytes, file: str) -> tuple[DecisionText, ...]:
        """The decisions as they are written; nothing where the file cannot be read."""
        try:
            root = parse_xml(content, file)
        except BadXml:
            return ()
        return told(root) if is_dmn(root) else ()


class _Reading:
    """One file while it is compiled."""

    def __init__(self, root: object, sandbox: Sandbox) -> None:
        self.problems: list[Problem] = []
        self._sandbox = sandbox
        self._root = root

    def compile(self) -> dict[str, CompiledDecision]:
        try:
            self._document = Document(self._root)
        except Unusable as problem:
            self.problems.append(problem.problem)
            return {}
        self._names = Names(self._document.names)
        for node in self._document.imports():
            self._problem("dmn-not-supported", "The file imports another file; put what it needs into this one.", node.id)
        decisions = self._decisions()
        logic = {key: (decision.name, own) for key, decision in decisions.items() if (own := self._logic(decision))}
        ready, failed = with_requirements(logic, {key: decision.requires for key, decision in decisions.items()})
        for key, reason in failed.items():
            self._problem("dmn-requirement", f"The decision {decisions[key].name!r} cannot be evaluated. {reason}", key)
        return {**ready}

    def _problem(self, rule: str, message: str, element_id: str | None) -> None:
        self.problems.append(Problem(rule, message, element_id=element_id))

    def _decisions(self) -> dict[str, Decision]:
        found: dict[str, Decision] = {}
        for node in self._document.decision_nodes:
            try:
                decision = files.decision(node)
            except Unusable as problem:
                self.problems.append(problem.problem)
                continue
            if decision.id in found:
                self._problem("dmn-duplicate-id", f"Two decisions have the id {decision.id!r}.", decision.id)
            found[decision.id] = decision
        if not self._document.decision_nodes:
            self._problem("dmn-no-decision", "The file holds no decision.", self._document.root.id)
        return found

    def _cells(self, *nodes: Node) -> Cells:
        languages = self._document.languages
        for node in nodes:
            languages = files.languages(node, languages)
        return Cells(self._sandbox, self._names, *languages)

    def _logic(self, decision: Decision) -> Logic | None:
        try:
            node = files.logic(decision.node)
            return self._table(decision, node) if local(node.element) == "decisionTable" else self._literal(decision, node)
        except Unusable as problem:
            self.problems.append(problem.problem)
        except Refused as problem:
            self._problem("dmn-expression", str(problem), decision.id)
        return None

    def _table(self, decision: Decision, node: Node) -> Logic | None:
        builder = Builder(self._cells, self._document.item_definitions, decision.id)
        table = builder.table(read_table(node, decision.name))
        self.problems += builder.problems
        return None if any(problem.level == ERROR for problem in builder.problems) else table

    def _literal(self, decision: Decision, node: Node) -> Logic:
        text = node.text()
        if not text:
            raise Unusable("dmn-decision-without-logic", "The expression of the decision is empty.", decision.id)
        part = self._cells(node).expression(text)
        return Literal(decision.name, part, resolved(decision.type_ref, self._document.item_definitions))
