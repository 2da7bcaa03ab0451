"""What menus may offer, taken from the rules of the check: nothing can be drawn from a menu that a deployment refuses."""

from baton.domain.ports.drawing import Offers
from baton.engine.lint.activities.unsupported import AROUND, INSIDE
from baton.engine.lint.events.kind import INSIDE as AROUND_A_SCOPE
from baton.engine.lint.events.kind import PLACES

_LINKS = ("intermediateCatchEvent", "intermediateThrowEvent")
_STORES = ("dataStore", "dataStoreReference")


def offers() -> Offers:
    """Kinds of elements that are refused wherever they stand, and the kinds of events of each place."""
    events = {place: tuple(sorted(kinds | ({"link"} if place in _LINKS else set()))) for place, kinds in PLACES.items()}
    events["eventSubProcess"] = tuple(sorted(PLACES["startEvent"] | AROUND_A_SCOPE))
    return Offers(tuple(sorted((*INSIDE, *AROUND, *_STORES))), events)
