"""Testing a draft in the browser: the test panel's requests, and the page of its scenarios."""

from flask import Flask

from baton.web.testing import pages, panel, playing


def register(app: Flask) -> None:
    for blueprint in (playing.blueprint, panel.blueprint, pages.blueprint):
        app.register_blueprint(blueprint)
