"""The web application as the server loads it: settings from the environment, dispatcher started with it."""

import atexit

from flask import Flask

from baton.dispatch.embedded import EmbeddedDispatcher
from baton.main import demo
from baton.main.commands.opening import open_platform
from baton.main.settings import Settings, from_environment
from baton.main.single_sign_on import from_settings
from baton.main.wiring import work
from baton.usecases.platform import Platform
from baton.web.app import create_app
from baton.web.settings import DemoPerson, WebSettings


def make(settings: Settings) -> tuple[Flask, Platform]:
    """The application and its platform, dispatcher running."""
    platform = open_platform(settings)
    if isinstance(platform.dispatcher, EmbeddedDispatcher):
        platform.dispatcher.start(work(platform))
        atexit.register(platform.dispatcher.stop)
    return create_app(platform, web_settings(settings, platform), from_settings(settings)), platform


def web_settings(settings: Settings, platform: Platform) -> WebSettings:
    """What the web needs to know of the settings."""
    return WebSettings(
        secret_key=settings.key(),
        base_url=settings.base_url or "http://127.0.0.1:8000",
        asset_dir=settings.place(settings.assets_dir, "frontend", "dist"),
        demo=tuple(DemoPerson(one.person.id, demo.PASSWORD, one.person.name, one.tries) for one in demo.present(platform)),
        test_mode=settings.testing,
    )


def __getattr__(name: str) -> Flask:
    """``application`` is made when the server asks for it, so that importing this module does nothing."""
    if name == "application":
        application, _ = make(from_environment())
        globals()[name] = application
        return application
    raise AttributeError(name)
