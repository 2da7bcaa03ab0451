"""Which variables a decision's answer becomes, read from the DMN files beside a model."""

from collections.abc import Iterator, Mapping

from lxml import etree

from baton.engine.xml import BadXml, local, parse_xml

LIST_POLICIES = ("COLLECT", "RULE ORDER", "OUTPUT ORDER", "C", "R", "O")


def outputs_of(files: Mapping[str, bytes], decision: str) -> tuple[list[str], bool]:
    """The output names of a decision, and whether it answers with lists; no names when it is not a table of the files."""
    for name, content in files.items():
        for element in _decisions(name, content) if name.endswith(".dmn") else ():
            if element.get("id") == decision:
                return _outputs(element)
    return [], False


def _decisions(name: str, content: bytes) -> Iterator[etree._Element]:
    try:
        yield from (one for one in parse_xml(content, name) if local(one) == "decision")
    except BadXml:
        return


def _outputs(decision: etree._Element) -> tuple[list[str], bool]:
    for table in decision:
        if local(table) == "decisionTable":
            names = [one.get("name") or decision.get("name") or "" for one in table if local(one) == "output"]
            listed = table.get("hitPolicy", "UNIQUE").upper() in LIST_POLICIES and not table.get("aggregation")
            return [name for name in names if name.isidentifier()], listed
    return [], False
