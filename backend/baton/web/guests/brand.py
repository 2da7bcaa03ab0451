"""In whose name the pages for outsiders speak."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel.dates import format_date

from baton.web.assets import asset
from baton.web.language.choice import language, zone
from baton.web.wired import settings


@dataclass(frozen=True)
class Brand:
    name: str
    logo: str


def frame() -> dict[str, Any]:
    """What every page for outsiders is rendered with."""
    return {"brand": brand(), "day": day}


def day(moment: datetime) -> str:
    """The day, as people write it in the language of the page."""
    return str(format_date(moment.astimezone(zone()).date(), "long", locale=language()))


def brand() -> Brand:
    """The name and picture of the house; ours where none is set."""
    own = settings()
    return Brand(own.brand_name or "Baton", "/brand/logo" if own.brand_logo else asset("logo.svg"))
