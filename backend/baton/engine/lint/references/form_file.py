"""A form that is named has to be there."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.outline import form_of


@rule("form-file", "The {name} shows the form “{form}”, which is not among the files; add it or choose another one.")
def form_file(model: Model) -> Iterator[Hit]:
    for node in model.of("userTask", "manualTask", "startEvent"):
        form = form_of(node)
        if form and form.endswith(".form.json") and form not in model.around.files:
            yield hit(node, form=form)
