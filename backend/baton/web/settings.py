"""What the web room must be told: keys, addresses, folders."""

from dataclasses import dataclass
from pathlib import Path

SHORTEST_KEY = 16


@dataclass(frozen=True)
class DemoPerson:
    """A log-in that the login page offers on a demo installation."""

    id: str
    password: str
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class WebSettings:
    """``base_url`` is the public address (https makes cookies secure); ``demo`` lists log-ins to show on the login page;
    ``asset_dir`` is the folder of built browser files; ``brand_name`` and ``brand_logo`` (an image file) are what outsiders see."""

    secret_key: str
    base_url: str = "http://127.0.0.1:8000"
    test_mode: bool = False
    demo: tuple[DemoPerson, ...] | None = None
    asset_dir: Path = Path("frontend/dist")
    brand_name: str = ""
    brand_logo: str = ""

    def __post_init__(self) -> None:
        if len(self.secret_key) < SHORTEST_KEY:
            raise ValueError(f"the secret key needs at least {SHORTEST_KEY} characters")

    @property
    def secure(self) -> bool:
        return self.base_url.startswith("https://")
