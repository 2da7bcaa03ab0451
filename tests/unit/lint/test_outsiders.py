"""What a model says about people without an account contradicts itself nowhere."""

import pytest

from unit.lint.build import found
from unit.lint.cases import asking

VENDOR = '<baton:outsider recipient="vendor_email"/>'


def said(settings):
    return [problem.message for problem in found(asking(settings), {}) if problem.rule.startswith("outsider")]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("<baton:outsider recipient=\"'nobody'\"/>", "“nobody” is not the mail address of one person"),
        (VENDOR + '<baton:outsider recipient="other"/>', "it names several outsiders"),
        ('<baton:outsider recipient="vendor" expires="PT0S"/>', "the link would end the moment it is sent"),
        ('<baton:outsider recipient="vendor" expires="2026-12-24"/>', "ends the link for somebody outside on a fixed date"),
        ('<baton:outcome value="no" role="decline"/>', "but asks nobody outside"),
        (VENDOR + '<baton:outcome value="a" role="decline"/><baton:outcome value="b" role="decline"/>', "(a, b); keep one"),
    ],
)
def test_a_contradiction_is_said_in_one_sentence(settings, sentence):
    (message,) = said(settings)
    assert sentence in message
    assert message.endswith(".")


@pytest.mark.parametrize(
    "settings",
    [
        VENDOR,
        '<baton:outsider recipient="vendor" name="contact" language="de" expires="P1M" code="true"/><baton:public text="We wait."/>',
        '<baton:outsider recipient="vendor" expires="ends_on" language="customer_language"/>',
        '<spiff:allowGuest>true</spiff:allowGuest><baton:outcome value="no" role="decline"/>',
    ],
)
def test_what_can_happen_is_left_alone(settings):
    assert said(settings) == []


@pytest.mark.parametrize("attribute", ["recipient", "name", "language", "expires"])
def test_what_is_no_expression_is_found_before_anybody_waits_for_it(attribute):
    given = {"recipient": "vendor", attribute: "a b c"}
    settings = "<baton:outsider " + " ".join(f'{name}="{text}"' for name, text in given.items()) + "/>"
    messages = [problem.message for problem in found(asking(settings), {}) if problem.rule == "expression"]
    assert any(f"outsider's {attribute}" in message for message in messages), messages
