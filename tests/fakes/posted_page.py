"""What a browser would post for a piece of HTML: also what it takes away from values on the way."""

import re
from html.parser import HTMLParser

_DAY, _CLOCK = r"\d{4,}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?"
_SHOWABLE = {
    "date": re.compile(_DAY), "time": re.compile(_CLOCK), "datetime-local": re.compile(f"{_DAY}[T ]{_CLOCK}"),
    "month": re.compile(r"\d{4,}-\d\d"), "week": re.compile(r"\d{4,}-W\d\d"),
    "number": re.compile(r"-?\d*\.?\d+(?:[eE][-+]?\d+)?"), "range": re.compile(r"-?\d*\.?\d+(?:[eE][-+]?\d+)?"),
}  # fmt: skip


def posted_page(html: str, press: str | None = None, **typed: str) -> dict[str, list[str]]:
    """The successful controls of ``html``; ``press`` is the value of the ``~op`` button, ``typed`` overwrites ``f.`` names."""
    reader = _Controls()
    reader.feed(html.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd"))
    found: dict[str, list[str]] = {}
    for name, value in reader.found:
        found.setdefault(name, []).append(value.replace("\r\n", "\n").replace("\n", "\r\n"))
    found |= {f"f.{name}": [value] for name, value in typed.items()}
    if press is not None:
        assert press in reader.buttons, f"no button {press!r} among {reader.buttons}"
        found["~op"] = [press]
    return found


def _kept(kind: str | None, value: str) -> str:
    """What a control of that kind makes of a value that stands in the page."""
    if kind in _SHOWABLE:
        return value if _SHOWABLE[kind].fullmatch(value) else ""
    if kind == "color":
        return value.lower() if re.fullmatch(r"#[0-9a-fA-F]{6}", value) else "#000000"
    if kind == "hidden":
        return value
    bare = value.replace("\n", "")
    return bare.strip("\t\f ") if kind in ("email", "url") else bare


class _Controls(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.buttons: list[str] = []
        self._select: tuple[str, bool, list[tuple[str, bool, bool]]] | None = None
        self._textarea: list[str] | None = None

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "button":
            self.buttons.append(told.get("value", ""))
        elif tag == "option" and self._select is not None:
            self._select[2].append((told.get("value") or "", "selected" in told, "disabled" in told))
        elif "disabled" in told or not told.get("name"):
            return
        elif tag == "input":
            self._input(told)
        elif tag == "select":
            self._select = (told["name"], "multiple" in told, [])
        elif tag == "textarea":
            self._textarea = [told["name"], ""]

    def _input(self, told):
        kind = told.get("type")
        if kind in ("checkbox", "radio"):
            if "checked" in told:
                self.found.append((told["name"], told.get("value") or "on"))
        elif kind != "file":
            self.found.append((told["name"], _kept(kind, told.get("value") or "")))

    def handle_data(self, data):
        if self._textarea is not None:
            self._textarea[1] += data

    def handle_endtag(self, tag):
        if tag == "select" and self._select is not None:
            name, multiple, options = self._select
            picked = [value for value, selected, closed in options if selected and not closed]
            if not multiple:
                picked = picked[-1:] or [value for value, _, closed in options if not closed][:1]
            self.found += [(name, value) for value in picked]
            self._select = None
        elif tag == "textarea" and self._textarea is not None:
            name, text = self._textarea
            self.found.append((name, text.removeprefix("\n")))
            self._textarea = None
