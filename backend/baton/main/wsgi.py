"""The web application as the server loads it: settings from the environment, dispatcher started with it."""

import atexit
import os
import signal
import sys
import traceback

from flask import Flask

from baton.dispatch.embedded import EmbeddedDispatcher
from baton.domain.errors import Rejection
from baton.main import demo, logging
from baton.main.commands.opening import open_platform
from baton.main.settings import Settings, from_environment
from baton.main.single_sign_on import from_settings
from baton.main.wiring import work
from baton.usecases.platform import Platform
from baton.web.app import create_app
from baton.web.settings import DemoPerson, WebSettings


def make(settings: Settings) -> tuple[Flask, Platform]:
    """The application and its platform on an up-to-date database, dispatcher running."""
    logging.as_lines()
    platform = open_platform(settings, migrate=True)
    if settings.demo == "1":
        demo.seed(platform)
    if isinstance(platform.dispatcher, EmbeddedDispatcher):
        platform.dispatcher.start(work(platform))
        atexit.register(platform.dispatcher.stop)
    return create_app(platform, web_settings(settings, platform), from_settings(settings)), platform


def greet(settings: Settings, platform: Platform) -> None:
    """Say where Baton is and who can log in."""
    if present := demo.present(platform):
        print(f"Demo people (password of all: {demo.PASSWORD}):")
        print("\n".join(f"  {one.person.id:10} {one.tries}" for one in present))
    else:
        print("Add an administrator with: baton user add NAME --role admin")
    print(f"Baton is at {settings.base_url}  (Ctrl-C stops it)", flush=True)


def serve_or_stop() -> Flask:
    """The application for the server; when it cannot be made, the reason in a sentence and an end to the server as well,
    which would else try for ever."""
    try:
        settings = from_environment()
        application, platform = make(settings)
    except Exception as error:
        traceback.print_exc() if not isinstance(error, Rejection) else print(f"baton: {error}", file=sys.stderr)
        os.kill(os.getppid(), signal.SIGTERM)
        raise SystemExit(1) from None
    greet(settings, platform)
    return application


def web_settings(settings: Settings, platform: Platform) -> WebSettings:
    """What the web needs to know of the settings."""
    return WebSettings(
        secret_key=settings.key(),
        base_url=settings.base_url or "http://127.0.0.1:8000",
        asset_dir=settings.place(settings.assets_dir, "frontend", "dist"),
        demo=tuple(DemoPerson(one.person.id, demo.PASSWORD, one.person.name, one.tries) for one in demo.present(platform)),
        test_mode=settings.testing,
        brand_name=settings.brand_name,
        brand_logo=settings.brand_logo,
    )


def __getattr__(name: str) -> Flask:
    """``application`` is made when the server asks for it, so that importing this module does nothing."""
    if name != "application":
        raise AttributeError(name)
    globals()[name] = application = serve_or_stop()
    return application
