"""In whose name the pages for outsiders speak."""

from dataclasses import dataclass

from baton.web.assets import asset
from baton.web.wired import settings


@dataclass(frozen=True)
class Brand:
    name: str
    logo: str


def brand() -> Brand:
    """The name and picture of the house; ours where none is set."""
    own = settings()
    return Brand(own.brand_name or "Baton", "/brand/logo" if own.brand_logo else asset("logo.svg"))
