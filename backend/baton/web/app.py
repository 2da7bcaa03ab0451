"""The Flask application over a wired platform."""

from flask import Flask

from baton.usecases.platform import Platform
from baton.web import assets, errors, guests, shell, testing
from baton.web import drafts as draft_pages
from baton.web.admin import account, health, incidents, letters, people
from baton.web.api import register as api
from baton.web.attachments import receiving
from baton.web.attachments import routes as attachment_routes
from baton.web.auth import routes as auth_routes
from baton.web.autosave import routes as autosave_routes
from baton.web.bodies import LARGEST_FORM, LARGEST_REQUEST
from baton.web.builder import lists as form_lists
from baton.web.builder import making as form_making
from baton.web.builder import routes as form_routes
from baton.web.calendars import routes as calendar_routes
from baton.web.comments import routes as comment_routes
from baton.web.decisions import routes as decision_routes
from baton.web.documentation import routes as documentation_routes
from baton.web.impact import routes as impact_routes
from baton.web.instances import routes as instance_routes
from baton.web.language import choice
from baton.web.lookups import routes as lookup_routes
from baton.web.modeler import aids, island
from baton.web.modeler import routes as modeler_routes
from baton.web.modeler import snippets as modeler_snippets
from baton.web.notices import routes as notice_routes
from baton.web.packs import routes as pack_routes
from baton.web.palette import routes as palette_routes
from baton.web.preferences import routes as preference_routes
from baton.web.remarks import routes as remark_routes
from baton.web.reminding import routes as reminding_routes
from baton.web.security import access, actor, forgery, headers
from baton.web.settings import WebSettings
from baton.web.submissions import routes as submission_routes
from baton.web.tasks import handing, snoozing
from baton.web.tasks import routes as task_routes
from baton.web.verify import routes as verify_routes
from baton.web.wired import KEY, Oidc, Wiring
from baton.web.wizard import routes as wizard_routes
from baton.web.worklist import bulk as worklist_bulk
from baton.web.worklist import routes as worklist_routes
from baton.web.worklist import saving as worklist_saving
from baton.web.worklist import start

MOST_FIELDS = 5_000
ROOMS = (
    api, auth_routes, worklist_routes, worklist_bulk, worklist_saving, task_routes, handing, snoozing, palette_routes, start, instance_routes, impact_routes, modeler_routes, island, aids, draft_pages, testing, pack_routes, documentation_routes, comment_routes, notice_routes, preference_routes, reminding_routes, attachment_routes, autosave_routes, remark_routes, modeler_snippets, wizard_routes, decision_routes, calendar_routes, form_routes, form_making, form_lists, lookup_routes, guests, submission_routes, verify_routes, incidents, health, letters, people, account,
)  # fmt: skip


def create_app(platform: Platform, settings: WebSettings, oidc: Oidc | None = None) -> Flask:
    """The application. Raises when any of its views declares no rule."""
    app = Flask("baton.web", static_folder=None, template_folder="templates")
    app.config.update(
        SECRET_KEY=settings.secret_key, MAX_CONTENT_LENGTH=LARGEST_REQUEST, MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=MOST_FIELDS, SESSION_COOKIE_NAME="baton_state", SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_SECURE=settings.secure,
    )  # fmt: skip
    app.request_class = receiving.Receiving
    app.extensions[KEY] = Wiring(platform, settings, oidc)
    if oidc is not None:
        oidc.init_app(app)
    for guard in (receiving.make_room_for_files, actor.refuse_two_identities, forgery.refuse_forgery, access.enforce):
        app.before_request(guard)
    headers.init_app(app)
    errors.init_app(app)
    choice.init_app(app)
    shell.init_app(app)
    app.register_blueprint(assets.blueprint)
    for room in ROOMS:
        room.register(app)
    access.require_declared(app)
    return app
