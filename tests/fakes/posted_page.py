"""What a browser would post for a piece of HTML."""

from html.parser import HTMLParser


def posted_page(html: str, press: str | None = None, **typed: str) -> dict[str, list[str]]:
    """The successful controls of ``html``; ``press`` is the value of the ``~op`` button, ``typed`` overwrites ``f.`` names."""
    reader = _Controls()
    reader.feed(html)
    found: dict[str, list[str]] = {}
    for name, value in reader.found:
        found.setdefault(name, []).append(value)
    found |= {f"f.{name}": [value] for name, value in typed.items()}
    if press is not None:
        assert press in reader.buttons, f"no button {press!r} among {reader.buttons}"
        found["~op"] = [press]
    return found


class _Controls(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.buttons: list[str] = []
        self._select: tuple[str, bool, list[tuple[str, bool]]] | None = None
        self._textarea: list[str] | None = None

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "button":
            self.buttons.append(told.get("value", ""))
        elif tag == "option" and self._select is not None:
            self._select[2].append((told.get("value") or "", "selected" in told))
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
            self.found.append((told["name"], told.get("value") or ""))

    def handle_data(self, data):
        if self._textarea is not None:
            self._textarea[1] += data

    def handle_endtag(self, tag):
        if tag == "select" and self._select is not None:
            name, multiple, options = self._select
            picked = [value for value, selected in options if selected]
            if not multiple:
                picked = picked[-1:] or [value for value, _ in options[:1]]
            self.found += [(name, value) for value in picked]
            self._select = None
        elif tag == "textarea" and self._textarea is not None:
            name, text = self._textarea
            self.found.append((name, text.removeprefix("\n")))
            self._textarea = None
