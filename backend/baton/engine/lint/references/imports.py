"""A model that another one builds on has to be there."""

from collections.abc import Iterator

from baton.engine.lint.model import Model
from baton.engine.lint.rule import Hit, hit, rule
from baton.engine.xml import BPMN, children


@rule("import", "The model imports “{location}”, which is not among the files; add it, or remove the import.")
def imports(model: Model) -> Iterator[Hit]:
    names = {file.rpartition("/")[2] for file in model.around.files}
    for element in children(model.root, "import"):
        location = element.get("location", "")
        local = "://" not in location and element.get("importType") == BPMN
        if local and location.rpartition("/")[2] not in names:
            yield hit(element, location=location)
