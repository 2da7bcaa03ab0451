"""The catalogue of forms: reads, checks, renders, decodes and validates them with the widgets of one folder."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any

from markupsafe import Markup

from baton.domain.forms import SOMEWHERE, Form, Spot, Submission
from baton.domain.ports.forms import FormBuilding
from baton.domain.ports.sandbox import Sandbox
from baton.domain.ports.working.sources import Sources
from baton.domain.problems import Problem
from baton.domain.working.submissions import NOTHING_SEEN, Seen
from baton.forms.accept import accepted
from baton.forms.bind import bound
from baton.forms.building.desk import BuildersDesk
from baton.forms.computing import computed
from baton.forms.documents import read, ui_name
from baton.forms.findings.files import problems_in_file
from baton.forms.findings.values import problems_of
from baton.forms.looking import FILL, filled_in, list_at, unknown_keys
from baton.forms.pages.decode import decoded
from baton.forms.pages.edits import edited
from baton.forms.pages.names import Posted
from baton.forms.pages.render import Renderer
from baton.forms.pages.tree import Showing
from baton.forms.schema.compiled import Compiled
from baton.forms.schema.defaults import starting_values
from baton.forms.shown import answers, page_as_data
from baton.forms.speaking.wording import wording_of
from baton.forms.stepping import going, halted, opened, steps_of

_MOST_KEPT = 256


class FormCatalog:
    """Satisfies the ``Forms`` port. ``widgets_dir`` holds one folder per widget; shared forms lie in ``library`` beside it.
    ``sandbox`` works out computed fields; without it they keep what they were given. ``rich`` makes safe HTML of the Markdown
    that designers write into descriptions; without it they are plain text. ``sources`` are the lists that people search; without them
    such fields take any text."""

    def __init__(
        self,
        widgets_dir: Path,
        sandbox: Sandbox | None = None,
        rich: Callable[[str], Markup] | None = None,
        sources: Sources | None = None,
    ) -> None:
        self._renderer = Renderer(widgets_dir, rich, sources)
        self._sources = sources
        self._sandbox = sandbox
        self._library = widgets_dir.parent / "library"
        self.building: FormBuilding = BuildersDesk(widgets_dir)
        self._forms = _Kept()
        self._compiled = _Kept()

    def check(self, name: str, content: bytes, beside: Mapping[str, bytes] | None = None) -> tuple[Problem, ...]:
        return problems_in_file(name, content, self._renderer.rack, self._sandbox, beside)

    def load(self, files: Mapping[str, bytes], name: str) -> Form:
        available = files if name in files else self._shared(name)
        key = (name, available.get(name, b""), available.get(ui_name(name), b""))
        found: Form = self._forms.get(key, lambda: read(available, name))
        return found

    def bind(self, form: Form, variables: Mapping[str, Any]) -> Form:
        """``form`` with the options that it takes from variables; bind before anything else is done with the form."""
        return bound(form, variables) if self._of(form).takes_options else form

    def initial(self, form: Form, variables: Mapping[str, Any]) -> dict[str, Any]:
        return computed(self._of(form), starting_values(self._of(form), variables), self._sandbox)

    def decode(
        self, form: Form, posted: Mapping[str, list[str]], initial: Mapping[str, Any], seen: Seen = NOTHING_SEEN
    ) -> Submission:
        compiled, page = self._of(form), Posted(posted)
        wording = wording_of(page.seen(seen))
        read = edited(compiled, decoded(compiled, page, initial, wording), page, wording)
        verb, _, place = page.operation.partition(":")
        if verb == FILL and self._sources is not None:
            filled_in(compiled, read, place, (self._sources, wording))
        values = computed(compiled, read, self._sandbox)
        steps = steps_of(compiled, values, wording)
        goal = going(page.operation)
        if not steps or goal is None:
            return Submission(values, page.operation, spot=page.spot(page.step if steps else None))
        wrong = problems_of(compiled, values, (), wording) if goal > page.step else ()
        step, problems = halted(steps, (page.step, goal), wrong)
        return Submission(values, page.operation, problems, page.spot(step))

    def validate(
        self, form: Form, values: Mapping[str, Any], required: Iterable[str] = (), seen: Seen = NOTHING_SEEN
    ) -> tuple[Problem, ...]:
        compiled, wording = self._of(form), wording_of(seen)
        found = problems_of(compiled, values, required, wording)
        return (*found, *unknown_keys(compiled, values, self._sources, wording)) if self._sources is not None else found

    def accept(self, form: Form, values: Mapping[str, Any], initial: Mapping[str, Any]) -> dict[str, Any]:
        return computed(self._of(form), accepted(self._of(form), values, initial), self._sandbox)

    def render(
        self, form: Form, values: Mapping[str, Any], problems: Iterable[Problem] = (),
        *, read_only: bool = False, seen: Seen = NOTHING_SEEN, spot: Spot = SOMEWHERE,
    ) -> str:  # fmt: skip
        compiled, wording, told = self._of(form), wording_of(seen), tuple(problems)
        steps = () if read_only else steps_of(compiled, values, wording)
        if not steps:
            return self._renderer.page(compiled, values, Showing(wording, told, read_only, spot))
        here = replace(spot, step=opened(steps, spot.step, told))
        checked = tuple(answers(page_as_data(compiled, values, wording)["page"])) if steps[-1].is_review else ()
        return self._renderer.page(compiled, values, Showing(wording, told, read_only, here, steps, checked))

    def search(self, form: Form, path: str, text: str, seen: Seen = NOTHING_SEEN) -> str:
        return self._renderer.found(list_at(form.ui, path), text, wording_of(seen))

    def shown(self, form: Form, values: Mapping[str, Any], seen: Seen = NOTHING_SEEN) -> dict[str, Any]:
        return page_as_data(self._of(form), values, wording_of(seen))

    def _of(self, form: Form) -> Compiled:
        # The entry holds the form, so no other form can get its id while the entry lives.
        made: Compiled = self._compiled.get((id(form.schema), id(form.ui)), lambda: Compiled(form))
        return made

    def _shared(self, name: str) -> dict[str, bytes]:
        path = self._library / name
        return {name: path.read_bytes()} if name == path.name and path.is_file() else {}


class _Kept:
    """The results used last. Ready forms cost milliseconds to make and are used by every page of a task."""

    def __init__(self) -> None:
        self._entries: OrderedDict[Any, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Any, make: Callable[[], Any]) -> Any:
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
                return self._entries[key]
        made = make()
        with self._lock:
            self._entries[key] = made
            if len(self._entries) > _MOST_KEPT:
                self._entries.popitem(last=False)
        return made
