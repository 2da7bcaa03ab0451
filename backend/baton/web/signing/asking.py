"""What is asked beside a form that somebody signs: their name and their consent."""

from dataclasses import dataclass

from flask import request

from baton.domain.forms import Form
from baton.domain.working.signing import requests
from baton.web.language.consent import CONSENT, LONGEST_NAME, SIGNER, consent
from baton.web.security.actor import current_actor


@dataclass(frozen=True)
class SigningBlock:
    """The part of the page that turns a drawing or a typed name into a signature."""

    intents: tuple[str, ...]
    consent: str
    name: str
    agreed: bool = False


def signing_block(form: Form) -> SigningBlock | None:
    """The block for a form that asks for a signature, with what was typed into it before; None for any other form."""
    asked = requests(form)
    if not asked:
        return None
    intents = tuple(dict.fromkeys(one.intent for one in asked if one.intent))
    name = request.form.get(SIGNER, "").strip()[:LONGEST_NAME] or current_actor().name
    return SigningBlock(intents, consent(), name, CONSENT in request.form)
