"""The documentation of drafts and deployed versions: as a page, as PDF, and its drawings."""

from collections.abc import Mapping

from flask import Blueprint, Flask, Response, request

from baton.usecases import documentation, modelling
from baton.web.documentation.view import DocumentationPage, documentation_page, pdf_content, sentence, who
from baton.web.fragments import show
from baton.web.markdown import markdown
from baton.web.modeler.routes import attachment
from baton.web.security.access import rule
from baton.web.security.actor import current_actor
from baton.web.wired import platform

blueprint = Blueprint("documentation", __name__)


def register(app: Flask) -> None:
    app.jinja_env.filters.update(who=who, way=sentence, markdown=markdown)
    app.register_blueprint(blueprint)


@blueprint.get("/models/<id>/documentation")
@rule("model.edit")
def of_draft(id: str) -> Response:
    return _page(_draft(id))


@blueprint.get("/models/<id>/documentation.pdf")
@rule("model.edit")
def pdf_of_draft(id: str) -> Response:
    return _pdf(_draft(id))


@blueprint.get("/models/<id>/picture.svg")
@rule("model.edit")
def picture_of_draft(id: str) -> Response:
    return _picture(modelling.draft(platform(), current_actor(), id).files)


@blueprint.get("/definitions/<id>/documentation")
@rule("definition.see")
def of_definition(id: str) -> Response:
    return _page(_definition(id))


@blueprint.get("/definitions/<id>/documentation.pdf")
@rule("definition.see")
def pdf_of_definition(id: str) -> Response:
    return _pdf(_definition(id))


@blueprint.get("/definitions/<id>/picture.svg")
@rule("definition.see")
def picture_of_definition(id: str) -> Response:
    with platform().store.read() as uow:
        return _picture(uow.definition(id).files)


def _draft(id: str) -> DocumentationPage:
    return documentation_page(*documentation.of_draft(platform(), current_actor(), id), f"/models/{id}")


def _definition(id: str) -> DocumentationPage:
    return documentation_page(*documentation.of_definition(platform(), current_actor(), id), f"/definitions/{id}")


def _page(page: DocumentationPage) -> Response:
    return show("documentation/page.html", "page", view=page)


def _pdf(page: DocumentationPage) -> Response:
    found = page.documentation
    made = platform().documents.pdf("documentation", pdf_content(page), found.pictures)
    return attachment(f"{found.title}.pdf", made, "application/pdf")


def _picture(files: Mapping[str, bytes]) -> Response:
    response = Response(documentation.picture(platform(), files, request.args.get("file", "")), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "private, no-cache"
    return response
