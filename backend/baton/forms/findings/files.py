"""Everything wrong with a form file, for deployment."""

from baton.domain.problems import Problem
from baton.forms.documents import Unreadable, parsed
from baton.forms.findings.limits import LARGEST_FILE
from baton.forms.pages.widgets import WidgetRack


def problems_in_file(name: str, content: bytes, rack: WidgetRack) -> tuple[Problem, ...]:
    if len(content) > LARGEST_FILE:
        return (Problem("form.too_large", f"A form file may have {LARGEST_FILE // 1024} KB at most.", file=name),)
    try:
        parsed(content)
    except Unreadable as error:
        return (Problem("form.json", f"The file {error}.", file=name),)
    return ()
