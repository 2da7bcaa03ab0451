"""Pages about drafts besides the drawing itself: versions, comparing, review, sharing, files in and out."""

from flask import Flask

from baton.web.drafts import comparing, editing, reviewing, sharing, transport, versions


def register(app: Flask) -> None:
    """Every part's addresses."""
    for part in (editing, versions, comparing, reviewing, sharing, transport):
        app.register_blueprint(part.blueprint)
