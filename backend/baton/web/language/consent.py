"""The sentence that people agree to when they sign, and what a request says to it."""

from typing import Any

from flask import has_request_context, request

from baton.web.language.catalog import say as _

CONSENT, SIGNER = "~consent", "~signer"
LONGEST_NAME, LONGEST_BROWSER = 200, 300


def consent() -> str:
    """The sentence, in the language of the request; it is kept as it was shown."""
    return _(
        "I sign this electronically. I agree that my electronic signature stands for exactly what is shown here and for the "
        "documents named here, and that I receive the signed copy as a file."
    )


def said_to_it() -> dict[str, Any]:
    """What this request says beside its form, as fields of ``Seen``."""
    if not has_request_context() or request.form.get(CONSENT) != "yes":
        return {}
    return {
        "consent": consent(),
        "signer": request.form.get(SIGNER, "").strip()[:LONGEST_NAME],
        "address": request.remote_addr or "",
        "browser": request.headers.get("User-Agent", "")[:LONGEST_BROWSER],
    }
