"""Builds small BPMN models from one line of text, and asks the lint about them."""

import ast
from collections.abc import Mapping

from baton.domain.problems import Problem
from baton.engine.lint import lint
from baton.engine.lint.model import Model, Surroundings
from baton.engine.outline import executable
from baton.engine.xml import children, parse_bpmn

NAMESPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:spiff="http://spiffworkflow.org/bpmn/schema/1.0/core" '
    'xmlns:baton="urn:baton:bpmn:1"'
)


class ParsingSandbox:
    """Allows whatever Python can read; the real sandbox has its own tests."""

    def check_expression(self, text: str) -> str | None:
        """Why the text is no expression."""
        return _reason(text.strip(), "eval")

    def check_script(self, text: str) -> str | None:
        """Why the text is no script."""
        return _reason(text, "exec")

    def reads(self, text: str) -> frozenset[str]:
        """Every name in the text that it does not set itself."""
        try:
            names = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)]
        except SyntaxError:
            return frozenset()
        return frozenset(one.id for one in names) - {one.id for one in names if isinstance(one.ctx, ast.Store)}


def _reason(text: str, mode: str) -> str | None:
    try:
        ast.parse(text, mode=mode)
    except SyntaxError as error:
        return str(error.msg)
    return None


def definitions(body: str) -> bytes:
    """A BPMN file around ``body``."""
    return f'<definitions {NAMESPACES} id="d" targetNamespace="urn:test">{body}</definitions>'.encode()


def flows(text: str) -> str:
    """``"a>b; b>c if x > 1"`` as sequence flows; their ids are ``a_b`` and ``b_c``."""
    return "".join(_flow(part.strip()) for part in text.split(";") if part.strip())


def _flow(text: str) -> str:
    ends, _, condition = text.partition(" if ")
    source, target = (end.strip() for end in ends.split(">"))
    inner = f"<conditionExpression><![CDATA[{condition}]]></conditionExpression>" if condition else ""
    return f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'


def process(elements: str, connections: str = "", root: str = "", attributes: str = 'isExecutable="true"') -> bytes:
    """A file with one process ``p``; ``root`` is what stands beside it."""
    return definitions(f'{root}<process id="p" {attributes}>{elements}{flows(connections)}</process>')


def chain(element: str, id: str = "t", root: str = "", inside: str = "") -> bytes:
    """Start, one element, end; ``inside`` are further elements of the process."""
    return process(f'<startEvent id="s"/>{element}<endEvent id="e"/>{inside}', f"s>{id}; {id}>e", root)


def found(content: bytes, files: Mapping[str, bytes] | None = None) -> tuple[Problem, ...]:
    """What the lint says about a model; ``files`` are those beside it."""
    root = parse_bpmn(content, "model.bpmn")
    runs = {element.get("id"): executable(element) for element in children(root, "process")}
    around = Surroundings(ParsingSandbox(), files or {}, frozenset({"known"}), runs)
    return tuple(lint(Model(root, "model.bpmn", around)))
