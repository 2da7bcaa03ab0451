"""Single sign-on against a real OpenID provider on loopback."""

import re
import shutil
import socket
import subprocess
import threading
from pathlib import Path

import pytest
import requests
from werkzeug.serving import make_server

from baton.identity.oidc import OidcProvider
from baton.web.app import create_app
from baton.web.settings import WebSettings

FOLDER = Path(__file__).parents[1] / "oidc"
SECRET = "a-secret-for-this-test-only-0123456789"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def ports():
    return free_port(), free_port()


@pytest.fixture(scope="module")
def provider(ports):
    if not (FOLDER / "node_modules").exists() or not shutil.which("node"):
        pytest.skip("the identity provider is not installed (scripts/test installs it)")
    issuer_port, port = ports
    command = ["node", "provider.mjs", str(issuer_port), f"http://127.0.0.1:{port}/login/sso/callback"]
    process = subprocess.Popen(command, cwd=FOLDER, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline().strip() == "listening"
    yield f"http://127.0.0.1:{issuer_port}"
    process.terminate()
    process.wait(10)


@pytest.fixture
def address(platform, provider, ports):
    port = ports[1]
    settings = WebSettings(secret_key="k" * 32, base_url=f"http://127.0.0.1:{port}")
    server = make_server(
        "127.0.0.1", port, create_app(platform, settings, OidcProvider(provider, "baton", SECRET)), threaded=True
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield settings.base_url
    server.shutdown()


def sign_in(browser: requests.Session, address: str, name: str) -> requests.Response:
    page = browser.get(f"{address}/login/sso", timeout=10)
    for _ in range(4):
        form = re.search(r'<form[^>]*action="([^"]+)"', page.text)
        if form is None or page.url.startswith(address):
            return page
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
        if 'name="login"' in page.text:
            fields |= {"login": name, "password": "x"}
        page = browser.post(requests.compat.urljoin(page.url, form.group(1)), data=fields, timeout=10)
    return page


def test_a_stranger_comes_back_signed_in_with_the_groups_of_the_provider(platform, address):
    browser = requests.Session()
    page = sign_in(browser, address, "ann")
    assert page.status_code == 200
    assert page.url.startswith(f"{address}/tasks")
    with platform.store.read() as uow:
        person = next(person for person in uow.people() if person.name == "Ann Example")
    assert person.groups == {"AR manager", "auditor"}
    assert {role.value for role in person.roles} == {"auditor"}
    assert person.password_hash is None


def test_an_answer_with_a_foreign_state_opens_no_session(address):
    browser = requests.Session()
    browser.get(f"{address}/login/sso", timeout=10, allow_redirects=False)
    answer = browser.get(f"{address}/login/sso/callback?code=stolen&state=forged", timeout=10)
    assert answer.status_code == 401
    assert "baton_session" not in browser.cookies


def test_a_disabled_account_is_not_let_in_by_the_provider(platform, address):
    from dataclasses import replace

    sign_in(requests.Session(), address, "bob")
    with platform.store.write() as uow:
        person = next(person for person in uow.people() if person.name == "Bob Example")
        uow.save_person(replace(person, disabled=True))
        uow.commit()
    browser = requests.Session()
    assert sign_in(browser, address, "bob").status_code == 401
    assert "baton_session" not in browser.cookies
