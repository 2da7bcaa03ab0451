"""What keeps people from using a form: labels that are missing, repeated, or only an example; choices that nobody can take in."""

from collections import Counter
from collections.abc import Iterator

from baton.domain.problems import WARNING, Problem
from baton.forms.building.flat import Flat
from baton.forms.pages.fields import Field
from baton.forms.schema.shape import CHOICE, CHOICES

MOST_OPEN_CHOICES = 7
LONGEST_LABEL = 120
_LONGEST_CHOICE = 80
_COLOURS = frozenset(("red", "green", "yellow", "orange", "amber", "blue", "rot", "grün", "gelb", "blau"))


def findings(flat: Flat) -> Iterator[Problem]:
    """One warning per field and reason."""
    spoken = Counter((path.rpartition(".")[0], line.label.strip().casefold()) for path, line in flat.lines.items())
    for path, line in flat.lines.items():
        field = flat.fields[path]
        title = str(field.shape.option("title") or flat.spot(path).told.get("title") or "").strip()
        if not title:
            reason = "Its example disappears as soon as somebody types." if field.placeholder else f"People read “{line.key}”."
            yield _found("label-missing", path, f"“{line.key}” has no label. {reason}")
        elif spoken[(path.rpartition(".")[0], title.casefold())] > 1:
            yield _found(
                "label-twice", path, f"Another field is called “{title[:60]}” as well; a screen reader cannot tell them apart."
            )
        if len(title) > LONGEST_LABEL:
            yield _found("label-long", path, f"The label has {len(title)} characters; put the explanation into the help.")
        yield from _choices(path, field)


def _choices(path: str, field: Field) -> Iterator[Problem]:
    if field.kind not in (CHOICE, CHOICES):
        return
    name = f"“{field.label[:60]}”"
    labels = [choice.label.strip() for choice in field.choices]
    in_the_open = field.widget.name in ("radio", "checkboxes")
    if in_the_open and len(labels) > MOST_OPEN_CHOICES:
        yield _found("choices-many", path, f"{name} shows {len(labels)} choices in the open; a list is easier to read.")
    if in_the_open and any(len(label) > _LONGEST_CHOICE for label in labels):
        yield _found("choices-long", path, f"{name} has a choice of more than {_LONGEST_CHOICE} characters.")
    if len({label.casefold() for label in labels}) < len(labels):
        yield _found("choices-twice", path, f"{name} offers the same words twice.")
    if len(labels) > 1 and all(label.casefold() in _COLOURS for label in labels):
        yield _found("colour-only", path, f"{name} offers colours only; say what they mean, for people who do not see them.")


def _found(rule: str, path: str, message: str) -> Problem:
    return Problem(f"accessibility.{rule}", message, field=path, level=WARNING)
