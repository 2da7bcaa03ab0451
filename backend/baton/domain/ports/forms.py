"""The sockets for forms: one validator and one renderer for pages, API and scenarios alike; the builder's desk; and what a form
changes in the models around it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from baton.domain.building import Edited, FieldKind, FieldLine, FormDocument, FormEdit, Panel
from baton.domain.forms import SOMEWHERE, Form, Spot, Submission
from baton.domain.problems import Problem
from baton.domain.working.submissions import NOTHING_SEEN, Seen


class FormBuilding(Protocol):
    """What designers do with forms: documents in, documents out; nothing is stored here."""

    def open(self, files: Mapping[str, bytes], name: str) -> FormDocument:
        """The form ``name`` of a draft, also a schema with its ui schema beside it. Raises ``NotFound`` and ``InvalidInput``."""

    def files(self, document: FormDocument, name: str) -> dict[str, bytes]:
        """The files that hold the document under that name."""

    def parse(self, text: str) -> FormDocument:
        """The document of a text that somebody typed. Raises ``InvalidInput`` with line and column."""

    def text(self, document: FormDocument) -> str:
        """The document as people edit it; reading it again gives the same document."""

    def kinds(self) -> tuple[FieldKind, ...]:
        """The palette: every widget, in the order of their titles' usefulness."""

    def edit(self, document: FormDocument, edit: FormEdit) -> Edited:
        """The document after one edit. What cannot be done changes nothing and is a problem."""

    def follow(self, document: FormDocument, old: str, new: str) -> Edited:
        """The document where a variable has another name: its field, and choices that are taken from it."""

    def lines(self, document: FormDocument) -> tuple[FieldLine, ...]:
        """Every field that can be edited, in the order of the page."""

    def canvas(self, document: FormDocument, chosen: str) -> str:
        """The form as people will see it, as safe HTML, with handles to edit it; conditional fields are all shown."""

    def panel(self, document: FormDocument, path: str) -> Panel | None:
        """The properties of one field (empty path: of the form), or None where there is no such field."""

    def findings(self, document: FormDocument) -> tuple[Problem, ...]:
        """What keeps people from using the form: labels that are missing, repeated or only a placeholder..."""

    def sample(self, document: FormDocument, today: date) -> dict[str, Any]:
        """Made-up answers, to see the form filled in."""

    def from_schema(self, text: str) -> FormDocument:
        """A form from any JSON Schema or form file; references are only followed inside of it. Raises ``InvalidInput``."""

    def from_table(self, text: str) -> FormDocument:
        """A form from the header row of a spreadsheet, the types guessed from the row below. Raises ``InvalidInput``."""

    def library(self) -> dict[str, str]:
        """The shared forms that any model may name: file name to text."""


class Forms(Protocol):
    """Reads, checks, renders, decodes and validates forms."""

    building: FormBuilding

    def check(self, name: str, content: bytes, beside: Mapping[str, bytes] | None = None) -> tuple[Problem, ...]:
        """Everything wrong with a form file, for deployment. Never raises for bad content. ``beside`` are the files deployed along
        with it: a bare schema is checked with the ui schema that belongs to it."""

    def load(self, files: Mapping[str, bytes], name: str) -> Form:
        """The form ``name`` of a deployment (``x.form.json``, or a pair of schema and ui schema). Raises ``NotFound``."""

    def bind(self, form: Form, variables: Mapping[str, Any]) -> Form:
        """The form with choices that come from variables (``options_from_task_data_var:name``) filled in."""

    def initial(self, form: Form, variables: Mapping[str, Any]) -> dict[str, Any]:
        """Values the page starts with: the variables that the schema names, else the schema's defaults."""

    def decode(
        self, form: Form, posted: Mapping[str, list[str]], initial: Mapping[str, Any], seen: Seen = NOTHING_SEEN
    ) -> Submission:
        """A posted page as values. Hidden, read-only and computed values come from ``initial`` or are computed, never from the
        client. Numbers and times are read in the way in which the page was shown; ``seen`` only where the page does not say."""

    def validate(
        self, form: Form, values: Mapping[str, Any], required: Iterable[str] = (), seen: Seen = NOTHING_SEEN
    ) -> tuple[Problem, ...]:
        """Everything wrong with ``values``, each with its field, in the language of ``seen``; ``required`` names fields that an
        outcome demands as well. Fields that the schema does not know are problems."""

    def accept(self, form: Form, values: Mapping[str, Any], initial: Mapping[str, Any]) -> dict[str, Any]:
        """``values`` with read-only and hidden fields put back to ``initial``, and computed ones computed."""

    def render(
        self, form: Form, values: Mapping[str, Any], problems: Iterable[Problem] = (),
        *, read_only: bool = False, seen: Seen = NOTHING_SEEN, spot: Spot = SOMEWHERE,
    ) -> str:  # fmt: skip
        """The fields as safe HTML (no ``<form>`` element, no buttons), with each problem beside its field. ``spot``: which
        step and which rows are shown; where nothing is wrong there, what is wrong is shown instead."""

    def search(self, form: Form, path: str, text: str, seen: Seen = NOTHING_SEEN) -> str:
        """What the lookup list of the field at ``path`` has for ``text``, as safe HTML: options to choose from, and how many they
        are. A field without a list has none."""

    def shown(self, form: Form, values: Mapping[str, Any], seen: Seen = NOTHING_SEEN) -> dict[str, Any]:
        """The page as plain data that JSON can hold, always the same for the same arguments: ``{"version", "form", "language",
        "time_zone", "numbers", "page"}``. ``page`` and each of its ``children`` is one place: ``{"path", "label", "kind", "text"
        (the value in words), "answered", "description", "help", "required", "read_only", "hidden" (empty, ``form`` or
        ``condition``), "options": [{"label", "chosen"}], "children"}``."""


@dataclass(frozen=True)
class Mention:
    """One place that speaks of a variable: ``where`` in words, ``before`` and ``after`` as text. ``after`` is None where it
    cannot be changed by itself, with ``reason``."""

    file: str
    where: str
    before: str
    after: str | None
    element_id: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class Carried:
    """Files in which a variable has another name, and every place that was changed or would have to be."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()


class Rewriting(Protocol):
    """Changes files of a draft on behalf of a form, byte for byte around what stays; the answer holds only files that differ."""

    def link_form(self, files: Mapping[str, bytes], element: str, form: str) -> dict[str, bytes]:
        """The diagram in which the user task or start event shows this form. Raises ``NotFound``."""

    def rename_form(self, files: Mapping[str, bytes], old: str, new: str) -> dict[str, bytes]:
        """The diagrams in which every element that shows form ``old`` shows ``new``."""

    def task_name(self, files: Mapping[str, bytes], element: str) -> str:
        """What the element is called. Raises ``NotFound``."""

    def form_of(self, files: Mapping[str, bytes], element: str) -> str:
        """The form that the element shows; empty where it shows none. Raises ``NotFound``."""

    def users_of(self, files: Mapping[str, bytes], form: str) -> tuple[tuple[str, str, str], ...]:
        """Every element that shows the form: file, id, name."""

    def rename_variable(self, files: Mapping[str, bytes], old: str, new: str) -> Carried:
        """Every expression, script, template and decision of the models with the variable under its new name. Only whole names
        are replaced, found by reading the text as what it is; the same letters inside of quotes stay."""
