"""Who Baton's letters come from, as the settings say."""

from pathlib import Path

from baton.domain.ports.working.post import Enclosure, House
from baton.main.settings import Settings
from baton.notifications.stationery import LANGUAGES

SHOWN_IN_MAILS = {b"\x89PNG\r\n": ("logo.png", "image/png"), b"\xff\xd8\xff": ("logo.jpg", "image/jpeg")}
LARGEST = 100_000  # it goes with every letter


def house_of(settings: Settings) -> House:
    """The house; its language is one that letters are written in."""
    if settings.language not in LANGUAGES:
        raise SystemExit(f"BATON_LANGUAGE={settings.language} is unknown; choose one of {', '.join(LANGUAGES)}.")
    return House(settings.language, settings.brand_name or "Baton", _logo(settings.brand_logo))


def _logo(configured: str) -> Enclosure | None:
    """The picture, unless mail programs could not show it; the name stands there in any case."""
    file = Path(configured)
    if not configured or not file.is_file() or file.stat().st_size > LARGEST:
        return None
    content = file.read_bytes()
    return next((Enclosure(*told, content) for begins, told in SHOWN_IN_MAILS.items() if content.startswith(begins)), None)
