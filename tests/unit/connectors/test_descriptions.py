"""Every connector says of its operations what a person who draws has to know."""

import pytest

from baton.connectors.catalog import ConnectorCatalog, _operations
from baton.domain.errors import ConnectorError

TYPES = {"text", "long-text", "number", "yes-no", "list", "person", "group", "person-or-group", "any"}
CATALOG = ConnectorCatalog.shipped(lambda told: 0)


@pytest.mark.parametrize("name", CATALOG.names())
def test_an_operation_describes_itself_its_inputs_and_its_answer(name):
    about = CATALOG.describe()[name]
    assert about.label
    assert about.help
    assert about.result
    assert about.parameters
    assert {parameter.type for parameter in about.parameters} <= TYPES
    assert all(parameter.label and parameter.help for parameter in about.parameters)


@pytest.mark.parametrize("name", CATALOG.names())
def test_what_is_called_required_is_asked_for_and_nothing_else_is(name):
    """An operation called with nothing names a parameter that its description calls required."""
    required = {parameter.name for parameter in CATALOG.describe()[name].parameters if parameter.required}
    if required:
        with pytest.raises(ConnectorError, match="|".join(required)):
            CATALOG.call(name, {}, "key")


def test_an_installed_package_without_descriptions_is_offered_by_its_names():
    class Fax:
        OPERATIONS = {"send_page": lambda call: call}  # noqa: RUF012

    assert _operations({"fax": Fax})["fax.send_page"].about.label == "Send page"
