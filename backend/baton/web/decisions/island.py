"""What the island of a decision asks for: save, check, try, examples, and the comparison with the past."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import PreconditionRequired

from baton.domain.errors import Conflict, InvalidInput, TooLarge
from baton.domain.ports.decisions import ColumnText, Trace
from baton.usecases import modelling
from baton.usecases.decisions import past, reading, trying
from baton.usecases.decisions.past import Again, Comparison
from baton.usecases.decisions.trying import Source
from baton.web.bodies import json_body, parse_json
from baton.web.decisions.pages import policy_words
from baton.web.modeler.island import asked_revision, who_was_faster
from baton.web.modeler.routes import attachment
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform
from baton.web.words import iso, spoken

blueprint = Blueprint("decision_island", __name__)
LARGEST_EXAMPLES = 512 * 1024
MOST_COMPARED = 1_000
MOST_PAGES = 20


@blueprint.put("/models/<id>/decisions/<file>")
@rule("model.edit")
def save(id: str, file: str) -> Response:
    """Store the table and its examples if nobody else changed them since; 409 names who did."""
    body, revision = json_body(), asked_revision()
    if revision is None:
        raise PreconditionRequired("Say with If-Match which version you changed.")
    reading.content_of(modelling.draft(platform(), current_actor(), id), file)
    changed = {file: _xml(body)}
    if "examples" in body:
        changed[reading.examples_file(file)] = _examples(body["examples"])
    try:
        saved = modelling.save_draft(platform(), current_actor(), id, changed, revision)
    except Conflict:
        raise who_was_faster(id) from None
    return jsonify({"version": saved.revision, "saved_at": iso(saved.saved_at)})


@blueprint.post("/models/<id>/decisions/<file>/check")
@rule("model.edit")
def check(id: str, file: str) -> Response:
    """What deployment would say, what has to be given to try each decision, and the hit policies in words."""
    actor, xml = current_actor(), _xml(json_body())
    problems = reading.check(platform(), actor, xml, file)
    texts = reading.read(platform(), xml, file)
    return jsonify({
        "problems": [problem.as_dict() for problem in problems],
        "decisions": [{
            "id": text.id, "name": text.name, "rules": len(text.rules), "policy": policy_words(text)[0], "words": policy_words(text)[1],
            "refused": text.refused, "asks": [_column(column) for column in text.asks],
            "inputs": [column.heading for column in text.inputs], "outputs": [column.text for column in text.outputs],
        } for text in texts],
    })  # fmt: skip


@blueprint.post("/models/<id>/decisions/<file>/try")
@rule("model.edit")
def attempt(id: str, file: str) -> Response:
    """What the decision answers to rows of inputs."""
    body = json_body()
    rows = body.get("rows")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InvalidInput("Send the rows as objects of inputs.")
    traces = trying.attempts(platform(), current_actor(), _source(body, file), rows)
    return jsonify({"answers": [_answer(trace) for trace in traces]})


@blueprint.post("/models/<id>/decisions/<file>/suggest")
@rule("model.edit")
def suggest(id: str, file: str) -> Response:
    """An example for each rule."""
    found = trying.suggestions(platform(), current_actor(), _source(json_body(), file))
    return jsonify({
        "examples": [one and {"inputs": dict(one[0]), "expected": one[1].value, "error": one[1].error} for one in found]
    })  # fmt: skip


@blueprint.post("/models/<id>/decisions/<file>/past")
@rule("model.edit")
def compare(id: str, file: str) -> Response:
    """A page of recorded evaluations, asked again with the sent table."""
    body = json_body()
    after = body.get("after")
    found = past.compare(platform(), current_actor(), _source(body, file), after if isinstance(after, str) else None)
    return jsonify({
        "instances": found.instances, "evaluations": found.evaluations, "next": found.next,
        "oldest": iso(found.oldest) if found.oldest else None, "changed": [_again(one) for one in found.changed],
    })  # fmt: skip


@blueprint.post("/models/<id>/decisions/<file>/past.csv")
@rule("model.edit")
def compare_csv(id: str, file: str) -> Response:
    """The same as a file, over as many pages as the page shows."""
    form = request.form
    source = Source(form.get("xml", "").encode(), file, form.get("decision", ""))
    target = io.StringIO()
    lines = csv.writer(target)
    lines.writerow(
        ["process", "version", "business key", "instance", "at", "inputs", "before", "after", "rules before", "rules after"]
    )
    seen, after = 0, None
    for _ in range(MOST_PAGES):
        found: Comparison = past.compare(platform(), current_actor(), source, after)
        lines.writerows(_line(one) for one in found.changed)
        seen, after = seen + found.evaluations, found.next
        if after is None or seen >= MOST_COMPARED:
            break
    return attachment(f"{source.id}-changed.csv", target.getvalue().encode("utf-8-sig"), "text/csv")


def _xml(body: Mapping[str, Any]) -> bytes:
    xml = body.get("xml")
    if not isinstance(xml, str) or not xml.strip():
        raise InvalidInput("Send the XML of the decision file.")
    return xml.encode()


def _source(body: Mapping[str, Any], file: str) -> Source:
    id = body.get("decision")
    if not isinstance(id, str):
        raise InvalidInput("Say which decision of the file is meant.")
    return Source(_xml(body), file, id)


def _examples(sent: Any) -> bytes:
    """The examples as a file; none at all is no file."""
    if not isinstance(sent, dict) or not all(isinstance(rows, list) for rows in sent.values()):
        raise InvalidInput("Send the examples as lists of rows, by the id of their decision.")
    kept = {decision: rows for decision, rows in sent.items() if rows}
    content = json.dumps(kept, ensure_ascii=False, indent=1).encode() if kept else b""
    if len(content) > LARGEST_EXAMPLES:
        raise TooLarge(f"The examples have {len(content) // 1024} KB; at most {LARGEST_EXAMPLES // 1024} KB are kept.")
    parse_json(content or b"{}")
    return content


def _column(column: ColumnText) -> dict[str, Any]:
    return {"heading": column.heading, "text": column.text, "kind": column.kind, "values": list(column.values)}


def _answer(trace: Trace) -> dict[str, Any]:
    return {
        "value": trace.value, "rules": list(trace.rules), "inputs": dict(trace.inputs), "error": trace.error,
        "cells": [list(row) for row in trace.cells],
    }  # fmt: skip


def _again(one: Again) -> dict[str, Any]:
    return {
        "url": f"/instances/{one.instance_id}", "key": one.business_key or one.instance_id, "process": f"{one.title} v{one.version}",
        "at": iso(one.at), "inputs": dict(one.inputs), "before": one.before, "after": one.after, "error": one.error,
        "rules_before": list(one.rules_before), "rules_after": list(one.rules_after), "answer": one.answers_differ,
    }  # fmt: skip


def _line(one: Again) -> list[str]:
    after = one.error or json.dumps(one.after, ensure_ascii=False)
    rules = (", ".join(map(str, one.rules_before)), ", ".join(map(str, one.rules_after)))
    cells = [
        one.title, str(one.version), one.business_key or "", one.instance_id, spoken(one.at),
        json.dumps(dict(one.inputs), ensure_ascii=False), json.dumps(one.before, ensure_ascii=False), after, *rules,
    ]  # fmt: skip
    return [_harmless(cell) for cell in cells]


def _harmless(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
