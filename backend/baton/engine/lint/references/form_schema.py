"""A bare JSON schema that another tool kept elsewhere: the task still opens, with its values but without its fields."""

from collections.abc import Iterator

from baton.domain.problems import WARNING
from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.outline import form_of

SENTENCE = "The {name} names the form schema “{form}”, which is not among the files, so it opens without fields; add the file."


@rule("form-schema", SENTENCE, WARNING)
def form_schema(model: Model) -> Iterator[Hit]:
    for node in model.of("userTask", "manualTask", "startEvent"):
        form = form_of(node)
        if form and not form.endswith(".form.json") and form not in model.around.files:
            yield hit(node, form=form)
