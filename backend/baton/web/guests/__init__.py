"""Pages for people without an account, who come by a magic link; and the page on which such links are made."""

from flask import Flask

from baton.web.guests import answering, keeping, landing, seeing, sending, working


def register(app: Flask) -> None:
    landing.init_app(app)
    app.jinja_env.globals.update(sent_outside=sending.sent_outside, link_chip=sending.link_chip)
    for part in (landing, working, keeping, answering, seeing, sending):
        app.register_blueprint(part.blueprint)
