"""Where somebody is in a long form while one request is answered: read from what they sent, shown in what they get."""

from flask import g

from baton.domain.forms import SOMEWHERE, Spot


def stay(spot: Spot) -> None:
    """The page that answers this request opens there."""
    g.spot = spot


def spot() -> Spot:
    found = g.get("spot", SOMEWHERE)
    return found if isinstance(found, Spot) else SOMEWHERE
