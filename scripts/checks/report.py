"""The last lines of a test run: what was not run and why, then the figures."""

import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

FIGURES = ("passed", "failed", "errors", "skipped")


def read_results(file: Path) -> tuple[dict[str, int], Counter[str]]:
    """How many tests ended how, and the skipped ones by their reason."""
    figures, reasons = dict.fromkeys(FIGURES, 0), Counter[str]()
    cases = ET.parse(file).getroot().iter("testcase") if file.exists() else ()
    for case in cases:
        outcome = {child.tag: child for child in case}
        figures[_figure(outcome)] += 1
        if "skipped" in outcome:
            reasons[outcome["skipped"].get("message") or "no reason given"] += 1
    return figures, reasons


def _figure(outcome: dict[str, ET.Element]) -> str:
    for tag, figure in (("error", "errors"), ("failure", "failed"), ("skipped", "skipped")):
        if tag in outcome:
            return figure
    return "passed"


def summary(figures: dict[str, int], reasons: Counter[str], left_out: list[str], seconds: float) -> list[str]:
    """The closing lines, the figures last."""
    lines = [f"Not run: {what}" for what in left_out]
    lines += [f"Not run: {count} skipped: {reason.splitlines()[0]}" for reason, count in reasons.most_common()]
    counted = ", ".join(f"{figures[name]} {name}" for name in FIGURES)
    return [*lines, f"{counted} in {seconds:.0f} s"]
