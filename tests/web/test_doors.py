"""Who gets in: strangers, forged requests, expired sessions, path tricks, headers on every answer."""

import re
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from baton.usecases import people
from baton.web.app import create_app
from baton.web.auth.places import local
from baton.web.security.access import public, require_declared
from baton.web.security.actor import COOKIE
from baton.web.settings import WebSettings
from web.conftest import PARTIAL

PASSWORD = "long-enough-for-this"
PAGES = [
    "/tasks", "/start", "/instances", "/models", "/models/new", "/packs", "/incidents", "/health", "/people", "/search?q=x",
]  # fmt: skip
ALLOWED = {
    "/models": {"designer", "admin"}, "/models/new": {"designer", "admin"}, "/health": {"operator", "admin"},
    "/packs": {"designer", "operator", "auditor", "admin"}, "/incidents": {"designer", "operator", "auditor", "admin"},
    "/people": {"admin"}, "/start": {"buyer", "designer", "operator", "admin"},
}  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_sends_strangers_to_the_login_and_back(browser, path):
    answer = browser().get(path)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/login?next=/")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("person", ["buyer", "designer", "auditor", "operator", "admin"])
def test_a_page_opens_for_those_whose_role_allows_it(browser, path, person):
    expected = 200 if person in ALLOWED.get(path, {person}) else 403
    assert browser(person).get(path).status_code == expected


def test_a_fragment_tells_htmx_to_go_to_the_login(browser):
    answer = browser().get("/tasks?view=team", headers=PARTIAL)
    assert (answer.status_code, answer.data) == (401, b"")
    assert answer.headers["HX-Redirect"].startswith("/login?next=/tasks")


def unsafe_places(app):
    return sorted(
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}
        if not rule.rule.startswith(("/api/", "/hooks/", "/test/", "/l/", "/guest/")) and rule.rule != "/login"
    )


def test_every_unsafe_address_refuses_a_missing_and_a_foreign_token(app, browser):
    admin, other = browser("admin"), browser("buyer")
    places = unsafe_places(app)
    assert len(places) > 15
    for method, rule in places:
        path = re.sub(r"<[^>]+>", "x", rule)
        for token in ("", other.csrf):
            answer = admin.client.open(path, method=method, data={"csrf_token": token})
            assert answer.status_code == 403, (method, rule)


def test_another_site_cannot_post_in_a_persons_name(browser):
    buyer = browser("buyer")
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        assert buyer.post("/tasks/bulk", headers=headers).status_code == 403
    assert buyer.post("/tasks/bulk", headers={"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}).status_code == 422


def test_a_cookie_and_a_token_together_mean_nobody(browser, platform):
    token = people.create_token(platform, "admin")
    assert browser("admin").get("/tasks", headers={"Authorization": f"Bearer {token}"}).status_code == 400


def test_signing_in_needs_the_right_password_and_says_nothing_more(app, browser, platform, admin):
    from baton.domain.people import Person

    people.add_person(platform, admin, Person("nina", "Nina"), PASSWORD)
    wrong = browser().client.post("/login", data={"name": "nina", "password": "x"})
    unknown = browser().client.post("/login", data={"name": "nobody", "password": "x"})
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert (
        wrong.text.replace('value="nina"', "") == unknown.text.replace('value="nobody"', "") or "do not go together" in wrong.text
    )
    client = browser().client
    right = client.post("/login", data={"name": "nina", "password": PASSWORD, "next": "/instances"})
    assert (right.status_code, right.headers["Location"]) == (303, "/instances")
    cookie = right.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert client.get("/tasks").status_code == 200


def test_guessing_is_slowed_down_for_one_account_only(browser, platform):
    tries = [browser().client.post("/login", data={"name": "guessed", "password": "x"}).status_code for _ in range(9)]
    assert tries == [401] * 8 + [429]
    assert browser().client.post("/login", data={"name": "another", "password": "x"}).status_code == 401


def test_a_session_ends_with_signing_out_and_with_its_account(browser, platform, admin):
    buyer, second = browser("buyer"), browser("second")
    assert buyer.post("/logout").status_code == 303
    assert buyer.get("/tasks").status_code == 303
    people.disable_person(platform, admin, "second")
    assert second.get("/tasks").status_code == 303


def test_a_session_runs_out(browser, clock):
    buyer = browser("buyer")
    clock.move_to(clock.now() + people.SESSION_LIFE + timedelta(seconds=1))
    assert buyer.get("/tasks").status_code == 303


def test_what_was_typed_survives_an_expired_session(app, browser, started, platform):
    late = browser("buyer")
    late.client.delete_cookie(COOKIE)
    answer = late.post(started, {"f.note": "half an hour of typing", "outcome": "x"})
    assert answer.status_code == 401
    kept = re.search(r'name="kept" value="([^"]+)"', answer.text)[1]
    assert "half an hour" not in kept
    people.add_person(platform, _admin(platform), _person("late"), PASSWORD)
    back = late.client.post("/login", data={"name": "late", "password": PASSWORD, "kept": kept, "next": started})
    assert back.status_code == 200
    assert f'action="{started}"' in back.text
    assert "half an hour of typing" in back.text
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', back.text)[1]
    shown = late.client.post(started, data={"csrf_token": csrf, "f.note": "half an hour of typing", "~op": "reveal"})
    assert shown.status_code == 200
    assert 'value="half an hour of typing"' in shown.text


def test_a_kept_form_that_we_did_not_write_is_ignored(browser, platform):
    people.add_person(platform, _admin(platform), _person("late"), PASSWORD)
    answer = browser().client.post("/login", data={"name": "late", "password": PASSWORD, "kept": "forged.stuff.here"})
    assert answer.status_code == 303


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/x\r\nSet-Cookie: a=b",
        "",
        None,
        "/login",
        "tasks",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(address):
    assert local(address) == "/"


def test_a_local_address_is_where_one_is_sent():
    assert local("/tasks?view=team&q=a b") == "/tasks?view=team&q=a b"


@pytest.mark.parametrize(
    "path", ["/people;x", "//people", "/static//../people", "/people/", "/%2e/people", "/PEOPLE", "/people.json"]
)
def test_path_tricks_open_no_door(browser, path):
    client = browser("buyer").client
    answer = client.get("/", environ_overrides={"PATH_INFO": path})
    if answer.status_code == 308:
        answer = client.get(answer.headers["Location"])
    assert answer.status_code in (403, 404)


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Original-URL", "X-Forwarded-Host"])
def test_no_header_changes_what_is_asked_for(browser, header):
    answer = browser("buyer").get("/tasks", headers={header: "/people"})
    assert answer.status_code == 200
    assert "evil" not in answer.text


@pytest.mark.parametrize("path", ["/tasks", "/login", "/no-such-page", "/people"])
def test_every_answer_carries_the_policy(browser, path):
    headers = browser("buyer").get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Cookie" in headers["Vary"]


def test_an_unknown_address_has_a_way_out(browser):
    answer = browser("buyer").get("/no-such-page")
    assert answer.status_code == 404
    assert 'href="/tasks"' in answer.text


def test_a_bug_shows_a_number_and_nothing_else(app, browser, monkeypatch):
    def broken(*_args):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("baton.web.worklist.routes.worklist", broken)
    with capture_logs() as logged:
        answer = browser("buyer").get("/tasks")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    (line,) = [one for one in logged if one["event"] == "bug"]
    assert f"recorded as {line['id']}" in answer.text
    assert "secret detail" in line["trace"]
    assert not [name for name in ("exc_info", "password") if name in line]


def test_a_view_without_a_rule_keeps_the_application_from_starting(app):
    app.add_url_rule("/forgotten", "forgotten", lambda: "")
    with pytest.raises(RuntimeError, match="/forgotten"):
        require_declared(app)
    app.view_functions["forgotten"] = public("for this test")(lambda: "")
    require_declared(app)


def test_a_short_secret_key_is_refused(platform):
    with pytest.raises(ValueError, match="secret key"):
        create_app(platform, WebSettings(secret_key="short"))


def test_https_makes_the_cookie_secure(platform, app, admin):
    people.add_person(platform, admin, _person("late"), PASSWORD)
    client = create_app(platform, WebSettings(secret_key="k" * 32, base_url="https://baton.example")).test_client()
    answer = client.post("/login", data={"name": "late", "password": PASSWORD})
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def _person(id):
    from baton.domain.actors import Role
    from baton.domain.people import Person

    return Person(id, id.capitalize(), roles=frozenset({Role.TASK_OWNER}), groups=frozenset({"buyers"}))


def _admin(platform):
    with platform.store.read() as uow:
        return uow.person("admin").actor()
