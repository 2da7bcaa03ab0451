"""What the application was wired with, for every view: the platform, the settings, single sign-on."""

from typing import Any, Protocol, cast

from flask import current_app

from baton.usecases.platform import Platform
from baton.web.settings import WebSettings

KEY = "baton"


class Oidc(Protocol):
    """Single sign-on, made by the identity room. What must be remembered meanwhile it keeps in the signed state cookie."""

    def init_app(self, app: Any) -> None:
        """Bind to the application."""

    def begin(self, redirect_uri: str) -> Any:
        """The response that sends the person to the provider."""

    def claims(self) -> dict[str, Any]:
        """What the provider says about the person who came back. Raises ``Unauthenticated``."""


class Wiring:
    """Everything ``create_app`` was given."""

    def __init__(self, platform: Platform, settings: WebSettings, oidc: Oidc | None) -> None:
        self.platform = platform
        self.settings = settings
        self.oidc = oidc


def wiring() -> Wiring:
    return cast(Wiring, current_app.extensions[KEY])


def platform() -> Platform:
    return wiring().platform


def settings() -> WebSettings:
    return wiring().settings


def oidc() -> Oidc | None:
    return wiring().oidc
