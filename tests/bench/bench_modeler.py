"""The designer's page in a real browser: how long until it can be drawn on, and whether typing waits for the check."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.measuring.rows import Row
from tests.bench.measuring.served import Server, serving

MOST_SECONDS = 2
MOST_BLOCKED_MS = 100
TIMES = 5
ELEMENTS = 200
READY = "[data-island=modeler][data-island-state=ready]"
TYPED = "Approve what has been asked for by the customer"
# From the key to the moment at which the page can draw again, and the longest time in which it could do nothing else.
WATCH = """() => {
  window.waits = [];
  document.addEventListener('keydown', () => { const at = performance.now(); requestAnimationFrame(() => setTimeout(() => waits.push(performance.now() - at))); }, true);
}"""


def rows() -> Iterator[Row]:
    """Nothing where no browser is installed."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return
    chosen = os.environ.get("BATON_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with (
        tempfile.TemporaryDirectory(prefix="baton-bench-") as folder,
        serving(Path(folder), {"BATON_DEMO": "1"}) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chosen, args=["--no-sandbox"])
        yield from _measured(browser, server)
        browser.close()


def _measured(browser: Any, server: Server) -> Iterator[Row]:
    draft = _draft(browser, server)
    loads = [_load(browser, server, draft) for _ in range(TIMES)]
    how = f"until the canvas is ready, a model of {ELEMENTS} elements, empty cache; best of {TIMES}, median {median(loads):.2f} s"
    yield Row("modeler, cold load", min(loads), "s", MOST_SECONDS, how)
    waits = sorted(_typing(browser, server, draft))
    how = f"from a key to the next frame, checked all the while; 95 % of {len(waits)} keys, median {median(waits):.0f} ms"
    yield Row(f"typing while {ELEMENTS} elements are checked", waits[int(len(waits) * 0.95)], "ms", MOST_BLOCKED_MS, how)


def drawn_model(elements: int) -> bytes:
    """User tasks in rows of twenty, one behind the other, from a start to an end."""
    ids = ["begin", *(f"task{number}" for number in range(elements - 2)), "done"]
    tags = ["startEvent", *["userTask"] * (elements - 2), "endEvent"]
    nodes = "".join(f'<{tag} id="{id}" name="{id}"/>' for tag, id in zip(tags, ids, strict=True))
    flows = "".join(f'<sequenceFlow id="{a}-{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in itertools.pairwise(ids))
    places = {id: (100 + 150 * (number % 20), 100 + 120 * (number // 20)) for number, id in enumerate(ids)}
    shapes = "".join(
        f'<di:BPMNShape id="{id}_s" bpmnElement="{id}"><dc:Bounds x="{x}" y="{y}" width="100" height="80"/></di:BPMNShape>'
        for id, (x, y) in places.items()
    )
    edges = "".join(
        f'<di:BPMNEdge id="{a}-{b}_e" bpmnElement="{a}-{b}"><w:waypoint x="{places[a][0] + 100}" y="{places[a][1] + 40}"/>'
        f'<w:waypoint x="{places[b][0]}" y="{places[b][1] + 40}"/></di:BPMNEdge>'
        for a, b in itertools.pairwise(ids)
    )
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" '
        'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:w="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="urn:bench">'
        f'<process id="long" isExecutable="true">{nodes}{flows}</process>'
        f'<di:BPMNDiagram id="g"><di:BPMNPlane id="p" bpmnElement="long">{shapes}{edges}</di:BPMNPlane></di:BPMNDiagram></definitions>'
    ).encode()


@contextmanager
def _designer(browser: Any, server: Server) -> Iterator[Any]:
    context = browser.new_context(base_url=server.address, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto("/login")
    page.fill("#name", "designer")
    page.fill("#password", "baton-demo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks*")
    yield page
    context.close()


def _draft(browser: Any, server: Server) -> str:
    with _designer(browser, server) as page:
        page.goto("/models/new")
        page.set_input_files("#files", [{"name": "long.bpmn", "mimeType": "application/xml", "buffer": drawn_model(ELEMENTS)}])
        page.get_by_role("button", name="Import").click()
        page.wait_for_url("**/models/*-*")
        return str(page.url)


def _load(browser: Any, server: Server, draft: str) -> float:
    with _designer(browser, server) as page:
        page.context.new_cdp_session(page).send("Network.clearBrowserCache")
        page.goto(draft, wait_until="commit")
        page.wait_for_selector(READY)
        return float(page.evaluate("performance.now()")) / 1000


def _typing(browser: Any, server: Server, draft: str) -> list[float]:
    with _designer(browser, server) as page:
        page.goto(draft)
        page.wait_for_selector(READY)
        page.evaluate(
            "() => { const m = document.querySelector('[data-island=modeler]').modeler; m.get('selection').select(m.get('elementRegistry').find(e => e.type === 'bpmn:UserTask')); }"
        )
        field = page.locator("#bio-properties-panel-name")
        field.click()
        page.evaluate(WATCH)
        for letter in TYPED:
            field.press_sequentially(letter)
            page.wait_for_timeout(120)
        page.wait_for_timeout(1500)
        return list(page.evaluate("waits"))
